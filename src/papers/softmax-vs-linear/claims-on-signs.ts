import { reconstructed, type Source } from '../../claim/source.ts'
import { arrays, signs } from '../../generate/generate.ts'

/**
 * Deng, Song, Zhou as the source of a claim; the constants are reconstructed.
 *
 * @param derived what the claim's note derives, such as `The bound is`
 */
export const seedPaper = (said: string, derived: string): Source =>
  reconstructed(
    '2310.11685',
    `${said}; confirm constants against the paper before citing. ${derived} derived in the note`,
  )

/** The random signs `y` [m, d] of m neurons of width d. */
export const neuronSigns = (m: number, d: number) =>
  arrays({ dims: { neurons: [m], width: [d] }, arrays: { y: ['neurons', 'width'] }, from: signs })
