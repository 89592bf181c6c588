import { beforeAll, describe, expect, test } from 'vitest'
import { lanesOf, type Batch } from '../arithmetic/batch.ts'
import { compute } from '../arithmetic/device/compute.ts'
import { errorOf } from '../arithmetic/device/errors.ts'
import { run as runOnDevice } from '../arithmetic/device/run.ts'
import { enclose } from '../arithmetic/interval/enclose.ts'
import { run as runInIntervals } from '../arithmetic/interval/run.ts'
import { saying, type Said } from '../arithmetic/said.ts'
import { judgeAtom } from '../arithmetic/scalar/atoms.ts'
import { ExactField } from '../arithmetic/scalar/exact/exact-field.ts'
import type { Field } from '../arithmetic/scalar/field.ts'
import { IntervalField } from '../arithmetic/scalar/interval-field.ts'
import { openMpfr } from '../arithmetic/scalar/mpfr/open-mpfr.ts'
import { evaluate } from '../arithmetic/scalar/run.ts'
import { MODES } from '../engine/conformance/both-arithmetics.ts'
import { asking, ASKS, type Ask } from '../engine/conformance/subject-list.ts'
import type { Engine } from '../engine/engine.ts'
import { startEngine } from '../engine/start.ts'
import { recordFormula, type Formula } from '../program/formula.ts'
import type { Program, Programs } from '../program/program.ts'
import { record } from '../program/record.ts'
import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import { sizeOf } from '../program/shape.ts'
import { Truth } from '../program/truth.ts'
import { bind, type QueriesKeysAndValues, type Subject } from './attention.ts'
import { BATCHES, EXTREMES, leavesOneOut, SUBJECTS } from './extremes.fixture.ts'
import { programsOf } from './extreme-statements.fixture.ts'

const mpfr = await openMpfr()
const fine = 'reason' in mpfr ? undefined : mpfr.field(400)

const made = new Map<string, unknown>()

/** What does not depend on the engine, made for the first one. */
function once<T>(key: string, make: () => T): T {
  if (!made.has(key)) made.set(key, make())
  return made.get(key) as T
}

/** What a field says of each lane. */
function saidBy<T>(field: Field<T> & { release?: () => void }, program: Program, batch: Batch): Said[] {
  return Array.from({ length: batch.lanes }, (_, lane) => {
    const values = evaluate(program.steps, lanesOf(batch, lane, lane + 1), field)
    const said = saying(program, 1, (atom) => judgeAtom(atom, values, field), undefined)
    field.release?.()
    return said
  })
}

interface Truths {
  readonly tier: string
  readonly hypothesis: number
  readonly claim: number
  readonly regions: readonly number[]
}

/** What every arithmetic says of every lane. */
async function tiersOf(
  { definition, implementation }: Programs,
  batch: Batch,
  engine: Engine,
  key: string,
): Promise<Truths[][]> {
  const device = await Promise.all(
    MODES.map(async (mode) => ({
      tier: `device, ${mode}`,
      said: (await runOnDevice(implementation, batch, engine, mode)).reals,
    })),
  )
  const enclosures = { tier: 'interval', said: runInIntervals(definition, batch) }
  const scalar = once(key, () => [
    { tier: 'one interval at a time', lanes: saidBy(new IntervalField(), definition, batch) },
    { tier: 'exact', lanes: saidBy(new ExactField(), definition, batch) },
    ...(fine ? [{ tier: '400 bits', lanes: saidBy(fine, definition, batch) }] : []),
  ])
  const at = (tier: string, { hypothesis, claim, regions }: Said, lane: number): Truths => ({
    tier,
    hypothesis: hypothesis[lane],
    claim: claim[lane],
    regions: regions.map((truth) => truth[lane]),
  })
  return Array.from({ length: batch.lanes }, (_, lane) => [
    ...[...device, enclosures].map(({ tier, said }) => at(tier, said, lane)),
    ...scalar.map(({ tier, lanes }) => at(tier, lanes[lane], 0)),
  ])
}

/** Limits on each entry of each lane, by an arithmetic. */
type Limits = (lane: number, at: number) => readonly [lo: number, hi: number]

/** The numbers of an answer within the limits of every arithmetic that has some; a lane and an entry find them. */
async function limitsOf(subject: Subject, ask: Ask, batch: Batch, engine: Engine) {
  const of = asking(subject, ask)
  const definition = recordFormula(batch.shapes, of)
  const size = sizeOf(definition.steps[definition.value].shape)
  const { lo, hi, lanes } = enclose(definition, batch)
  const inEntry = (lane: number, at: number) => (lanes === 1 ? 0 : lane * size) + at
  const found: [tier: string, limits: Limits][] = [
    ['interval', (lane, at) => [lo[inEntry(lane, at)], hi[inEntry(lane, at)]]],
  ]
  for (const mode of MODES) {
    const result = await compute(recordFormula(batch.shapes, of, 'implementation'), batch, engine, mode)
    found.push([
      `device, ${mode}`,
      (lane, at) => {
        const value = result.values[lane * size + at]
        const error = errorOf(result, lane, lane * size + at)
        return [value - error, value + error]
      },
    ])
  }
  return { size, definition, found }
}

