import type { Declared } from '../declared.ts'
import { State } from '../honest-range.ts'
import { modelOf } from '../model.ts'
import { unaltered, type Altered } from './altered.ts'
import type { Candidate, Mistake } from './mistake.ts'
import { predictedLane } from './predicted-lane.ts'
import { reordered } from './explanation.ts'
import { niceNumbers } from './nice-number.ts'
import type { Trial } from './trial.ts'

/** A returned number that deviates, by which a parameter is read off. */
interface Reading {
  readonly trial: Trial
  readonly head: number
  readonly query: number
  readonly kind: 'output' | 'weights'
  readonly at: number
}

/** A mistake for each value of its parameter. */
type Family = (parameter: number) => (altered: Altered) => Altered

/** Small lanes whose deviating numbers are read, and numbers of them all. */
const LANES = 48
const NUMBERS = 160

/** Numbers that are searched for a parameter before giving up. */
const SEEDS = 4

const POWERS = Array.from({ length: 97 }, (_, i) => 2 ** ((i - 48) / 4))

/** Points by which a parameter of any size is found, of either sign. */
export const SIZES: readonly number[] = [...POWERS.map((x) => -x).reverse(), 0, ...POWERS]

/** Attentions whose scores are scaled. */
export const ofSoftmax = ({ mechanism }: Declared): boolean => mechanism === 'softmax'

/**
 * A mistake with a number that is read off.
 *
 * @param sentence `#` stands for the number
 * @param of whether the mistake can be made of such an attention
 * @param grid increasing
 */
export const readOff = (
  name: string,
  sentence: string,
  of: (declared: Declared) => boolean,
  grid: readonly number[],
  family: (parameter: number, declared: Declared) => (altered: Altered) => Altered,
): Mistake => ({
  name,
  sentence: (parameter) => sentence.replaceAll('#', String(parameter)),
  kind: 'read',
  candidates: (declared, trials) =>
    of(declared) ? fitted(declared, trials, grid, (parameter) => family(parameter, declared)) : [],
})

/**
 * The parameters with which a mistake would explain the numbers that deviate, found by bisection of one number between the
 * points of a grid, then narrowed by many.
 */
function fitted(
  declared: Declared,
  trials: readonly Trial[],
  grid: readonly number[],
  family: Family,
): Candidate[] {
  const model = unaltered(modelOf(declared))
  const readings = readingsOf(trials)
  const found: number[] = []
  for (const seed of spread(readings, SEEDS)) {
    for (const root of roots(model, family, seed, grid)) {
      const parameter = narrowed(model, family, readings, root)
      if (parameter !== undefined && !found.includes(parameter)) found.push(parameter)
    }
    if (found.length > 0) break
  }
  return found.map((parameter) => ({ parameter, alter: family(parameter) }))
}

function readingsOf(trials: readonly Trial[]): Reading[] {
  const all: Reading[] = []
  for (const trial of trials.slice(0, LANES)) {
    if (trial.deviations === 0) break
    let ofLane = 0
    const { queries, keys, queryHeads, valueWidth } = trial.lanes
    for (const kind of ['weights', 'output'] as const)
      trial.deviates[kind]?.forEach((wrong, at) => {
        if (wrong === 0 || ofLane >= 12 || !Number.isFinite(trial.answer[kind]![at])) return
        ofLane += 1
        const row = Math.floor(at / (kind === 'weights' ? keys : valueWidth))
        const [head, query] =
          kind === 'weights'
            ? [Math.floor(row / queries), row % queries]
            : [row % queryHeads, Math.floor(row / queryHeads)]
        all.push({ trial, head, query, kind, at })
      })
  }
  return spread(all, NUMBERS)
}

const spread = <T>(all: readonly T[], most: number): T[] =>
  all.length <= most
    ? [...all]
    : Array.from({ length: most }, (_, i) => all[Math.floor(((i + 0.5) * all.length) / most)])

/** The predicted value less what was returned, and the range about it. */
function miss(altered: Altered, { trial, head, query, kind, at }: Reading) {
  const { answer } = reordered(altered, trial)
  for (const row of predictedLane(altered, trial.lanes, { [kind]: answer[kind]! })(head, query)) {
    const i = at - row.at
    if (row.kind !== kind || !(i >= 0 && i < row.range.value.length) || row.range.state[i] !== State.Bounded)
      continue
    const returned = answer[kind]![at]
    return {
      by: row.range.value[i] - returned,
      low: row.range.low[i] - returned,
      high: row.range.high[i] - returned,
    }
  }
  return undefined
}

function roots(model: Altered, family: Family, reading: Reading, grid: readonly number[]): number[] {
  const at = (parameter: number) => miss(family(parameter)(model), reading)?.by ?? NaN
  const found: number[] = []
  let [before, missed] = [grid[0], at(grid[0])]
  for (const point of grid.slice(1)) {
    const now = at(point)
    if (missed === 0) found.push(before)
    else if (missed * now < 0) found.push(bisected(at, before, point, missed))
    ;[before, missed] = [point, now]
  }
  return found
}

function bisected(of: (parameter: number) => number, from: number, to: number, sign: number): number {
  let [a, b] = [from, to]
  for (let step = 0; step < 60; step++) {
    const middle = (a + b) / 2
    if (middle === a || middle === b) break
    if (of(middle) * sign > 0) a = middle
    else b = middle
  }
  return (a + b) / 2
}

/** The parameter that all readings allow, near one that one of them suggests. */
function narrowed(
  model: Altered,
  family: Family,
  readings: readonly Reading[],
  root: number,
): number | undefined {
  let [low, high] = [root, root]
  for (let round = 0; round < 3; round++) {
    const middle = (low + high) / 2
    const size = middle === 0 ? 2 ** -20 : Math.abs(middle)
    ;[low, high] = [middle - size / 2, middle + size / 2]
    for (const reading of readings) {
      const [least, most] = allowedBy(model, family, reading, middle, size * 2 ** -12)
      low = Math.max(low, least)
      high = Math.min(high, most)
      if (low > high) return undefined
    }
  }
  for (const parameter of niceNumbers(low, high))
    if (readings.every((reading) => holds(family(parameter)(model), reading))) return parameter
  return undefined
}

function holds(altered: Altered, reading: Reading): boolean {
  const missed = miss(altered, reading)
  return missed === undefined || (missed.low <= 0 && missed.high >= 0)
}

/** Between which parameters one reading is explained, by the tangent at one of them. */
function allowedBy(
  model: Altered,
  family: Family,
  reading: Reading,
  parameter: number,
  step: number,
): readonly [number, number] {
  const here = miss(family(parameter)(model), reading)
  const there = miss(family(parameter + step)(model), reading)
  if (here === undefined || there === undefined) return [-Infinity, Infinity]
  const slope = (there.by - here.by) / step
  if (!(Math.abs(slope) > 0)) return [-Infinity, Infinity]
  const ends = [parameter - here.low / slope, parameter - here.high / slope]
  const [least, most] = [Math.min(...ends), Math.max(...ends)]
  // What the tangent neglects grows with the square of the distance.
  const more = ((least + most) / 2 - parameter) ** 2 / (step * 2 ** 12)
  return [least - more, most + more]
}
