import type { Tensor2D } from '@tensorflow/tfjs-core'
import type { Engine } from '../../../engine/engine.ts'
import type { ErrorLimits } from '../../../arithmetic/device/error-limits.ts'
import type { Draws } from '../../../generate/draws.ts'
import type { DistinctContexts } from '../contexts-on-engine.ts'

/** What a network said to one draw of its sign vectors. */
export const NetworkAnswer = { Silent: 0, Open: 1, Fires: 2 } as const
export type NetworkAnswer = (typeof NetworkAnswer)[keyof typeof NetworkAnswer]

/** One network on one data set. */
export interface Network {
  readonly contexts: DistinctContexts
  /** Limits on τ = (c + θ) √Λ. */
  readonly tau: readonly [low: number, high: number]
}

/** Sign vectors are drawn in portions of about so many numbers. */
const PORTION = 2 ** 22

/**
 * Asks networks of m neurons the same random signs: for every draw `heard` is told, network by network, whether F > 0.
 * A neuron's pre-activation that lies within its error bound of τ leaves the draw open, unless another neuron fires.
 *
 * @param heard answers in the order of the networks; the array is used again
 */
export async function drawSigns(
  networks: readonly Network[],
  { neurons, draws }: { neurons: number; draws: number },
  random: Draws,
  engine: Engine,
  heard: (answers: Uint8Array) => void,
): Promise<void> {
  const { tf } = engine
  const width = networks[0].contexts.rows[0].length
  const columns = networks.flatMap(({ contexts, tau: [low, high] }, network) =>
    contexts.rows.map((row, i) => {
      const radius = contexts.errors[i] + signProductError(row, engine.profile)
      return { network, row, silentTo: low - radius, firesFrom: high + radius }
    }),
  )
  const flat = Float32Array.from(columns.flatMap(({ row }) => [...row]))
  const factor = tf.tensor2d(flat, [columns.length, width])
  const portion = Math.min(draws, Math.max(1, Math.floor(PORTION / (neurons * width))))
  const signs = new Float32Array(portion * neurons * width)
  const answers = new Uint8Array(networks.length)
  try {
    for (let done = 0; done < draws; done += portion) {
      const now = Math.min(portion, draws - done)
      const vectors = signs.subarray(0, now * neurons * width)
      fillSigns(vectors, random)
      const product = tf.tidy(() =>
        tf.matMul<Tensor2D>(tf.tensor2d(vectors, [now * neurons, width]), factor, false, true),
      )
      const preactivations = await product.data()
      product.dispose()
      for (let draw = 0, at = 0; draw < now; draw++) {
        answers.fill(NetworkAnswer.Silent)
        for (let neuron = 0; neuron < neurons; neuron++)
          for (const { network, silentTo, firesFrom } of columns) {
            const z = preactivations[at++]
            // A NaN leaves the draw open.
            const answer =
              z > firesFrom ? NetworkAnswer.Fires : z <= silentTo ? NetworkAnswer.Silent : NetworkAnswer.Open
            if (answer > answers[network]) answers[network] = answer
          }
        heard(answers)
      }
    }
  } finally {
    factor.dispose()
  }
}

/**
 * A bound on the rounding errors of the product of a row with a vector of signs, in any order of summation: γ_d Σ |c_i|
 * (Higham, *Accuracy and Stability of Numerical Algorithms*, section 3.1), factors rounded by the engine beforehand and
 * numbers flushed to zero included.
 */
export function signProductError(row: Float32Array, limits: ErrorLimits): number {
  const u = Math.max(limits.unitRoundoff, limits.productAccumulation)
  const factors = (1 + limits.productRoundoff) ** 2
  const rounding = factors / (1 - row.length * u) - 1
  if (!(rounding >= 0 && rounding < 1)) return Infinity
  let size = 0
  for (const entry of row) size += Math.abs(entry)
  // More than the float64 rounding of this bound and of the comparison it is used in.
  const inflate = 1 + 2 ** -30
  return (rounding * size + 4 * row.length * Math.max(limits.productFlushBelow, limits.flushBelow)) * inflate
}

/** Independent signs, each +1 or -1 with probability 1/2. */
export function fillSigns(into: Float32Array, random: Draws): void {
  for (let at = 0; at < into.length;) {
    let bits = random.bits()
    for (const end = Math.min(into.length, at + 32); at < end; at++, bits >>>= 1) into[at] = bits & 1 ? 1 : -1
  }
}
