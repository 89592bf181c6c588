import { describe, expect, test } from 'vitest'
import { startEngine } from '../engine/start.ts'
import { recordSentence, type Sentence } from '../program/formula.ts'
import { conjunction, judged } from '../program/judged.ts'
import type { Proposition } from '../program/proposition.ts'
import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import { Truth } from '../program/truth.ts'
import { batchOf, type Batch } from './batch.ts'
import { decide as decideOnDevice } from './device/compute.ts'
import { decide as decideInIntervals } from './interval/enclose.ts'
import { judgeAtom } from './scalar/atoms.ts'
import { ExactField } from './scalar/exact/exact-field.ts'
import type { Field } from './scalar/field.ts'
import { IntervalField } from './scalar/interval-field.ts'
import { ModularField } from './scalar/modular/modular-field.ts'
import { openMpfr } from './scalar/mpfr/open-mpfr.ts'
import { evaluate } from './scalar/run.ts'

/** Says of a sentence about one case what holds for all entries. */
type Decide = (sentence: Sentence, batch: Batch) => Promise<Truth> | Truth

const inField =
  <T>(field: Field<T>): Decide =>
  ({ steps, statement }, batch) => {
    const values = evaluate(steps, batch, field)
    return conjunction(judged(statement, (atom) => judgeAtom(atom, values, field)))[0] as Truth
  }

const mpfr = await openMpfr()

const TIERS: Readonly<Record<string, Decide>> = {
  ...Object.fromEntries(
    ['cpu', 'wasm'].flatMap((name) =>
      (['static', 'running'] as const).map((mode): [string, Decide] => [
        `${name}, ${mode} bound`,
        async (sentence, batch) => {
          const { engine } = await startEngine(name)
          return conjunction((await decideOnDevice(sentence, batch, engine, mode)).reals)[0] as Truth
        },
      ]),
    ),
  ),
  intervals: (sentence, batch) => conjunction(decideInIntervals(sentence, batch))[0] as Truth,
  'float64 number by number': inField(new IntervalField()),
  ...('reason' in mpfr ? {} : { 'mpfr of 128 bits': inField(mpfr.field(128)) }),
  exact: inField(new ExactField()),
  modular: inField(new ModularField()),
}

/** Of positive numbers: what has no value. */
const UNDEFINED: Readonly<Record<string, (a: Real) => Real>> = {
  'a quotient by zero': (a) => a.div(a.sub(a)),
  'zero by zero': (a) => a.sub(a).div(a.sub(a)),
  'the logarithm of a negative number': (a) => a.neg().log(),
  'the logarithm of zero': (a) => a.sub(a).log(),
  'the root of a negative number': (a) => a.neg().sqrt(),
  'the root of a negative number that is 0 in float32': (a) =>
    a
      .mul(0)
      .sub(2 ** -400)
      .sqrt(),
}

type Statement = (u: Real, a: Real, x: Recorder) => Proposition

/** Each would be true, or false, whatever number stood in the place of `u`. */
const STATEMENTS: Readonly<Record<string, Statement>> = {
  'u = u': (u) => u.equal(u),
  'u ≤ u': (u) => u.atMost(u),
  'u < u': (u) => u.less(u),
  'u - u = 0': (u) => u.sub(u).equal(0),
  '0 u = 0': (u) => u.mul(0).equal(0),
  'u² ≥ 0': (u, _, x) => x.constant(0).atMost(u.square()),
  '|u| ≥ 0': (u, _, x) => x.constant(0).atMost(u.abs()),
  'relu u ≥ 0': (u, _, x) => x.constant(0).atMost(u.relu()),
  'e^u ≥ 0': (u, _, x) => x.constant(0).atMost(u.exp()),
  'tanh u ≤ 1': (u) => u.tanh().atMost(1),
  'sin u ≤ 1': (u) => u.sin().atMost(1),
  'cos u ≤ 1': (u) => u.cos().atMost(1),
  'min(u, 0) ≤ 0': (u) => u.minimum(0).atMost(0),
  'max(u, 1) > 0': (u, _, x) => x.constant(0).less(u.maximum(1)),
  'its sum is itself': (u) => u.sum().equal(u.sum()),
  'its sum is 0': (u) => u.sum().equal(0),
  'its sums along an axis are 1': (u) => u.sum(-1).equal(1),
  'its largest entry is not below its smallest': (u) => u.min().atMost(u.max()),
  'a sum with something else is 0': (u, a) => u.concat(a).sum().equal(0),
  'the product with zeros is 0': (u, _, x) => u.matMul(x.constant([0, 0], [2, 1])).equal(0),
  'differences from the largest are not positive': (u) => u.sub(u.max(-1, true)).atMost(0),
  'a softmax sums to 1': (u) => {
    const e = u.belowMax(-1).exp()
    return e.div(e.sum(-1, true)).sum(-1).equal(1)
  },
  'its order is its own': (u) => u.sameOrder(u),
  'its order is its own, of one entry a row': (u) => u.reshape([2, 1]).sameOrder(u.reshape([2, 1])),
  'its order is that of its double, of one entry': (u) => u.gather([0], 1).sameOrder(u.mul(2).gather([0], 1)),
  'its rank is at most 2': (u) => u.rank().atMost(2),
  'its rank is at least 0': (u) => u.rank().atLeast(0),
  'its rank is at most its rank': (u) => u.rank().atMost(u.rank()),
  'the rank of others is at most that of more rows': (u, a) => a.rank().atMost(a.concat(u).rank()),
  'what was picked is itself': (u) => u.gather([0], 1).equal(u.gather([0], 1)),
  'what was turned round twice is itself': (u) => u.transpose().transpose().equal(u),
}

describe.each(Object.entries(TIERS))('%s', (_, decide) => {
  test.each(Object.entries(UNDEFINED))('is certain of nothing about %s', async (_, undefinedOf) => {
    const certain: string[] = []
    const batch = batchOf([{ inputs: { a: { shape: [1, 2], data: Float32Array.of(1, 2.5) } } }])
    for (const [what, statement] of Object.entries(STATEMENTS)) {
      const sentence = recordSentence(batch.shapes, ({ a }, x) => statement(undefinedOf(a), a, x))
      const truth = await decide(sentence, batch)
      if (truth === Truth.True || truth === Truth.False) certain.push(`${what}: ${truth === Truth.True}`)
    }
    expect(certain).toEqual([])
  })

  test.each([Infinity, -Infinity, NaN])(
    'is certain of nothing about %d, which is no real number',
    async (none) => {
      const batch = batchOf([{ inputs: { a: { shape: [1, 2], data: Float32Array.of(1, 2.5) } } }])
      for (const relation of ['less', 'atMost', 'greater', 'greaterEqual', 'equal'] as const) {
        const truth = await decide(
          recordSentence(batch.shapes, ({ a }) => a[relation](none)),
          batch,
        )
        expect([Truth.Undecided, Truth.Consistent], relation).toContain(truth)
      }
    },
  )
})
