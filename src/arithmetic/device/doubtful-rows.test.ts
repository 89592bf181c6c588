import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { softmax, softmaxAttention } from '../../attention/softmax.ts'
import { forAll, folklore, queriesAndKeys, type ArraysArbitrary } from '../../index.ts'
import type { Engine } from '../../engine/engine.ts'
import { startEngine } from '../../engine/start.ts'
import { gaussian, nearTied } from '../../generate/generate.ts'
import { caseAt } from '../../generate/stream.ts'
import { evaluateInIntervals, evaluateOnDevice } from '../../judge/evaluate.ts'
import { programOf } from '../../judge/program.ts'
import { Status } from '../../judge/status.ts'
import { batchOf, type Batch } from '../batch.ts'
import { blankJudgement } from '../../program/judgement.ts'
import { Truth } from '../../program/truth.ts'
import type { DeviceReal } from './device-real.ts'
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

function decided(batch: Batch, subject = softmax) {
  const claim = forAll({
    id: 'planted',
    title: 'planted',
    statement: 's',
    source: folklore(),
    subject,
    inputs: keysAs(gaussian(1)),
    check: ({ q, k }, attention) => q.matMul(k.transpose()).sameOrder(attention.weights({ q, k })),
    expect: { reals: 'holds', float32: 'holds' },
    controls: [],
  })
  const program = programOf(claim, subject)
  return {
    device: async () => (await evaluateOnDevice(engine, 'static', batch, program)).reals,
    interval: () => evaluateInIntervals(batch, program),
  }
}

const count = (status: Uint8Array, of: Status): number => status.filter((s) => s === of).length

test('decide most cases that the bounds leave open, and none otherwise than enclosures of the whole', async () => {
  const { device, interval } = decided(batchFrom(keysAs(gaussian(1))))
  const withThem = await device()
  vi.spyOn(DoubtfulRows, 'of').mockReturnValue(undefined)
  const without = await device()
  const truth = interval()
  expect(count(truth.status, Status.Satisfied)).toBe(CASES)
  expect(count(without.status, Status.Satisfied)).toBeLessThan(0.8 * CASES)
  expect(count(withThem.status, Status.Satisfied)).toBeGreaterThan(0.9 * CASES)
  without.status.forEach((status, lane) => {
    if (status === Status.Satisfied)
      expect([withThem.status[lane], withThem.margin[lane], withThem.bound[lane]]).toEqual([
        Status.Satisfied,
        without.margin[lane],
        without.bound[lane],
      ])
  })
})

test('record a margin that is above its bound, of the size of the weights', async () => {
  const { device, interval } = decided(batchFrom(keysAs(gaussian(1))))
  const { status, margin, bound } = await device()
  const truth = interval()
  status.forEach((s, lane) => {
    if (s !== Status.Satisfied) return
    expect(margin[lane]).toBeGreaterThan(bound[lane])
    // What no pair of neighbours falls below, but for the factor of the row.
    expect(margin[lane] - bound[lane]).toBeLessThan(2 * (truth.margin[lane] + truth.bound[lane]))
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
    const { status } = await decided(batch).device()
    expect(count(status, Status.Satisfied)).toBe(0)
  })

  test('weights that fall', async () => {
    const { device, interval } = decided(batchFrom(keysAs(gaussian(1))), softmaxAttention({ scale: -1 }))
    expect(count((await device()).status, Status.Satisfied)).toBe(0)
    expect(count(interval().status, Status.Violated)).toBe(CASES)
  })

  test('rows that are doubtful throughout', async () => {
    const { device, interval } = decided(batchFrom(keysAs(nearTied(1))))
    const { status } = await device()
    const truth = interval()
    expect(count(status, Status.Undecided)).toBeGreaterThan(CASES / 2)
    status.forEach((s, lane) => s === Status.Undecided || expect(s).toBe(truth.status[lane]))
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
  const array = (ends: readonly [number, number][], factor: boolean) =>
    ({
      lanes: 1,
      shape: [1, 32],
      host: { values: new Float32Array(32).map((_, at) => at + 1), errors: undefined },
      blocks: { upToRow: factor, admits: () => true, of: () => of(ends) },
    }) as unknown as DeviceReal
  const out = blankJudgement(1, [1])
  const rows = DoubtfulRows.of(array(scores, false), array(weights, upToRow))!
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
