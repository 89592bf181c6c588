import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { bind } from '../../attention/attention.ts'
import { softmax, softmaxAttention } from '../../attention/softmax.ts'
import type { Engine } from '../../engine/engine.ts'
import { startEngine } from '../../engine/start.ts'
import { gaussian, nearTied, queriesAndKeys, type ArraysArbitrary } from '../../generate/generate.ts'
import { caseAt } from '../../generate/stream.ts'
import { recordSentence } from '../../program/formula.ts'
import { blankJudgement, type Judgement } from '../../program/judgement.ts'
import { conjunction } from '../../program/judged.ts'
import type { Part } from '../../program/recorder.ts'
import { Truth } from '../../program/truth.ts'
import { batchOf, type Batch } from '../batch.ts'
import { decide as enclosuresDecide } from '../interval/enclose.ts'
import type { EntryEnclosures } from './entry-enclosures.ts'
import { decide } from './compute.ts'
import type { DeviceArray } from './device-array.ts'
import { DoubtfulRows } from './doubtful-rows.ts'

let engine: Engine
beforeAll(async () => void (engine = (await startEngine('cpu')).engine))
afterEach(() => void vi.restoreAllMocks())

const TOKENS = 128
const WIDTH = 64
const CASES = 80

const keysAs = (from: ReturnType<typeof gaussian>): ArraysArbitrary =>
  queriesAndKeys({ queries: [2], tokens: [TOKENS], width: [WIDTH], from })

const batchFrom = (inputs: ArraysArbitrary): Batch =>
  batchOf(Array.from({ length: CASES }, (_, i) => caseAt(inputs, 'doubtful', 1, i)))

/** Whether the weights of each case stand in the order of its scores. */
function decided(batch: Batch, subject = softmax) {
  const sentence = (part: Part) =>
    recordSentence(
      batch.shapes,
      ({ q, k }, x) => q.matMul(k.transpose()).sameOrder(bind(subject, x).weights({ q, k })),
      part,
    )
  const perCase = (judgement: Judgement) => ({ ...judgement, truth: conjunction(judgement) })
  return {
    device: async () => perCase((await decide(sentence('implementation'), batch, engine)).reals),
    interval: () => perCase(enclosuresDecide(sentence('definition'), batch)),
  }
}

const count = (truths: Uint8Array, of: Truth): number => truths.filter((truth) => truth === of).length

test('decide most cases that the bounds leave open, and none otherwise than enclosures of the whole', async () => {
  const { device, interval } = decided(batchFrom(keysAs(gaussian(1))))
  const withThem = await device()
  vi.spyOn(DoubtfulRows.prototype, 'keep').mockReturnValue(false)
  const without = await device()
  expect(count(interval().truth, Truth.True)).toBe(CASES)
  expect(count(without.truth, Truth.True)).toBeLessThan(0.8 * CASES)
  expect(count(withThem.truth, Truth.True)).toBeGreaterThan(0.9 * CASES)
  without.truth.forEach((truth, lane) => {
    if (truth === Truth.True)
      expect([withThem.truth[lane], withThem.margin[lane], withThem.bound[lane]]).toEqual([
        Truth.True,
        without.margin[lane],
        without.bound[lane],
      ])
  })
})

test('record a margin that is above its bound, of the size of the weights', async () => {
  const { device, interval } = decided(batchFrom(keysAs(gaussian(1))))
  const { truth, margin, bound } = await device()
  const enclosed = interval()
  truth.forEach((is, lane) => {
    if (is !== Truth.True) return
    expect(margin[lane]).toBeGreaterThan(bound[lane])
    // What no pair of neighbours falls below, but for the factor of the row.
    expect(margin[lane] - bound[lane]).toBeLessThan(2 * (enclosed.margin[lane] + enclosed.bound[lane]))
  })
})

