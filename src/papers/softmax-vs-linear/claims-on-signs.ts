import { reconstructed, type Source } from '../../claim/source.ts'
import { arrays, signs } from '../../generate/generate.ts'
import type { Real } from '../../program/real.ts'
import { SEED_PAPER_ARXIV, SEED_PAPER_VERSIONS } from './seed-paper.ts'

/**
 * The seed paper, in both versions, as the source of a claim; the constants are reconstructed.
 *
 * @param derived what the claim's note derives, such as `The bound is`
 */
export const seedPaper = (said: string, derived: string): Source =>
  reconstructed(
    SEED_PAPER_ARXIV,
    `${said}; ${SEED_PAPER_VERSIONS}; confirm constants against the paper before citing. ${derived} derived in the note`,
  )

/** The signs `y` [m, d] of neurons, all of a neuron equal to its first: no longer independent. */
export const oneSignEach = (y: Real): Real => y.gather(new Array<number>(y.shape[1]).fill(0), 1)

/** The random signs `y` [m, d] of m neurons of width d. */
export const neuronSigns = (m: number, d: number) =>
  arrays({ dims: { neurons: [m], width: [d] }, arrays: { y: ['neurons', 'width'] }, from: signs })
