import { beforeAll, describe, expect, test } from 'vitest'
import { bind, type Subject } from '../../attention/attention.ts'
import { softmax, softmaxAttention } from '../../attention/softmax.ts'
import type { Engine } from '../../engine/engine.ts'
import { startEngine } from '../../engine/start.ts'
import { arrays } from '../../generate/arrays.ts'
import { caseAt } from '../../generate/stream.ts'
import { recordFormula } from '../../program/formula.ts'
import { batchOf } from '../batch.ts'
import { enclose } from '../interval/enclose.ts'
import { entryEnclosuresIn, type EntryEnclosures, type Spots } from './entry-enclosures.ts'
import { DeviceContext } from './context.ts'
import { evaluate } from './evaluate.ts'
import { uploaded } from './upload.ts'

let engine: Engine
beforeAll(async () => void (engine = (await startEngine('cpu')).engine))

const ROWS = 3
const COLS = 7
const inputs = arrays({
  arrays: { q: [ROWS, 4], k: [COLS, 4], m: [ROWS, COLS], column: [ROWS, 1], line: [1, COLS], t: [] },
})
const batch = batchOf(Array.from({ length: 40 }, (_, i) => caseAt(inputs, 'enclosures', 1, i)))

type Build = Parameters<typeof recordFormula>[1]
const scores: Build = ({ q, k }) => q.matMul(k.transpose())

/** Matrices of ROWS × COLS. */
const MATRICES: Record<string, Build> = {
  input: ({ m }) => m,
  scores,
  'transposed scores': ({ q, k }) => k.matMul(q.transpose()).transpose(),
  'product of products': ({ q, k, m }) => q.matMul(k.transpose()).matMul(m.transpose()).matMul(m),
  elementwise: ({ m, q, k }) => m.abs().add(1).log().mul(q.matMul(k.transpose())).sub(m).neg().square(),
  'broadcast vectors': ({ m, column, line, t }) => m.add(column).mul(line).maximum(t).relu(),
  quotient: ({ m, line }) => m.div(line.square().add(1)).minimum(2),
}

const truthOf = (build: Build) => enclose(recordFormula(batch.shapes, build), batch)

function blocksOf(build: Build): EntryEnclosures | undefined {
  const { steps, value } = recordFormula(batch.shapes, build, 'implementation')
  const context = new DeviceContext(engine)
  let enclosures: EntryEnclosures | undefined
  engine.tf.tidy(() => {
    enclosures = entryEnclosuresIn(steps, evaluate(steps, uploaded(batch, context), context), batch)(value)
  })
  return enclosures
}

/** Some entries of some lanes: two rows and three columns of each, in no order. */
const spots: Spots = {
  lanes: [31, 5, 5, 0],
  rows: Uint32Array.of(2, 0, 0, 1, 1, 1, 2, 2),
  cols: Uint32Array.of(6, 0, 3, 1, 1, 2, 5, 4, 0, 0, 6, 2),
}
const at = (spot: number, i: number, j: number): number =>
  (spots.lanes[spot] * ROWS + spots.rows![2 * spot + i]) * COLS + spots.cols![3 * spot + j]

function forEachEntry(visit: (picked: number, whole: number, row: number) => void): void {
  for (let spot = 0; spot < spots.lanes.length; spot++)
    for (let i = 0; i < 2; i++)
      for (let j = 0; j < 3; j++) visit((spot * 2 + i) * 3 + j, at(spot, i, j), spot * 2 + i)
}

describe.each(Object.entries(MATRICES))('%s', (name, build) => {
  test('the entries asked for are enclosed as they are in the whole', () => {
    const enclosures = blocksOf(build)!
    const truth = truthOf(build)
    const found = enclosures.of(spots)
    expect([found.lanes, ...found.shape]).toEqual([4, 2, 3])
    expect(enclosures.upToRow).toBe(false)
    expect(enclosures.admits(5)).toBe(true)
    forEachEntry((picked, whole) => {
      // Enclosures of one number meet, and a product may be formed in another way where signs differ elsewhere.
      expect(found.lo[picked]).toBeLessThanOrEqual(truth.hi[whole])
      expect(found.hi[picked]).toBeGreaterThanOrEqual(truth.lo[whole])
      if (name === 'product of products') return
      expect([found.lo[picked], found.hi[picked]]).toEqual([truth.lo[whole], truth.hi[whole]])
    })
  })
})

const weightsOf =
  (subject: Subject): Build =>
  ({ q, k }, x) =>
    bind(subject, x).weights({ q, k })

test.each<[string, Build]>([
  ['weights', weightsOf(softmax)],
  ['weights that fall', weightsOf(softmaxAttention({ scale: -0.5 }))],
  [
    'quotients of a row that is repeated',
    ({ line, column }) => line.abs().add(1).div(column.square().add(1)),
  ],
])('%s are enclosed up to a factor of their row', (_, weights) => {
  const enclosures = blocksOf(weights)!
  const truth = truthOf(weights)
  expect(enclosures.upToRow).toBe(true)
  const found = enclosures.of(spots)
  const factors = new Map<number, [number, number]>()
  let admitted = 0
  forEachEntry((picked, whole, row) => {
    if (!enclosures.admits(Math.floor(whole / (ROWS * COLS)))) return
    admitted++
    const [least, most] = factors.get(row) ?? [0, Infinity]
    factors.set(row, [
      Math.max(least, found.lo[picked] / truth.hi[whole]),
      Math.min(most, found.hi[picked] / truth.lo[whole]),
    ])
  })
  expect(admitted).toBeGreaterThan(0)
  for (const [least, most] of factors.values()) {
    expect(least).toBeLessThanOrEqual(most)
    expect(most).toBeGreaterThan(0)
  }
})

test.each<[string, Build]>([
  ['a sum', ({ m }) => m.sum(1, true).add(m)],
  ['a matrix with an unknown part', ({ m, k, q }) => q.matMul(k.transpose()).mul(m.sum(1, true))],
])('there are none of %s', (_, build) => {
  expect(blocksOf(build)).toBeUndefined()
})

test('a row that is divided by what may vanish is not admitted', () => {
  const enclosures = blocksOf(({ m, column }) => m.div(column))!
  expect(Array.from({ length: 40 }, (_, lane) => enclosures.admits(lane))).toContain(false)
})
