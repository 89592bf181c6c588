import type { DeviceArray } from '../../arithmetic/device/device-array.ts'
import { errorOf } from '../../arithmetic/device/errors.ts'
import type { Enclosures } from '../../arithmetic/interval/enclosures.ts'
import type { Real } from '../../program/real.ts'
import { sizeOf } from '../../program/shape.ts'
import type { Engine } from '../engine.ts'
import { arrayInIntervals, arrayOnDevice, MODES, type BoundMode } from './both-arithmetics.ts'
import type { Question } from './drawn-inputs.ts'

/** An entry of which something untrue is known, in words. */
interface Escape {
  readonly lane: number
  readonly said: string
}

export interface Comparison {
  /** Entries with a finite bound; each was compared. */
  readonly bounded: number
  readonly escapes: readonly Escape[]
  /** Smallest bound in units of the certain error, over entries that have one; at least 1 while nothing escapes. */
  readonly leastSlack: number
}

/** Compares what the engine computes, with each of some bounds, with enclosures of what is meant. */
export async function compared(
  engine: Engine,
  { batch, of, modes = MODES }: Omit<Question<Real>, 'where'>,
): Promise<(Comparison & { readonly mode: BoundMode })[]> {
  const truth = arrayInIntervals(batch, of)
  const found = []
  for (const mode of modes) {
    const result = await arrayOnDevice(engine, mode, batch, of)
    found.push({ mode, ...againstEnclosures(result, truth, batch.lanes) })
  }
  return found
}

/**
 * Compares what the engine computed with enclosures of what it stands for.
 *
 * @throws {Error} when the two have different shapes.
 */
export function againstEnclosures(result: DeviceArray, truth: Enclosures, lanes: number): Comparison {
  if (result.shape.join() !== truth.shape.join())
    throw new Error(
      `the device's array is [${result.shape.join()}], the interval tier's [${truth.shape.join()}]`,
    )
  const size = sizeOf(result.shape)
  const escapes: Escape[] = []
  let bounded = 0
  let leastSlack = Infinity
  for (let i = 0; i < lanes * size; i++) {
    const [lane, entry] = [Math.floor(i / size), i % size]
    const at = result.lanes === 1 ? entry : i
    const from = truth.lanes === 1 ? entry : i
    const value = result.values[at]
    const bound = errorOf(result, lane, at)
    const escape = (said: string) => escapes.push({ lane, said: `entry ${entry}: computed ${value}${said}` })
    const range = rangeOf(result, lane)
    if (range && !(value >= range[0] && value <= range[1])) escape(`, outside of [${range.join(', ')}]`)
    if (!(bound < Infinity)) continue
    bounded++
    const [lo, hi] = [truth.lo[from], truth.hi[from]]
    // NaN, in the value or in the enclosure, is not within any bound.
    const certain = Math.max(lo - value, value - hi)
    if (certain > 0) leastSlack = Math.min(leastSlack, bound / certain)
    if (!(certain <= bound)) escape(` ± ${bound}, the true value ${place(lo, hi)}`)
  }
  return { bounded, escapes, leastSlack }
}

/**
 * Where the static bound says that all computed entries of a lane lie; nothing where it is not to be used. What may be
 * flushed may be taken for anything as small, whatever its sign: `relu` of TensorFlow leaves a negative one as it is.
 */
function rangeOf({ bound, lanes, context }: DeviceArray, lane: number): [number, number] | undefined {
  const at = lanes === 1 ? 0 : lane
  const [lo, hi] = [bound.lo[at], bound.hi[at]]
  const small = context.engine.profile.flushBelow
  if (!(hi - lo < Infinity) || context.isMarked(lane)) return undefined
  return [lo <= small ? Math.min(lo, -small) : lo, hi >= -small ? Math.max(hi, small) : hi]
}

const place = (lo: number, hi: number) => (Number.isNaN(lo) ? 'does not exist' : `lies in [${lo}, ${hi}]`)
