import { z } from 'zod'
import { bind } from '../../../attention/attention.ts'
import { softmax } from '../../../attention/softmax.ts'
import type { Engine } from '../../../engine/engine.ts'
import { enclosedOnEngine } from '../engine-run.ts'
import { weightOfNeedle } from '../four-layer-network.ts'

/** Softmax's weight of the needle in its own row (reconstructed data), as an engine computed it, with its bound. */
export const collapsePoint = z.strictObject({
  n: z.int(),
  a: z.number(),
  /** (a(1 + a) - 1) ln n, on which all lengths come together. */
  scaled: z.number(),
  low: z.number(),
  high: z.number(),
})
export type CollapsePoint = z.infer<typeof collapsePoint>

const LENGTHS = [100, 1000, 100_000]
const SCALED = Array.from({ length: 17 }, (_, i) => (i - 8) / 2)

/** The weight at sizes of the needle around the threshold, at several lengths. */
export async function weightsAroundThreshold(engine: Engine): Promise<CollapsePoint[]> {
  const points: CollapsePoint[] = []
  for (const n of LENGTHS)
    for (const wanted of SCALED) {
      // a(1 + a) = 1 + wanted/ln n, to four decimals
      const a = Math.round(1e4 * ((Math.sqrt(5 + (4 * wanted) / Math.log(n)) - 1) / 2)) / 1e4
      const data = { n, d: 3, a: [Math.round(1e4 * a), 1e4], b: [2, 10], c: [8, 10], needle: 1 } as const
      const [low, high] = await enclosedOnEngine(engine, (x) => weightOfNeedle(data, bind(softmax, x), x))
      points.push({ n, a, scaled: (a * (1 + a) - 1) * Math.log(n), low, high })
    }
  return points
}
