import { describe, expect, test } from 'vitest'
import { lanesOf, type Batch } from '../arithmetic/batch.ts'
import { compute } from '../arithmetic/device/compute.ts'
import { errorOf } from '../arithmetic/device/errors.ts'
import { enclose } from '../arithmetic/interval/enclose.ts'
import type { Field } from '../arithmetic/scalar/field.ts'
import { evaluate } from '../arithmetic/scalar/run.ts'
import { MODES } from '../engine/conformance/both-arithmetics.ts'
import { asking, ASKS, type Ask } from '../engine/conformance/subject-list.ts'
import type { Engine } from '../engine/engine.ts'
import { onEachEngine } from '../engine/on-each-engine.fixture.ts'
import { recordFormula, type Formula } from '../program/formula.ts'
import { record } from '../program/record.ts'
import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import { sizeOf } from '../program/shape.ts'
import { Truth } from '../program/truth.ts'
import { bind, type QueriesKeysAndValues, type Subject } from './attention.ts'
import { BATCHES, EXTREMES, leavesOneOut, SIX_AXES, SUBJECTS } from './extremes.fixture.ts'
import { programsOf, softmaxOverAxes } from './extreme-statements.fixture.ts'
import { fine, once, tiersOf } from './extreme-tiers.fixture.ts'

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

/** Some keys alone are no case of theirs. */
const onKeys = /focused/

/** The same thing certainly true to one and certainly false to another. */
const contradicted = (truths: readonly number[]) =>
  truths.includes(Truth.True) && truths.includes(Truth.False)

await onEachEngine(['wasm', 'tensorflow'], 'The sweep of extremes', (engine) => {
  test('softmax over each of six axes: nothing false is certain', async () => {
    const lanes = await tiersOf(softmaxOverAxes(SIX_AXES), SIX_AXES, engine(), 'six axes')
    const decided = new Set<string>()
    lanes.forEach((tiers, lane) => {
      for (const { tier, claim, regions } of tiers) {
        for (const truth of [claim, ...regions])
          expect(truth, `${tier}, ${EXTREMES[lane]}`).not.toBe(Truth.False)
        if (claim === Truth.True) decided.add(EXTREMES[lane])
      }
    })
    expect([...decided].sort()).toEqual([...EXTREMES].sort())
  })

  describe.each(SUBJECTS.map((subject) => [subject.name, subject] as const))('%s', (_, subject) => {
    test('nothing false is certain, and no two arithmetics contradict each other', async () => {
      let decided = 0
      for (const batch of BATCHES) {
        const lanes = await tiersOf(
          programsOf(subject, batch),
          batch,
          engine(),
          keyOf(subject, batch, 'said'),
        )
        lanes.forEach((tiers, lane) => {
          const place = where(batch, lane)
          expect(contradicted(tiers.map(({ hypothesis }) => hypothesis)), `hypothesis, ${place}`).toBe(false)
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
          const { size, definition, found } = await limitsOf(subject, ask, batch, engine())
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

    test('of tokens of width 0, nothing false is certain', async () => {
      for (const [i, batch] of BATCHES.entries()) {
        const programs = record(({ q, k }, x) => {
          const weights = bind(subject, x).weights({ q: q.gather([], 1), k: k.gather([], 1) })
          return { claim: weights.sum(-1).equal(1).all() }
        }, batch.shapes)
        const normalised = !/unnormalised|squares|^(sigmoid|gated|deltanet)/.test(subject.name)
        for (const tiers of await tiersOf(
          programs,
          batch,
          engine(),
          keyOf(subject, batch, `width 0, ${i}`),
        )) {
          expect(contradicted(tiers.map(({ hypothesis }) => hypothesis)), 'hypothesis').toBe(false)
          expect(contradicted(tiers.map(({ claim }) => claim)), 'claim').toBe(false)
          for (const { tier, hypothesis, claim } of tiers)
            if (normalised && hypothesis !== Truth.False) expect(claim, tier).not.toBe(Truth.False)
        }
      }
    })

    test('no queries have no rows, and no keys are refused', async () => {
      const [, , batch] = BATCHES
      const none = (inputs: Record<string, Real>, x: Recorder, name: string) =>
        bind(subject, x).output({
          ...inputs,
          [name]: inputs[name].gather([]),
        } as unknown as QueriesKeysAndValues)
      const programs = record((inputs, x) => ({ claim: none(inputs, x, 'q').equal(1).all() }), batch.shapes)
      for (const tiers of await tiersOf(programs, batch, engine(), keyOf(subject, batch, 'no queries')))
        for (const { tier, hypothesis, claim } of tiers)
          if (onKeys.test(subject.name)) expect(claim, tier).not.toBe(Truth.False)
          else expect([hypothesis, claim], tier).toEqual([Truth.True, Truth.True])
      for (const part of ['definition', 'implementation'] as const)
        expect(() => recordFormula(batch.shapes, (inputs, x) => none(inputs, x, 'k'), part)).toThrow(
          /no keys to attend to: k is \[0, 2\]/,
        )
    })
  })
})
