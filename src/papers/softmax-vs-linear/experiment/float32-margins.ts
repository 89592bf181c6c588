import { z } from 'zod'
import type { Engine } from '../../../engine/engine.ts'

const DIRECTIONS = ['e_1', '(1, …, 1)'] as const

/**
 * What float32 makes of the margin by which linear attention separates D_1 from D_0 (reconstructed), at width d = 3:
 * pre-activations over √Λ of the needle's row, in two directions.
 */
export const marginRow = z.strictObject({
  n: z.int(),
  direction: z.enum(DIRECTIONS),
  /** a_1(1 + a_1)/(n + a_1) - a_0(1 + a_0)/(n + a_0), the margin over the reals. */
  margin: z.number(),
  /** The largest on D_0 and the least on D_1 that the engine returned, over some positions of the needle. */
  onD0: z.number(),
  onD1: z.number(),
  /** Half way between the two true pre-activations. */
  threshold: z.number(),
  /** Whether the engine's numbers still lie on either side of the threshold. */
  resolved: z.boolean(),
})
export type MarginRow = z.infer<typeof marginRow>

const [SMALL_NEEDLE, LARGE_NEEDLE] = [0.01, 1.2]
const [B, C] = [0.2, 0.8]
const LENGTHS = [1e2, 1e3, 1e4, 1e5, 3e5, 1e6, 3e6, 1e7] as const

/** Runs linear attention's needle row at growing lengths on the engine: one row of the n, so that n may be large. */
export async function floatMargins(
  engine: Engine,
  lengths: readonly number[] = LENGTHS,
): Promise<MarginRow[]> {
  const rows: MarginRow[] = []
  for (const n of lengths) {
    const found = async (a: number) => {
      const all: [number, number][] = []
      for (const needle of [0, Math.floor(n / 2), n - 1]) all.push(await needleRow(engine, n, a, needle))
      return all
    }
    const [d0, d1] = [await found(SMALL_NEEDLE), await found(LARGE_NEEDLE)]
    const along = (a: number) => (a * (1 + a)) / (n + a)
    const [small, large] = [along(SMALL_NEEDLE), along(LARGE_NEEDLE)]
    for (const [i, direction] of DIRECTIONS.entries()) {
      const [onD0, onD1] = [Math.max(...d0.map((z) => z[i])), Math.min(...d1.map((z) => z[i]))]
      const threshold = i + (large + small) / 2
      const resolved = onD0 < threshold && threshold < onD1
      rows.push({ n, direction, margin: large - small, onD0, onD1, threshold, resolved })
    }
  }
  return rows
}

/** ⟨c, e_1⟩ and ⟨c, (1, 1, 1)⟩ over √Λ, as float32 tensors give them: weights [1, n] times values [n, 3]. */
async function needleRow(engine: Engine, n: number, a: number, needle: number): Promise<[number, number]> {
  const { tf } = engine
  const values = new Float32Array(3 * n)
  for (let row = 0; row < n; row++) values.set([row === needle ? a : 0, B, C], 3 * row)
  const out = tf.tidy(() => {
    const v = tf.tensor2d(values, [n, 3])
    const sums = tf.reshape(tf.sum(v, 1), [1, n])
    // All scores of the needle's row are its row sum times those of the others, and Λ cancels.
    const scores = tf.mul(sums, 1 + a)
    const context = tf.matMul(tf.div(scores, tf.sum(scores)), v)
    return tf.matMul(context, tf.tensor2d([1, 1, 0, 1, 0, 1], [3, 2]))
  })
  const [alongNeedle, alongOnes] = await out.data()
  out.dispose()
  return [alongNeedle, alongOnes]
}
