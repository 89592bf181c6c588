import { describe, expect, test } from 'vitest'
import { batchOf, lanesOf } from '../arithmetic/batch.ts'
import { errorOf } from '../arithmetic/device/errors.ts'
import { decide } from '../arithmetic/interval/enclose.ts'
import { judgeAtom } from '../arithmetic/scalar/atoms.ts'
import { openMpfr } from '../arithmetic/scalar/mpfr/open-mpfr.ts'
import { evaluate } from '../arithmetic/scalar/run.ts'
import { median } from '../bench/rounds.ts'
import { arrayInIntervals, arrayOnDevice, MODES } from '../engine/conformance/both-arithmetics.ts'
import { asked, ASKS, FORMS } from '../engine/conformance/subject-list.ts'
import { startEngine } from '../engine/start.ts'
import { gaussian, sequences } from '../generate/generate.ts'
import { caseAt } from '../generate/stream.ts'
import { recordFormula, recordSentence } from '../program/formula.ts'
import { conjunction, judged } from '../program/judged.ts'
import { Truth } from '../program/truth.ts'
import type { Part, Recorder } from '../program/recorder.ts'
import { bind, type Subject } from './attention.ts'

const opened = await openMpfr()
const mpfr = 'reason' in opened ? undefined : opened
const LANES = 32
const BATCHES = [
  [1, 1],
  [3, 2],
  [6, 4],
  [8, 4],
].map(([n, d]) => {
  const inputs = sequences({ tokens: [n], width: [d], from: gaussian(1) })
  return batchOf(Array.from({ length: LANES }, (_, lane) => caseAt(inputs, 'subjects', 1, lane)))
})

describe.each(FORMS.map(({ subject }) => [subject.name, subject] as const))('%s', (name, subject) => {
  test('the formula of its implementation is that of its definition', () => {
    let narrow = 0
    for (const batch of BATCHES) {
      for (const ask of ASKS) {
        const { truth, bound } = decide(
          recordSentence(batch.shapes, (inputs, x) =>
            asked(subject.implementation(x), ask, inputs).equal(asked(subject.definition(x), ask, inputs)),
          ),
          batch,
        )
        expect([...truth], `${ask} of ${batch.shapes.q.join('×')}`).not.toContain(Truth.False)
        // The widest entry of each lane.
        narrow += bound.filter((width) => width < 1e-9).length
      }
    }
    // A quotient by what may vanish says nothing.
    expect(narrow).toBeGreaterThan(0.25 * LANES * BATCHES.length * ASKS.length)
  })

  test.runIf(mpfr)('and with 256 bits, in which a rounded constant would show', () => {
    const field = mpfr!.field(256)
    for (const batch of BATCHES.slice(0, 3)) {
      for (const ask of ASKS) {
        const { steps, statement } = recordSentence(batch.shapes, (inputs, x) =>
          asked(subject.implementation(x), ask, inputs).equal(asked(subject.definition(x), ask, inputs)),
        )
        const values = evaluate(steps, lanesOf(batch, 0, 1), field)
        const [truth] = conjunction(judged(statement, (atom) => judgeAtom(atom, values, field)))
        expect(truth, `${ask} of ${batch.shapes.q.join('×')}`).not.toBe(Truth.False)
        field.release()
      }
    }
  })

  // The static bound knows no lower limit of a normaliser that can vanish or that a mask touches; of products of several
  // coordinates only what the largest of all give; and none of a token's largest coordinate.
  const vague =
    /causal|masked/.test(name) ||
    /^(linear\((id|relu|taylor2|tilt|cosformer|favor|focused)|rotary\(linear)/.test(name)
  const wide = /^linear\((taylor|power|focused|favor\(trig)/.test(name)
  const modes = wide || (vague && !name.includes('unnormalised')) ? (['running'] as const) : MODES
  test.each(modes)('its weights have a small %s bound where they exist', async (mode) => {
    const { engine } = await startEngine('cpu')
    const bounds: number[] = []
    let exist = 0
    for (const batch of BATCHES) {
      const { lo } = arrayInIntervals(batch, (inputs, x) => asked(subject.definition(x), 'weights', inputs))
      const result = await arrayOnDevice(engine, mode, batch, (inputs, x) =>
        asked(subject.implementation(x), 'weights', inputs),
      )
      const size = lo.length / LANES
      for (let lane = 0; lane < LANES; lane++) {
        // One row without weights takes the running bound from its whole lane.
        if (lo.subarray(lane * size, (lane + 1) * size).some(Number.isNaN)) continue
        exist += size
        for (let at = lane * size; at < (lane + 1) * size; at++) bounds.push(errorOf(result, lane, at))
      }
    }
    expect(bounds.filter((bound) => bound < Infinity).length).toBeGreaterThan(0.8 * exist)
    // What is bounded by e^(-|x|²/2) is small; its inverse is as large. And sparsemax sums its scores up to each of them.
    const much = name.includes('trigonometric') ? 10 : name.startsWith('sparsemax') ? 2 : 1
    expect(median(bounds)).toBeLessThan(much * (mode === 'running' ? 1e-4 : 1e-2))
  })
})

test('subjects whose weights depend on where tokens stand say so', () => {
  const [, , batch] = BATCHES
  const backwards = Array.from({ length: batch.shapes.k[0] }, (_, key) => batch.shapes.k[0] - 1 - key)
  const unmasked = FORMS.filter(({ subject: { name } }) => !/causal|masked/.test(name))
  for (const { subject } of unmasked) {
    const { truth } = decide(
      recordSentence(batch.shapes, ({ q, k }, x) => {
        const { weights } = subject.definition(x)
        return weights({ q, k: k.gather(backwards) })
          .gather(backwards, 1)
          .equal(weights({ q, k }))
      }),
      batch,
    )
    expect(truth.includes(Truth.False), subject.name).toBe(subject.positions ?? false)
  }
})

test('names are different', () => {
  const names = FORMS.map(({ subject }) => subject.name)
  expect(new Set(names).size).toBe(names.length)
})

test('a subject is its implementation in what the engine runs, and its definition in what is meant', () => {
  const constant = (number: number) => (x: Recorder) => ({
    weights: () => x.constant(number, [1, 1]),
    output: () => x.constant(number, [1, 1]),
  })
  const subject: Subject = { name: 'two', definition: constant(1), implementation: constant(2) }
  const numberIn = (part: Part) =>
    recordFormula(
      { q: [1, 1], k: [1, 1] },
      ({ q, k }, x) => bind(subject, x).weights({ q, k }),
      part,
    ).steps.at(-1)
  expect(numberIn('definition')).toMatchObject({ values: Float64Array.of(1) })
  expect(numberIn('implementation')).toMatchObject({ values: Float64Array.of(2) })
})

test('widths that do not fit are refused when the subject is written down', () => {
  const shapes = { q: [1, 2], k: [2, 1], v: [2, 1] }
  for (const { subject } of FORMS) {
    for (const part of ['definition', 'implementation'] as const) {
      const written = () =>
        recordFormula(shapes, (inputs, x) => asked(bind(subject, x), 'output', inputs), part)
      expect(written, subject.name).toThrow(RangeError)
    }
  }
})
