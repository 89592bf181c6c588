import { expect, test } from 'vitest'
import { recordFormula } from '../program/formula.ts'
import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import { nonNegativeByForm } from './non-negative-by-form.ts'

type Of = (a: Real, x: Recorder) => Real

const NON_NEGATIVE: Readonly<Record<string, Of>> = {
  square: (a) => a.square(),
  'product with itself': (a) => a.mul(a),
  'norm of rows': (a) => a.square().sum(-1, true).sqrt(),
  'mean of sizes': (a) => a.abs().sum().div(2),
  'weights of a softmax': (a) => a.belowMax(-1).exp().div(a.belowMax(-1).exp().sum(-1, true)),
  'product of matrices': (a) => a.exp().matMul(a.relu().transpose()),
  'larger than a square': (a) => a.square().maximum(a),
  'chosen, or 0': (a) => a.square().wherePositive(a),
  'fraction of a distance': (a, x) => a.abs().mul(x.rational(1, 3)).concat(a.square()).gather([0]).tanh(),
}

const OPEN: Readonly<Record<string, Of>> = {
  input: (a) => a,
  'product with another': (a) => a.mul(a.exp()),
  difference: (a) => a.exp().sub(1),
  logarithm: (a) => a.exp().log(),
  'smaller than a square': (a) => a.square().minimum(a),
  'chosen by a square': (a) => a.wherePositive(a.square()),
  'negative fraction': (a, x) => a.abs().mul(x.rational(-1, 3)),
  'negative number': (a) => a.abs().div(-2),
  'no number': (a, x) => a.abs().mul(x.constant([1, NaN])),
  wave: (a) => a.square().cos().add(a.square().sin()),
  shifted: (a) => a.exp().belowMax(0),
  'beside others': (a) => a.exp().concat(a),
}

const lastOf = (of: Of): boolean =>
  nonNegativeByForm(recordFormula({ a: [2, 2] }, ({ a }, x) => of(a, x)).steps).at(-1)!

test.each(Object.entries(NON_NEGATIVE))('is at least 0 by form: %s', (_, of) => {
  expect(lastOf(of)).toBe(true)
})

test.each(Object.entries(OPEN))('has no sign by form: %s', (_, of) => {
  expect(lastOf(of)).toBe(false)
})
