import { describe, expect, test } from 'vitest'
import { startEngine } from '../engine/start.ts'
import type { Program } from '../program/program.ts'
import { record, type Recordable } from '../program/record.ts'
import type { Proposition } from '../program/proposition.ts'
import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import { Truth } from '../program/truth.ts'
import { batchOf, lanesOf, type Batch } from './batch.ts'
import type { Mode } from './device/context.ts'
import { run as runOnDevice } from './device/run.ts'
import { ExactField } from './scalar/exact/exact-field.ts'
import { IntervalField } from './scalar/interval-field.ts'
import { run as runInIntervals } from './interval/run.ts'
import { openMpfr } from './scalar/mpfr/open-mpfr.ts'
import type { Said } from './said.ts'
import type { Field } from './scalar/field.ts'
import { run as runInField } from './scalar/run.ts'

/** What is said of a program: of all lanes at once, or of one after the other. */
type Arithmetic = (program: Program, batch: Batch) => Said[] | Promise<Said[]>

const onDevice =
  (name: string, mode: Mode, reading: 'reals' | 'float32'): Arithmetic =>
  async (program, batch) => {
    const { engine } = await startEngine(name)
    return [(await runOnDevice(program, batch, engine, mode))[reading]]
  }

const inField =
  <T>(field: Field<T>): Arithmetic =>
  (program, batch) =>
    Array.from({ length: batch.lanes }, (_, lane) =>
      runInField(program, lanesOf(batch, lane, lane + 1), field),
    )

const ARITHMETICS: Record<string, Arithmetic> = {
  'device on cpu, reals': onDevice('cpu', 'running', 'reals'),
  'device on cpu, float32': onDevice('cpu', 'values', 'float32'),
  'device on wasm, reals': onDevice('wasm', 'static', 'reals'),
  'device on wasm, float32': onDevice('wasm', 'running', 'float32'),
  interval: (program, batch) => [runInIntervals(program, batch)],
  'field of intervals': inField(new IntervalField()),
  'exact field': inField(new ExactField()),
}
const mpfr = await openMpfr()
if ('field' in mpfr) ARITHMETICS['MPFR field'] = inField(mpfr.field(128))
else test.skip('MPFR field: needs the optional package gmp-wasm', () => {})

interface Numbers {
  readonly a: readonly number[]
  readonly b: readonly number[]
  /** A matrix of two rows. */
  readonly m: readonly number[]
}
const LANES: readonly Numbers[] = [
  { a: [1, 2, 3], b: [2, 4, 6], m: [1, 2, 2, 4] },
  { a: [1, 2, 3], b: [1, 2, 3], m: [1, 2, 3, 4] },
  { a: [3, 1, 2], b: [2, 4, 6], m: [0, 0, 0, 0] },
  { a: [1, 1, 2], b: [3, 3, 5], m: [0, 7, 0, 0] },
  { a: [1, 1, 2], b: [3, 4, 5], m: [1, 0, 0, 1] },
  { a: [1, 1, 2], b: [4, 3, 5], m: [2, 0, 1, 0] },
  { a: [4, 5, 7], b: [1, 2, 3], m: [1, 1, 1, 1] },
]
const BATCH = batchOf(
  LANES.map(({ a, b, m }) => ({
    inputs: {
      a: { shape: [3], data: Float32Array.from(a) },
      b: { shape: [3], data: Float32Array.from(b) },
      m: { shape: [2, 2], data: Float32Array.from(m) },
    },
  })),
)

type Statement = (inputs: Record<'a' | 'b' | 'm', Real>, x: Recorder) => Proposition
/** A statement about numbers that every arithmetic has exactly, and whether it is true of a lane. */
type Case = readonly [of: Statement, isTrue: (numbers: Numbers) => boolean]

const every =
  (holds: (a: number, b: number) => boolean) =>
  ({ a, b }: Numbers): boolean =>
    a.every((x, i) => holds(x, b[i]))

const sameOrder = ({ a, b }: Numbers): boolean => a.every((x, i) => a.every((y, j) => x < y === b[i] < b[j]))

const rankOf = ({ m: [p, q, r, s] }: Numbers): number => (p * s !== q * r ? 2 : p || q || r || s ? 1 : 0)

