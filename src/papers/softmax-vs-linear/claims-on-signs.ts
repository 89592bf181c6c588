import type { Predicate } from '../../claim/claim.ts'
import { reconstructed, type Source } from '../../claim/source.ts'
import { arrays, signs } from '../../generate/generate.ts'
import type { CrossAttentionData } from './cross-attention-data.ts'
import { fires, firesAcross } from './four-layer-network.ts'
import type { Ratio, SelfAttentionData } from './seed-data.ts'

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

/** F(A, x, y) > 0 for signs `y`: see `fires`. */
export const firesOn =
  (data: SelfAttentionData, threshold: Ratio = [1, 10]): Predicate<'y'> =>
  ({ y }, attention, x) =>
    fires(data, threshold, y, attention, x)

/** F(A_1, A_2, A_3, x, y) > 0 for signs `y`: see `firesAcross`. */
export const firesAcrossOn =
  (data: CrossAttentionData, threshold: Ratio = [1, 2]): Predicate<'y'> =>
  ({ y }, attention, x) =>
    firesAcross(data, threshold, y, attention, x)
