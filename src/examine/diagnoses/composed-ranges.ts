import type { Format } from '../format.ts'
import { State, type HonestRange } from '../honest-range.ts'
import { type Normaliser, type OutputPlace } from '../honest-rows.ts'
import { MARGIN } from '../kernel-row.ts'
import type { Model } from '../model.ts'

/** Divides a row by a normaliser of its own. */
export function divided(range: HonestRange, { value, error }: Normaliser, storage: Format): void {
  // A quotient by less than that may overflow, as unshifted exponentials do.
  const least = Math.max(error, 2 ** -100)
  const bounded = Math.abs(value) > least && 2 * (Math.abs(value) + error) < storage.largest
  const [a, b] = [1 / (value - error), 1 / (value + error)]
  const roundings = Math.expm1(12 * storage.theta) * MARGIN
  for (let i = 0; i < range.value.length; i++) {
    const [low, high] = [range.low[i], range.high[i]]
    range.value[i] /= value
    range.size[i] /= Math.abs(value)
    const fits = bounded && 2 * range.size[i] < storage.largest
    if (!fits && range.state[i] === State.Bounded) range.state[i] = State.Unbounded
    const ends = [low * a, low * b, high * a, high * b]
    range.low[i] = Math.min(...ends)
    range.high[i] = Math.max(...ends)
    // A forbidden key's weight stays exactly 0.
    if (low !== 0 || high !== 0) widen(range, i, roundings, 4 * storage.underflow)
  }
}

/** Makes one number's range wider by a factor of roundings, and by what may be lost to underflow. */
export function widen({ low, high }: HonestRange, at: number, relative: number, absolute: number): void {
  const more = relative * Math.max(Math.abs(low[at]), Math.abs(high[at])) + absolute
  low[at] -= more
  high[at] += more
}

/** The output that a row of weights gives, each anywhere in its range. */
export function outputOfWeights(
  { storage, accumulation }: Model,
  weights: HonestRange,
  { values, from, stride, width, into }: OutputPlace,
): void {
  const keys = weights.value.length
  const state = weights.state.reduce((worst, one) => Math.max(worst, one), 0)
  const collected = Math.expm1((keys + 2) * accumulation.theta + 4 * storage.theta) * MARGIN
  for (let c = 0; c < width; c++) {
    let [value, low, high, size, total] = [0, 0, 0, 0, 0]
    for (let j = 0, place = from + c; j < keys; j++, place += stride) {
      const v = values[place]
      const [a, b] = [weights.low[j], weights.high[j]]
      if (a === 0 && b === 0) continue
      value += weights.value[j] * v
      low += Math.min(a * v, b * v)
      high += Math.max(a * v, b * v)
      size += Math.max(Math.abs(a), Math.abs(b)) * Math.abs(v)
      total += Math.abs(v)
    }
    into.value[c] = value
    const off = collected * size + storage.underflow * (total + 3 * keys + 3)
    into.low[c] = low - off
    into.high[c] = high + off
    into.state[c] = state === State.Bounded && !(2 * size < storage.largest) ? State.Unbounded : state
  }
}
