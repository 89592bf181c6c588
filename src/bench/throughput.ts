import type { Tensor } from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { batchOf } from '../arithmetic/case.ts'
import type { Claim } from '../claim/claim.ts'
import type { Engine } from '../engine/engine.ts'
import { gaussian, queryAndKeys } from '../generate/generate.ts'
import { caseAt } from '../generate/stream.ts'
import { runCampaign } from '../judge/run-campaign.ts'
import rowOrder from '../../properties/order/softmax-row-order-strict.ts'

export const ROUNDS = 5
export const TOKENS = 16
export const WIDTH = 8
const CASES = 65_536
const USUAL_CASES = 2048
const BATCH = 4096

const AT_ONE_SHAPE = { tokens: [TOKENS], width: [WIDTH] }

/** The benchmark's claim: row order at one shape, of Gaussian tokens, or of the claim's own spread of families. */
export const BENCH_CLAIMS: Record<'gaussian' | 'spread', Claim> = {
  gaussian: { ...rowOrder, inputs: queryAndKeys({ ...AT_ONE_SHAPE, from: gaussian(1) }) },
  spread: { ...rowOrder, inputs: queryAndKeys(AT_ONE_SHAPE) },
}

export interface Throughput {
  readonly decided: number
  readonly usual: number
  readonly forward: number
  readonly overUsual: number
  readonly underForward: number
  readonly shares: { generate: number; device: number; climb: number }
}

/** Runs the ways to check the claim in turn, several times, and takes medians of rates and of ratios. */
export async function throughput(engine: Engine, claim: Claim): Promise<Throughput> {
  const rounds = []
  const spent = { generate: 0, device: 0, climb: 0 }
  for (let round = -1; round < ROUNDS; round++) {
    const usual = await theUsualWay(engine, round + 1)
    const forward = await forwardOnly(engine, claim, round + 1)
    const { perSecond, stopwatch } = await decidedSoundly(engine, claim, round + 1)
    if (round < 0) continue // warm-up
    rounds.push({ usual, forward, decided: perSecond })
    for (const part of ['generate', 'device', 'climb'] as const) spent[part] += stopwatch[part]
  }
  const all = spent.generate + spent.device + spent.climb
  return {
    decided: median(rounds.map((r) => r.decided)),
    usual: median(rounds.map((r) => r.usual)),
    forward: median(rounds.map((r) => r.forward)),
    overUsual: median(rounds.map((r) => r.decided / r.usual)),
    underForward: median(rounds.map((r) => r.forward / r.decided)),
    shares: { generate: spent.generate / all, device: spent.device / all, climb: spent.climb / all },
  }
}

async function decidedSoundly(engine: Engine, claim: Claim, seed: number) {
  const started = performance.now()
  const { tally, stopwatch } = await runCampaign(claim, { engine, seed, from: 0, to: CASES })
  const { satisfied, violated } = tally.reals
  return { perSecond: (1000 * (satisfied + violated)) / (performance.now() - started), stopwatch }
}

/** A fast-check property over `fc.array`s that calls TensorFlow.js once a case and compares the floats. */
async function theUsualWay({ tf }: Engine, seed: number): Promise<number> {
  const numbers = (length: number) =>
    fc.array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: length, maxLength: length })
  const property = fc.asyncProperty(numbers(WIDTH), numbers(TOKENS * WIDTH), async (q, k) => {
    const [s, p] = tf.tidy(() => {
      const scores = tf.matMul(tf.tensor2d(q, [1, WIDTH]), tf.tensor2d(k, [TOKENS, WIDTH]), false, true)
      return [scores, tf.softmax(scores)]
    }) as [Tensor, Tensor]
    const [scores, weights] = [await s.data(), await p.data()]
    tf.dispose([s, p])
    for (let i = 0; i < TOKENS; i++) {
      for (let j = 0; j < TOKENS; j++) if (scores[i]! > scores[j]! && weights[i]! < weights[j]!) return false
    }
    return true
  })
  const started = performance.now()
  await fc.check(property, { numRuns: USUAL_CASES, seed })
  return (1000 * USUAL_CASES) / (performance.now() - started)
}

/** The least that anyone has to do: generate, upload, one forward pass, download. Nothing is judged. */
async function forwardOnly({ tf }: Engine, claim: Claim, seed: number): Promise<number> {
  const started = performance.now()
  for (let from = 0; from < CASES; from += BATCH) {
    const cases = Array.from({ length: BATCH }, (_, i) => caseAt(claim.inputs, claim.id, seed, from + i))
    const { data } = batchOf(cases)
    const weights = tf.tidy(() => {
      const scores = tf.matMul(
        tf.tensor3d(data.q!, [BATCH, 1, WIDTH]),
        tf.tensor3d(data.k!, [BATCH, TOKENS, WIDTH]),
        false,
        true,
      )
      const terms = tf.exp(tf.sub(scores, tf.max(scores, -1, true)))
      return tf.div(terms, tf.sum(terms, -1, true))
    })
    await weights.data()
    weights.dispose()
  }
  return (1000 * CASES) / (performance.now() - started)
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1]!
}
