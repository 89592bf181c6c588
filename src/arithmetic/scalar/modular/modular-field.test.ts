import { expect, test } from 'vitest'
import { Draws } from '../../../generate/draws.ts'
import { Truth } from '../../../program/truth.ts'
import { ExactField } from '../exact/exact-field.ts'
import type { Field } from '../field.ts'
import { agree } from './residues.ts'
import { ModularField } from './modular-field.ts'

const draws = new Draws({ nextInt: () => 23 })
const [exact, modular] = [new ExactField(), new ModularField()]

/** A number as a formula, which any field computes. */
type Formula = <T>(x: Field<T>) => T | undefined

const lifted =
  (operation: 'add' | 'sub' | 'mul' | 'div' | 'minimum' | 'maximum', a: Formula, b: Formula): Formula =>
  (x) => {
    const [p, q] = [a(x), b(x)]
    return p === undefined || q === undefined ? undefined : x[operation](p, q)
  }
const one =
  (operation: 'neg' | 'abs' | 'square' | 'exp' | 'tanh', a: Formula): Formula =>
  (x) => {
    const p = a(x)
    return p === undefined ? undefined : x[operation](p)
  }

const NUMBERS = [0, 1, -1, 3, 0.5, -0.75, 2 ** -30, 1 / 3, 1e9]
function leaf(): Formula {
  const number = draws.below(3) === 0 ? Math.fround(draws.normal()) : NUMBERS[draws.below(NUMBERS.length)]
  return (x) => x.exact(number)
}

function formula(depth: number): Formula {
  if (depth === 0) return leaf()
  const [a, b] = [formula(depth - 1), formula(draws.below(depth))]
  const [f, g] = [leaf(), leaf()]
  return [
    () => lifted('add', a, b),
    () => lifted('sub', a, b),
    () => lifted('mul', a, b),
    () => lifted('div', a, b),
    () => lifted(draws.below(2) === 0 ? 'minimum' : 'maximum', a, b),
    () => one((['neg', 'abs', 'square'] as const)[draws.below(3)], a),
    () => lifted('add', a, one('exp', lifted('mul', f, g))),
    () => lifted('mul', one('exp', f), a),
    () => one('tanh', f),
  ][draws.below(9)]()
}

const summed =
  (terms: readonly Formula[]): Formula =>
  <T>(x: Field<T>) => {
    const numbers = terms.map((term) => term(x))
    if (numbers.includes(undefined)) return undefined
    if (x.total) return x.total(numbers as T[])
    return numbers.reduce((p, q) => (p === undefined || q === undefined ? undefined : x.add(p, q)))
  }

/** The same number in another way, or one that is near it. */
function rewritten(a: Formula): Formula {
  const [b, c] = [formula(1), leaf()]
  // Denominators of several terms, one a multiple of the other.
  const [d, e] = [one('exp', leaf()), one('exp', leaf())]
  const both = lifted('add', d, e)
  const times = 3 + 2 * draws.below(4)
  const [multiple, more] = [both, e].map((of) => lifted('mul', of, (x) => x.exact(times)))
  return [
    () => lifted('mul', lifted('div', a, multiple), multiple),
    () =>
      lifted(
        'mul',
        multiple,
        lifted(
          'div',
          lifted('div', a, (x) => x.exact(times)),
          both,
        ),
      ),
    () =>
      lifted(
        'div',
        lifted('div', a, both),
        lifted('div', (x) => x.exact(times), multiple),
      ),
    () => summed([lifted('div', lifted('mul', a, d), both), lifted('div', lifted('mul', a, more), multiple)]),
    () =>
      lifted(
        'add',
        lifted('div', lifted('mul', a, d), both),
        lifted('div', lifted('mul', a, more), multiple),
      ),
    () => lifted('sub', lifted('add', a, b), b),
    () => lifted('div', lifted('mul', a, b), b),
    () => lifted('mul', one('exp', c), lifted('mul', a, one('exp', one('neg', c)))),
    () =>
      lifted(
        'add',
        lifted('mul', a, b),
        lifted(
          'mul',
          a,
          lifted('sub', (x) => x.exact(1), b),
        ),
      ),
    () => lifted('add', a, (x) => x.exact(2 ** -100)),
  ][draws.below(10)]()
}

test('numbers have the same residues exactly if exact numbers say that they are equal', () => {
  const seen = { equal: 0, refuted: 0, missed: 0 }
  for (let i = 0; i < 6000; i++) {
    const a = formula(1 + draws.below(3))
    const b = i % 2 === 0 ? rewritten(a) : formula(2)
    const [p, q] = [a(exact), b(exact)]
    const [x, y] = [a(modular), b(modular)]
    if (!p || !q || !x || !y) continue
    const [meant, found] = [exact.equal(p, q), modular.equal(x, y)]
    if (meant === Truth.True) {
      seen.equal++
      expect(found).not.toBe(Truth.False)
    } else if (meant === Truth.False) {
      seen[found === Truth.False ? 'refuted' : 'missed']++
      // The two compute in ways that have nothing in common.
      expect(agree(x.residues, y.residues)).toBe(false)
    }
  }
  expect(seen.equal).toBeGreaterThan(1000)
  expect(seen.refuted).toBeGreaterThan(2000)
  // Where a quotient has no residues because its denominator looks like zero, or an extremum because its sides overlap.
  expect(seen.missed).toBeLessThan(100)
})

test('what enclosures cannot tell apart is told apart', () => {
  const near: Formula = (x) => x.add(x.exp(x.exact(2 ** -80))!, x.exact(2 ** -90))
  const [a, b] = [near(modular)!, modular.exact(1)]
  expect(modular.equal(a, b)).toBe(Truth.False)
  expect(modular.equal(a, near(modular)!)).toBe(Truth.Consistent)
})

test('a quotient exists where enclosures or residues exclude 0', () => {
  const sum = (...numbers: number[]) =>
    numbers.map((n) => modular.exact(n)).reduce((p, q) => modular.add(p, q))
  const tiny = modular.sub(sum(1, 2 ** -80), modular.exact(1))
  expect(modular.enclosure(tiny)[0]).toBeLessThanOrEqual(0)
  const quotient = modular.div(modular.exact(1), tiny)!
  expect(modular.equal(quotient, modular.exact(2 ** 80))).not.toBe(Truth.False)
  expect(modular.equal(quotient, modular.exact(2 ** 79))).toBe(Truth.False)
  expect(modular.div(modular.exact(1), modular.sub(tiny, tiny))).toBeUndefined()
})

test('a rank is at least that modulo a prime, and not taken for less than the extents', () => {
  for (let i = 0; i < 300; i++) {
    const [rows, cols, inner] = [1 + draws.below(4), 1 + draws.below(4), 1 + draws.below(3)]
    const left = Array.from({ length: rows * inner }, () => draws.below(5) - 2)
    const right = Array.from({ length: inner * cols }, () => draws.below(5) - 2)
    const entry = <T>(x: Field<T>, at: number): T => {
      const [row, col] = [Math.floor(at / cols), at % cols]
      const terms = Array.from({ length: inner }, (_, k) =>
        x.mul(x.exp(x.exact(left[row * inner + k]))!, x.exact(right[k * cols + col])),
      )
      return terms.reduce((p, q) => x.add(p!, q!))!
    }
    const rankIn = <T>(x: Field<T>) =>
      x.rank(
        Array.from({ length: rows * cols }, (_, at) => entry(x, at)),
        rows,
        cols,
      )
    const [least, most] = rankIn(modular)
    expect([least, most]).toEqual([rankIn(exact)[0], Math.min(rows, cols)])
  }
})
