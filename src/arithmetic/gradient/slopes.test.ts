import { expect, test } from 'vitest'
import type { Real } from '../../program/real.ts'
import { record } from '../../program/record.ts'
import type { Recorder } from '../../program/recorder.ts'
import type { Proposition } from '../../program/proposition.ts'
import { Slopes } from './slopes.ts'

type Inputs = Record<string, Real>
const SHAPES = { a: [2, 3], b: [3, 2], c: [3] }
const CASE = {
  a: { data: [0.3, -1.2, 0.7, 1.1, 0.4, -0.6] },
  b: { data: [0.9, 0.2, -0.5, 1.3, 0.8, -0.7] },
  c: { data: [1.5, 0.6, 2.5] },
}

function slopesOf(claim: (inputs: Inputs, x: Recorder) => Proposition): Slopes {
  const { definition } = record((inputs, x) => ({ claim: claim(inputs, x) }), SHAPES)
  const slopes = Slopes.of(definition)
  if ('reason' in slopes) throw new Error(slopes.reason)
  return slopes
}

test.each<[string, (inputs: Inputs, x: Recorder) => Real]>([
  ['sums and products', ({ a, b }) => a.matMul(b).square().sum()],
  ['broadcast quotients', ({ a, c }) => a.div(c).sub(a.mul(c)).add(a.abs()).sum()],
  [
    'functions',
    ({ a, c }) => a.exp().tanh().add(c.square().add(1).log().sqrt()).add(a.sin().mul(a.cos())).neg().sum(),
  ],
  ['extremes', ({ a, c }) => a.maximum(c).min(0).add(a.max(0)).add(a.minimum(c).relu().sum(0)).sum()],
  ['rearrangements', ({ a, b }) => a.concat(b.transpose(), 1).gather([1, 1, 4], 1).reshape([6]).exp().max()],
  [
    'softmax',
    ({ a }, x) => {
      const e = a.belowMax(-1).exp()
      return e
        .div(e.sum(-1, true))
        .mul(x.constant([1, 2, 5]))
        .sum(1)
        .mul(x.rational(1, 3))
        .max()
    },
  ],
])('the slope of %s is what small changes make of it', (_, of) => {
  const slopes = slopesOf((inputs, x) => x.constant(0).less(of(inputs, x)))
  slopes.evaluate(CASE)
  const found = Object.entries(slopes.slopes(slopes.claim.terms)).map(
    ([name, numbers]) => [name, [...numbers]] as const,
  )
  for (const [name, numbers] of found)
    for (const [i, slope] of numbers.entries()) {
      const h = 2 ** -20
      const at = (change: number): number => {
        const data = [...CASE[name as keyof typeof CASE].data]
        data[i] += change
        slopes.evaluate({ ...CASE, [name]: { data } })
        return slopes.claim.margin
      }
      // The error of a central difference is of the order h² and that of rounding, 2^-52 / h.
      expect((at(h) - at(-h)) / (2 * h), `${name}[${i}]`).toBeCloseTo(slope, 6)
    }
})

test.each<[string, (inputs: Inputs, x: Recorder) => Proposition, number]>([
  ['less', ({ a }, x) => a.less(x.constant(2)), 0.9],
  ['equal', ({ a }) => a.gather([0]).equal(a.gather([1])), -1.6],
  ['not', ({ a }, x) => a.less(x.constant(2)).not(), -3.2],
  ['any', ({ a }, x) => a.less(x.constant(0)).any(), 1.2],
  ['and', ({ a, c }, x) => a.less(x.constant(2)).and(c.greater(x.constant(0.5))), 0.1],
  [
    'implies',
    ({ c }, x) =>
      c
        .max()
        .less(x.constant(2))
        .implies(c.min().less(x.constant(0))),
    0.5,
  ],
  [
    'iff',
    ({ c }, x) =>
      c
        .max()
        .less(x.constant(2))
        .iff(c.min().less(x.constant(0))),
    0.5,
  ],
  ['sameOrder', ({ a, c }) => a.sameOrder(a.mul(0).add(c)), -1],
])('the margin of %s is how far it is from the other truth', (_, claim, margin) => {
  const slopes = slopesOf(claim)
  slopes.evaluate(CASE)
  expect(slopes.claim.margin).toBeCloseTo(margin, 12)
})

test('ranks have no margin', () => {
  const { definition } = record(({ a }) => ({ claim: a.rank().atMost(1) }), SHAPES)
  expect('reason' in Slopes.of(definition)).toBe(true)
})

test('a hypothesis that is false is seen', () => {
  const { definition } = record(({ a, c }) => ({ hypothesis: a.less(0), claim: c.greater(0) }), SHAPES)
  const slopes = Slopes.of(definition) as Slopes
  slopes.evaluate(CASE)
  expect(slopes.isCase).toBe(false)
  slopes.evaluate({ ...CASE, a: { data: CASE.a.data.map((x) => -Math.abs(x)) } })
  expect(slopes.isCase).toBe(true)
})