const STATEMENTS: Record<string, Case> = {
  less: [({ a, b }) => a.less(b), every((a, b) => a < b)],
  atMost: [({ a, b }) => a.atMost(b), every((a, b) => a <= b)],
  equal: [({ a, b }) => a.equal(b), every((a, b) => a === b)],
  greater: [({ a, b }) => a.greater(b), every((a, b) => a > b)],
  greaterEqual: [({ a, b }) => a.greaterEqual(b), every((a, b) => a >= b)],
  lessEqual: [({ a, b }) => a.lessEqual(b), every((a, b) => a <= b)],
  'less than a number': [({ a }) => a.less(3.1), every((a) => a < 3.1)],
  'of a row and a matrix': [({ a, m }) => m.less(a.gather([2])), ({ a, m }) => m.every((x) => x < a[2])],
  'sameOrder of different numbers': [
    ({ a, b }) => a.gather([0, 2]).sameOrder(b.gather([0, 2])),
    ({ a, b }) => a[0] < a[2] === b[0] < b[2],
  ],
  and: [({ a, b }) => a.less(b).and(b.less(5)), every((a, b) => a < b && b < 5)],
  or: [({ a, b }) => a.less(b).or(b.less(3)), every((a, b) => a < b || b < 3)],
  implies: [({ a, b }) => a.less(b).implies(b.less(5)), every((a, b) => a >= b || b < 5)],
  iff: [({ a, b }) => a.less(b).iff(b.atMost(4)), every((a, b) => a < b === b <= 4)],
  not: [({ a, b }) => a.less(b).not(), every((a, b) => a >= b)],
  all: [({ a, b }) => a.less(b).all().not(), (numbers) => !every((a, b) => a < b)(numbers)],
  any: [({ a, b }) => a.equal(b).any(), ({ a, b }) => a.some((x, i) => x === b[i])],
  'with a truth for each entry and one for all': [
    ({ a, b }) => a.less(3).or(b.less(4).all()),
    ({ a, b }) => a.every((x) => x < 3 || b.every((y) => y < 4)),
  ],
  'of constants': [(_, x) => x.constant([1, 2]).less(2.5), () => true],
  'of fewer constants': [(_, x) => x.constant([1, 2]).less(1.5), () => false],
  'of no entries': [({ a, b }) => a.gather([]).less(b.gather([])), () => true],
  'of some of no entries': [({ a, b }) => a.gather([]).less(b.gather([])).any(), () => false],
  'of the order of no entries': [({ m }) => m.gather([], 1).sameOrder(m.gather([], 1)), () => true],
  'a rank at most 1': [({ m }) => m.rank().atMost(1), (numbers) => rankOf(numbers) <= 1],
  'a rank at least 2': [({ m }) => m.rank().atLeast(2), (numbers) => rankOf(numbers) >= 2],
  'a rank at most that of another one': [
    ({ m }) => m.rank().atMost(m.gather([0]).rank()),
    (numbers) => rankOf(numbers) <= (numbers.m[0] || numbers.m[1] ? 1 : 0),
  ],
}
/** Float32 with a bound says too little of ties, and of ranks that are not full. */
const LEFT_OPEN: Record<string, Case> = {
  'sameOrder with ties': [({ a, b }) => a.sameOrder(b), sameOrder],
  'a rank at least that of a product': [({ m }) => m.rank().atLeast(m.matMul(m).rank()), () => true],
}

const programOf = (predicate: Recordable): Program => record(predicate, BATCH.shapes).implementation

const truthOf = (is: boolean) => (is ? Truth.True : Truth.False)

/** Of each lane. */
const lanesIn = (said: Said[], of: (said: Said) => ArrayLike<number>): number[] =>
  said.flatMap((each) => [...Array.from(of(each))])

describe.each(Object.entries(ARITHMETICS))('%s', (arithmeticName, arithmetic) => {
  test.each(Object.entries(STATEMENTS))('%s', async (_, [of, isTrue]) => {
    const said = await arithmetic(
      programOf((inputs, x) => ({ claim: of(inputs, x) })),
      BATCH,
    )
    expect(lanesIn(said, ({ claim }) => claim)).toEqual(LANES.map((numbers) => truthOf(isTrue(numbers))))
    expect(lanesIn(said, ({ hypothesis }) => hypothesis)).toEqual(LANES.map(() => Truth.True))
  })

  test.each(Object.entries(LEFT_OPEN))('%s', async (_, [of, isTrue]) => {
    const said = await arithmetic(
      programOf((inputs, x) => ({ claim: of(inputs, x) })),
      BATCH,
    )
    const mayStayOpen = arithmeticName.startsWith('device') && arithmeticName.endsWith('reals')
    lanesIn(said, ({ claim }) => claim).forEach((claim, lane) => {
      const is = truthOf(isTrue(LANES[lane]))
      expect(mayStayOpen ? [is, Truth.Undecided] : [is]).toContain(claim)
    })
  })

  test('hypotheses, and what certifies that there is no witness', async () => {
    const program = programOf(({ a, b }, x) => {
      x.assume(a.equal(3).not())
      return { hypothesis: a.atMost(4), claim: a.less(b), existential: true, obstruction: b.less(a) }
    })
    const said = await arithmetic(program, BATCH)
    expect(lanesIn(said, ({ hypothesis }) => hypothesis)).toEqual(
      LANES.map((numbers) => truthOf(every((a) => a !== 3 && a <= 4)(numbers))),
    )
    // An argument about the reals.
    if (arithmeticName.endsWith('float32'))
      expect(said.map(({ obstruction }) => obstruction)).toEqual([undefined])
    else
      expect(lanesIn(said, ({ obstruction }) => obstruction!)).toEqual(
        LANES.map((numbers) => truthOf(every((a, b) => b < a)(numbers))),
      )
  })

  test.skipIf(arithmeticName.includes('field'))('regions, margins and what is observed', async () => {
    const [said] = await arithmetic(
      programOf(({ a, b }) => ({
        claim: a.less(b),
        regions: [
          { name: 'a', holds: a.less(3) },
          { name: 'b', holds: b.less(6) },
        ],
        observed: a.sum(),
      })),
      BATCH,
    )
    const inRegions = [
      LANES.map((numbers) => truthOf(every((a) => a < 3)(numbers))),
      LANES.map((numbers) => truthOf(every((_, b) => b < 6)(numbers))),
    ]
    // Regions are sets of inputs.
    const regions = arithmeticName.endsWith('float32') ? [] : inRegions
    expect(said.regions.map((region) => [...region])).toEqual(regions)
    LANES.forEach(({ a, b }, lane) => {
      const sum = a.reduce((x, y) => x + y)
      expect(Math.abs(said.observed!.value[lane] - sum)).toBeLessThanOrEqual(said.observed!.radius[lane])
      const tightest = Math.min(...a.map((x, i) => Math.abs(b[i] - x)))
      if (!arithmeticName.endsWith('float32'))
        expect([Math.abs(said.margin[lane]), said.bound[lane]]).toEqual([tightest, 0])
    })
  })
})
