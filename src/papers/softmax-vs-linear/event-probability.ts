import type { CrossAttentionData } from './cross-attention-data.ts'
import type { ProbabilityRange } from './firing-probability.ts'
import type { Mechanism } from './mechanisms.ts'
import type { Ratio } from './parameters.ts'
import type { SelfAttentionData } from './seed-data.ts'

/**
 * P[F(A, x, y) > 0] for the random signs of m neurons (`fires`), from an enumeration of the classes of signs.
 *
 * @throws {Error} where enclosures cannot tell whether a class fires
 */
export async function firingProbability(
  { n, d, a, c }: SelfAttentionData,
  m: number,
  mechanism: Mechanism,
  theta: Ratio = [1, 10],
): Promise<number> {
  const { predict } = await enumeration()
  return certain(predict({ n, d, m, a0: a, a1: a, c, theta }, mechanism).onD1)
}

/** The same of F(A_1, A_2, A_3, x, y) > 0 for replacement R2 (`firesAcross`). */
export async function crossFiringProbability(
  { n, d, a, c }: Omit<CrossAttentionData, 'needle'>,
  m: number,
  mechanism: Mechanism,
  theta: Ratio = [1, 2],
): Promise<number> {
  const { predictAcross } = await enumeration()
  return certain(predictAcross({ n, d, m, a, c, theta }, mechanism))
}

/** Computes in enclosures, which a list of claims need not load. */
const enumeration = () => import('./firing-probability.ts')

function certain([low, high]: ProbabilityRange): number {
  if (low !== high) throw new Error(`enclosures tell the probability only to [${low}, ${high}]`)
  return low
}