/** The same by a field, lane by lane: limits rounded outward, or none. */
function enclosuresBy<T>(
  field: Field<T> & { release?: () => void },
  { steps, value }: Formula,
  batch: Batch,
) {
  return Array.from({ length: batch.lanes }, (_, lane) => {
    const { entries } = evaluate(steps, lanesOf(batch, lane, lane + 1), field)[value]
    const limits = entries.map((entry) => (entry === undefined ? undefined : field.enclosure(entry)))
    field.release?.()
    return limits
  })
}

const keyOf = ({ name }: Subject, { shapes }: Batch, what: string) =>
  `${what} of ${name} for ${shapes.q[0]} queries and ${shapes.k[0]} keys`

const where = (batch: Batch, lane: number) =>
  `${EXTREMES[lane]}, ${batch.shapes.q[0]} queries and ${batch.shapes.k[0]} keys`

/** The same thing certainly true to one and certainly false to another. */
const contradicted = (truths: readonly number[]) =>
  truths.includes(Truth.True) && truths.includes(Truth.False)

for (const name of ['wasm', 'tensorflow']) {
  const started = await startEngine(name).catch((error: Error) => error)
  if (started instanceof Error) {
    const why = started.message.split('\n')[0]
    console.warn(`The sweep of extremes is not run on ${name}. ${why}`)
    test.skip(`${name} is not run here. ${why}`, () => {})
    continue
  }
  describe(name, () => {
    let engine: Engine
    // Again: TensorFlow.js has one current backend.
    beforeAll(async () => {
      engine = (await startEngine(name)).engine
    })
    describe.each(SUBJECTS.map((subject) => [subject.name, subject] as const))('%s', (_, subject) => {
      test('nothing false is certain, and no two arithmetics contradict each other', async () => {
        let decided = 0
        for (const batch of BATCHES) {
          const lanes = await tiersOf(
            programsOf(subject, batch),
            batch,
            engine,
            keyOf(subject, batch, 'said'),
          )
          lanes.forEach((tiers, lane) => {
            const place = where(batch, lane)
            expect(contradicted(tiers.map(({ hypothesis }) => hypothesis)), `hypothesis, ${place}`).toBe(
              false,
            )
            for (const { tier, hypothesis, claim } of tiers) {
              if (leavesOneOut(subject, batch)) expect(hypothesis, `${tier}, ${place}`).toBe(Truth.False)
              if (hypothesis === Truth.False) continue
              expect(claim, `${tier}, ${place}`).not.toBe(Truth.False)
              if (claim === Truth.True) decided++
            }
            const cases = tiers.filter(({ hypothesis }) => hypothesis !== Truth.False)
            for (let region = 0; region < tiers[0].regions.length; region++) {
              const truths = cases.map(({ regions }) => regions[region])
              expect(contradicted(truths), `statement ${region}, ${place}`).toBe(false)
            }
          })
        }
        if (!subject.name.endsWith('behind')) expect(decided).toBeGreaterThan(0)
      })

      test.skipIf(!fine)('no number lies outside of what 400 bits leave', async () => {
        let compared = 0
        for (const batch of BATCHES) {
          for (const ask of ASKS) {
            const { size, definition, found } = await limitsOf(subject, ask, batch, engine)
            const truths = once(keyOf(subject, batch, ask), () => enclosuresBy(fine!, definition, batch))
            truths.forEach((truth, lane) => {
              for (let at = 0; at < size; at++) {
                const [lo, hi] = truth[at] ?? [-Infinity, Infinity]
                for (const [tier, limits] of found) {
                  const [least, most] = limits(lane, at)
                  // Nothing is known of what is NaN.
                  expect(least > hi || most < lo, `${tier}, ${ask} ${at}, ${where(batch, lane)}`).toBe(false)
                  if (hi - lo < 1e-30 && Number.isFinite(most - least)) compared++
                }
              }
            })
          }
        }
        expect(compared).toBeGreaterThan(0)
      })

      test('no queries have no rows, and no keys are refused', async () => {
        const [, , batch] = BATCHES
        const none = (inputs: Record<string, Real>, x: Recorder, name: string) =>
          bind(subject, x).output({
            ...inputs,
            [name]: inputs[name].gather([]),
          } as unknown as QueriesKeysAndValues)
        const programs = record((inputs, x) => ({ claim: none(inputs, x, 'q').equal(1).all() }), batch.shapes)
        for (const tiers of await tiersOf(programs, batch, engine, keyOf(subject, batch, 'no queries')))
          for (const { tier, hypothesis, claim } of tiers)
            expect([hypothesis, claim], tier).toEqual([Truth.True, Truth.True])
        for (const part of ['definition', 'implementation'] as const)
          expect(() => recordFormula(batch.shapes, (inputs, x) => none(inputs, x, 'k'), part)).toThrow(
            /no keys to attend to: k is \[0, 2\]/,
          )
      })
    })
  })
}
