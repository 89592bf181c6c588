import type { Tensor } from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import type { Engine } from '../engine/engine.ts'
import type { Rate } from './rate.ts'
import type { Workload } from './workloads.ts'

/** Milliseconds in a round; it may be a thousand times slower on a GPU than on a processor. */
const TIME = 700
const RUNS = 64

/**
 * A fast-check property over `fc.array`s that calls TensorFlow.js once a case and compares the floats. A violation
 * does not end it, as it would in use: it is an alarm, and a false one, since the claim is a theorem.
 */
export async function theUsualWay({ tf }: Engine, { tokens, width }: Workload, seed: number): Promise<Rate> {
  let alarms = 0
  const numbers = (length: number) =>
    fc.array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: length, maxLength: length })
  const property = fc.asyncProperty(numbers(width), numbers(tokens * width), async (q, k) => {
    const [s, p] = tf.tidy((): [Tensor, Tensor] => {
      const scores = tf.matMul(tf.tensor2d(q, [1, width]), tf.tensor2d(k, [tokens, width]), false, true)
      return [scores, tf.softmax(scores)]
    })
    const [scores, weights] = [await s.data(), await p.data()]
    tf.dispose([s, p])
    if (!inOrder(scores, weights)) alarms++
  })
  let looked = 0
  const started = performance.now()
  for (; performance.now() - started < TIME; looked += RUNS)
    await fc.assert(property, { numRuns: RUNS, seed: seed + looked })
  return { perSecond: (1000 * looked) / (performance.now() - started), alarms, looked }
}

function inOrder(scores: ArrayLike<number>, weights: ArrayLike<number>): boolean {
  for (let i = 0; i < scores.length; i++)
    for (let j = 0; j < scores.length; j++) if (scores[i] > scores[j] && weights[i] < weights[j]) return false
  return true
}
