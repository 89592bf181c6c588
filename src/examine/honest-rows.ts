import { State, type HonestRange } from './honest-range.ts'
import { MARGIN, type KernelRow } from './kernel-row.ts'
import type { Model } from './model.ts'

/** What divides a row, and how far an honest one may be off. */
interface Normaliser {
  readonly value: number
  readonly error: number
}

function normaliserOf({ normaliser, epsilon, accumulation, storage }: Model, row: KernelRow): Normaliser {
  if (normaliser !== 'keys') return { value: 1, error: 0 }
  let value = epsilon
  let size = epsilon
  let error = 4 * storage.theta * epsilon
  for (let j = 0; j < row.kappa.length; j++) {
    value += row.kappa[j]
    size += row.size[j]
    error += row.error[j]
  }
  const collected = Math.expm1(row.collected * accumulation.theta + 2 * storage.theta)
  return { value, error: (error + collected * (size + error) + 3 * row.collected * row.underflow) * MARGIN }
}

/** Roundings of a quotient, as division (2.5 ulp) or by a reciprocal, and of what is stored about it. */
const QUOTIENT = 12

/**
 * A row of weights, with what honest implementations return for it.
 *
 * @param at where the row of n numbers begins
 */
export function weightsRow(model: Model, row: KernelRow, into: HonestRange, at: number): void {
  const { storage } = model
  const z = normaliserOf(model, row)
  const least = Math.abs(z.value) - z.error
  const state =
    row.allowed === 0 ? State.Undefined : row.mayOverflow || !(least > 0) ? State.Unbounded : State.Bounded
  const quotient = Math.expm1(QUOTIENT * storage.theta)
  const most = 1 + convexRoundings(model, row)
  const convex = row.convex && model.normaliser === 'keys' && model.epsilon === 0
  for (let j = 0; j < row.kappa.length; j++) {
    const value = row.kappa[j] / z.value
    into.value[at + j] = value
    into.state[at + j] = state
    if (row.size[j] === 0 && row.error[j] === 0) {
      // A forbidden key gets nothing, in whatever precision.
      into.low[at + j] = into.high[at + j] = 0
      continue
    }
    const collected = Math.expm1(row.collected * model.accumulation.theta) * (row.convex ? 0 : row.size[j])
    const off =
      (((row.error[j] + collected + Math.abs(value) * z.error) / least) * (1 + quotient) +
        quotient * Math.abs(row.size[j] / z.value) +
        4 * storage.underflow) *
      MARGIN
    into.low[at + j] = convex ? Math.max(value - off, 0) : value - off
    into.high[at + j] = convex ? Math.min(value + off, most) : value + off
  }
}

/** How far weights that are positive numbers over their sum may leave [0, 1], or a mean of values their hull, relatively. */
function convexRoundings({ storage, accumulation }: Model, row: KernelRow): number {
  return Math.expm1(
    4 * row.collected * accumulation.theta + (QUOTIENT + 120 + 5 * Math.log(row.collected)) * storage.theta,
  )
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
  const z = normaliserOf(model, row)
  const least = Math.abs(z.value) - z.error
  const convex = row.convex && model.normaliser === 'keys' && model.epsilon === 0
  const rounds = convex ? convexRoundings(model, row) : 0
  for (let c = 0; c < place.width; c++) outputNumber(model, row, place, c, { z, least, rounds, convex })
}

interface Divided {
  readonly z: Normaliser
  readonly least: number
  readonly rounds: number
  readonly convex: boolean
}

function outputNumber(
  { storage, accumulation }: Model,
  row: KernelRow,
  { values, from, stride, into, at }: OutputPlace,
  c: number,
  { z, least, rounds, convex }: Divided,
): void {
  let sum = 0
  let size = 0
  let error = 0
  let total = 0
  let smallest = Infinity
  let largest = -Infinity
  let most = 0
  for (let j = 0, place = from + c; j < row.kappa.length; j++, place += stride) {
    if (row.size[j] === 0 && row.error[j] === 0) continue
    const v = values[place]
    const absolute = Math.abs(v)
    sum += row.kappa[j] * v
    size += row.size[j] * absolute
    error += row.error[j] * absolute
    total += absolute
    if (v < smallest) smallest = v
    if (v > largest) largest = v
    if (absolute > most) most = absolute
  }
  const place = at + c
  const value = sum / z.value
  into.value[place] = value
  const overflows =
    row.mayOverflow || !(Math.max(2 * (size + error), 2 * row.features * most) < storage.largest)
  into.state[place] =
    row.allowed === 0 ? State.Undefined : overflows || !(least > 0) ? State.Unbounded : State.Bounded
  const collected = Math.expm1((row.collected + 2) * accumulation.theta + 2 * storage.theta)
  const quotient = Math.expm1(QUOTIENT * storage.theta)
  const lost = storage.underflow * (total + 3 * row.collected + 3)
  const off =
    (((error +
      collected * (size + error) +
      row.underflow * (total + 3 * row.collected) +
      Math.abs(value) * z.error) /
      least) *
      (1 + quotient) +
      quotient * Math.abs(size / z.value) +
      lost) *
    MARGIN
  into.low[place] = value - off
  into.high[place] = value + off
  if (!convex) return
  const beyond = (rounds * most + lost) * MARGIN
  into.low[place] = Math.max(into.low[place], smallest - beyond)
  into.high[place] = Math.min(into.high[place], largest + beyond)
}
