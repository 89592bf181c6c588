import type { Batch } from '../../arithmetic/batch.ts'
import { middle } from '../../arithmetic/interval/comparison.ts'
import { evaluate, inputsOf } from '../../arithmetic/interval/evaluate.ts'
import type { Structured } from '../../arithmetic/interval/structure.ts'
import { sizeOf } from '../../program/shape.ts'
import type { Precision } from '../declared.ts'
import { rounded as nearest } from '../round-to.ts'
import type { Round } from './recorded-calls.ts'

/** The arguments of the calls of a round, in numbers that the attention is given. */
export interface ArgumentNumbers {
  /** For each call by argument, lanes × size. */
  readonly numbers: readonly Readonly<Record<string, Float32Array>>[]
  /** Lanes in which an argument is not the number that the claim means, but the nearest of the precision. */
  readonly rounded: Uint8Array
  /** Lanes in which an argument has no value, or none that the precision can hold. */
  readonly beyond: Uint8Array
}

/**
 * The nearest numbers of the precision to what the claim's program computes, whose enclosures are narrow beside it.
 *
 * @param batch with what earlier rounds returned
 */
export function argumentNumbers(
  { steps, calls }: Round,
  batch: Batch,
  precision: Precision,
): ArgumentNumbers {
  const values = evaluate(steps, inputsOf(batch))
  const marks = { rounded: new Uint8Array(batch.lanes), beyond: new Uint8Array(batch.lanes) }
  const known = new Map<number, Float32Array>()
  const numbersOf = (value: number): Float32Array => {
    let numbers = known.get(value)
    if (!numbers) known.set(value, (numbers = roundedEntries(values[value], batch.lanes, precision, marks)))
    return numbers
  }
  const numbers = calls.map((call) =>
    Object.fromEntries(Object.entries(call.arguments).map(([name, value]) => [name, numbersOf(value)])),
  )
  return { numbers, ...marks }
}

function roundedEntries(
  { lo, hi, lanes: own, shape }: Structured,
  lanes: number,
  precision: Precision,
  { rounded, beyond }: Pick<ArgumentNumbers, 'rounded' | 'beyond'>,
): Float32Array {
  const size = sizeOf(shape)
  const out = new Float32Array(lanes * size)
  for (let lane = 0; lane < lanes; lane++)
    for (let i = 0; i < size; i++) {
      const at = own === 1 ? i : lane * size + i
      const number = nearest(precision, middle(lo[at], hi[at]))
      if (!Number.isFinite(number)) beyond[lane] = 1
      else {
        out[lane * size + i] = number
        if (lo[at] !== hi[at] || lo[at] !== number) rounded[lane] = 1
      }
    }
  return out
}