describe('leave open, or refute, what does not rise', () => {
  test('equal keys', async () => {
    const batch = batchFrom(keysAs(gaussian(1)))
    for (let lane = 0; lane < CASES; lane++)
      batch.data.k.copyWithin(
        (lane * TOKENS + 7) * WIDTH,
        (lane * TOKENS + 40) * WIDTH,
        (lane * TOKENS + 41) * WIDTH,
      )
    const { truth } = await decided(batch).device()
    expect(count(truth, Truth.True)).toBe(0)
  })

  test('weights that fall', async () => {
    const { device, interval } = decided(batchFrom(keysAs(gaussian(1))), softmaxAttention({ scale: -1 }))
    expect(count((await device()).truth, Truth.True)).toBe(0)
    expect(count(interval().truth, Truth.False)).toBe(CASES)
  })

  test('rows that are doubtful throughout', async () => {
    const { device, interval } = decided(batchFrom(keysAs(nearTied(1))))
    const { truth } = await device()
    const enclosed = interval()
    expect(count(truth, Truth.Undecided)).toBeGreaterThan(CASES / 2)
    truth.forEach((is, lane) => is === Truth.Undecided || expect(is).toBe(enclosed.truth[lane]))
  })
})

/** What comes of one row of four entries, in order of their numbers, of which the two in the middle are enclosed. */
function decidedRow(
  scores: readonly [number, number][],
  weights: readonly [number, number][],
  { upToRow = false, places = [9, 10, 11, 12] } = {},
) {
  const of = (ends: readonly [number, number][]) => ({
    lanes: 1,
    shape: [1, 4],
    lo: Float64Array.from(ends, ([lo]) => lo),
    hi: Float64Array.from(ends, ([, hi]) => hi),
  })
  const values = new Float32Array(32).map((_, at) => at + 1)
  const array = { lanes: 1, shape: [1, 32], values } as unknown as DeviceArray
  const enclosures = (ends: readonly [number, number][], factor: boolean): EntryEnclosures => ({
    upToRow: factor,
    admits: () => true,
    of: () => of(ends),
  })
  const out = blankJudgement(1, [1])
  const rows = new DoubtfulRows(array, array, enclosures(scores, false), enclosures(weights, upToRow))
  const all = { margin: 0, bound: 1 }
  const apart = { margin: 100, bound: 0 }
  const kept = rows.keep({ lane: 0, row: 0, places, all, apart }, [...new Array(32).keys()])
  rows.decide(out)
  return { kept, truth: out.truth[0], margin: out.margin[0], bound: out.bound[0] }
}

describe('one row', () => {
  const rising: [number, number][] = [
    [1, 1],
    [2, 2.5],
    [3, 3.5],
    [5, 5],
  ]
  const swapped = [rising[0], rising[2], rising[1], rising[3]]
  const meeting = [rising[0], [2, 3] as [number, number], rising[2], rising[3]]
  const open = { kept: true, truth: Truth.Undecided, margin: 0, bound: 1 }

  test('rises', () => {
    expect(decidedRow(rising, rising)).toEqual({ kept: true, truth: Truth.True, margin: 1, bound: 0.5 })
  })

  test('rises, though it was computed in another order', () => {
    expect(decidedRow(swapped, swapped).truth).toBe(Truth.True)
  })

  test('is left open where enclosures meet or are in different orders', () => {
    expect(decidedRow(meeting, rising)).toEqual(open)
    expect(decidedRow(rising, meeting)).toEqual(open)
    expect(decidedRow(swapped, rising)).toEqual(open)
    expect(decidedRow(rising, swapped)).toEqual(open)
  })

  test('is left open where an entry changes places with one that the bounds set apart from the rest', () => {
    const atFirst = [rising[1], rising[0], rising[2], rising[3]]
    const atLast = [rising[0], rising[1], rising[3], rising[2]]
    for (const row of [atFirst, atLast]) expect(decidedRow(row, row)).toEqual(open)
  })

  test('rises, with entries that change places at an end of the row', () => {
    const atFirst = [rising[1], rising[0], rising[2], rising[3]]
    expect(decidedRow(atFirst, atFirst, { places: [0, 1, 2, 3] }).truth).toBe(Truth.True)
    const atLast = [rising[0], rising[1], rising[3], rising[2]]
    expect(decidedRow(atLast, atLast, { places: [28, 29, 30, 31] }).truth).toBe(Truth.True)
    expect(decidedRow(atLast, atLast, { places: [0, 1, 2, 3] })).toEqual(open)
  })

  test('has the margin of its weights, whatever factor their enclosures have', () => {
    // The twelfth weight is 12, and enclosed by [3, 3.5].
    const factor = 12 / 3.25
    expect(decidedRow(rising, rising, { upToRow: true })).toMatchObject({ margin: factor, bound: factor / 2 })
  })
})
