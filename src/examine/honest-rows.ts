import { State, type HonestRange } from './honest-range.ts'
import { MARGIN, type KernelRow } from './kernel-row.ts'
import type { Model } from './model.ts'

/** What divides a row, and how far an honest one may be off. */
export interface Normaliser {
  readonly value: number
  readonly error: number
  /** The most that partial sums of it may be, by size; what it may be itself when left out. */
  readonly size?: number
}

export function normaliserOf(
  { normaliser, epsilon, accumulation, storage }: Model,
  row: KernelRow,
): Normaliser {
  if (normaliser !== 'keys') return { value: 1, error: 0, size: 1 }
  let value = epsilon
  let size = epsilon
  let error = 4 * storage.theta * epsilon
  for (let j = 0; j < row.kappa.length; j++) {
    value += row.kappa[j]
    size += row.size[j]
    error += row.error[j]
  }
  const collected = Math.expm1(row.collected * accumulation.theta + 2 * storage.theta)
  return {
    value,
    error: (error + collected * (size + error) + 3 * row.collected * row.underflow) * MARGIN,
    size: size + error,
  }
}

/** Roundings of a quotient, as division (2.5 ulp) or by a reciprocal, and of what is stored about it. */
const QUOTIENT = 12

/** What all numbers of a row share. */
interface Shared {
  readonly z: Normaliser
  /** The least that an honest normaliser may be, by size. */
  readonly least: number
  /** Whether weights are never negative and sum to 1 but for rounding, and how far they may leave that, relatively. */
  readonly convex: boolean
  readonly beyond: number
  /** Whether the kernels' sum, its reciprocal or a weight may overflow; where kernels are at most 1 none does. */
  readonly overflows: boolean
}

function sharedBy(model: Model, row: KernelRow): Shared {
  const { storage, accumulation } = model
  const z = normaliserOf(model, row)
  const convex = row.convex && model.normaliser === 'keys' && model.epsilon === 0
  const roundings =
    4 * row.collected * accumulation.theta + (QUOTIENT + 120 + 5 * Math.log(row.collected)) * storage.theta
  const least = Math.abs(z.value) - z.error
  const total = z.size ?? Math.abs(z.value) + z.error
  return {
    z,
    least,
    convex,
    beyond: convex ? Math.expm1(roundings) : 0,
    overflows: !row.convex && !(2 * Math.max(total, total / least, 1 / least) < storage.largest),
  }
}

const stateOf = (row: KernelRow, { least, convex, overflows }: Shared): HonestRange['state'][number] =>
  row.allowed === 0
    ? State.Undefined
    : row.mayOverflow || overflows || !(least > 0 || convex)
      ? State.Unbounded
      : State.Bounded

/** How far a quotient may be off whose numerator is off by `error`; infinite where the normaliser may vanish. */
const quotientOff = ({ z, least }: Shared, value: number, error: number): number =>
  least > 0 ? (error + Math.abs(value) * z.error) / least : Infinity

/**
 * A row of weights, with what honest implementations return for it.
 *
 * @param at where the row of n numbers begins
 */
export function weightsRow(model: Model, row: KernelRow, into: HonestRange, at: number): void {
  const { storage, accumulation } = model
  const shared = sharedBy(model, row)
  const state = stateOf(row, shared)
  const quotient = Math.expm1(QUOTIENT * storage.theta)
  const collecting = row.convex ? 0 : Math.expm1(row.collected * accumulation.theta)
  const lost = storage.underflow * (8 * row.collected + 4)
  for (let j = 0; j < row.kappa.length; j++) {
    const value = row.kappa[j] / shared.z.value
    const size = Math.abs(row.size[j] / shared.z.value)
    into.value[at + j] = value
    into.size[at + j] = size
    into.state[at + j] = state
    if (row.used[j] === 0) {
      // A forbidden key gets nothing, in whatever precision.
      into.low[at + j] = into.high[at + j] = 0
      continue
    }
    const error = row.error[j] + collecting * row.size[j]
    const off = (quotientOff(shared, value, error) * (1 + quotient) + quotient * size + lost) * MARGIN
    into.low[at + j] = shared.convex ? Math.max(value - off, 0) : value - off
    into.high[at + j] = shared.convex ? Math.min(value + off, 1 + shared.beyond) : value + off
  }
}

/** Where the values of one head stand in a lane, and where its output goes. */
export interface OutputPlace {
  /** [n, stride] */
  readonly values: Float64Array
  readonly from: number
  readonly stride: number
  readonly width: number
  readonly into: HonestRange
  readonly at: number
}

/** A row of the output, with what honest implementations return for it. */
export function outputRow(model: Model, row: KernelRow, place: OutputPlace): void {
  const shared = sharedBy(model, row)
  for (let c = 0; c < place.width; c++) outputNumber(model, row, place, c, shared)
}

function outputNumber(
  { storage, accumulation }: Model,
  row: KernelRow,
  { values, from, stride, into, at }: OutputPlace,
  c: number,
  shared: Shared,
): void {
  let sum = 0
  let size = 0
  let error = 0
  let total = 0
  // What is lost of subnormal values that count as zero.
  let kernels = 0
  let smallest = Infinity
  let largest = -Infinity
  for (let j = 0, place = from + c; j < row.kappa.length; j++, place += stride) {
    if (row.used[j] === 0) continue
    const v = values[place]
    if (v < smallest) smallest = v
    if (v > largest) largest = v
    if (v === 0) continue
    const absolute = Math.abs(v)
    sum += row.kappa[j] * v
    size += row.size[j] * absolute
    error += row.error[j] * absolute
    total += absolute
    kernels += row.size[j] + row.error[j]
  }
  const place = at + c
  const most = row.allowed === 0 ? 0 : Math.max(-smallest, largest)
  const value = sum / shared.z.value
  into.value[place] = value
  into.size[place] = Math.abs(size / shared.z.value)
  const overflows =
    !(2 * size < storage.largest && 2 * row.features * most < storage.largest) ||
    (!shared.convex && !(2 * (size + error) * Math.max(1, 1 / shared.least) < storage.largest)) ||
    (shared.convex && !(2 * total < storage.largest))
  into.state[place] = overflows && row.allowed > 0 ? State.Unbounded : stateOf(row, shared)
  const collected = Math.expm1((row.collected + 2) * accumulation.theta + 2 * storage.theta)
  const quotient = Math.expm1(QUOTIENT * storage.theta)
  const lost = storage.underflow * (total + (3 + 4 * most) * (row.collected + 1))
  const numerator =
    error +
    collected * (size + error) +
    row.underflow * (total + 3 * row.collected) +
    storage.underflow * kernels
  const off =
    (quotientOff(shared, value, numerator) * (1 + quotient) + quotient * into.size[place] + lost) * MARGIN
  const beyond = (shared.beyond * most + lost) * MARGIN
  into.low[place] = shared.convex ? Math.max(value - off, smallest - beyond) : value - off
  into.high[place] = shared.convex ? Math.min(value + off, largest + beyond) : value + off
}
