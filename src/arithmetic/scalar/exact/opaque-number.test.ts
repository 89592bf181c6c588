import { expect, test } from 'vitest'
import { Draws } from '../../../generate/draws.ts'
import { ExactField } from './exact-field.ts'
import { canonical, ofRational, type ExactNumber } from './exact-number.ts'
import type { Sum } from './exponential-sum.ts'
import * as f from './fraction.ts'
import { textOf } from './opaque-number.ts'

const x = new ExactField()
const draws = new Draws({ nextInt: () => 29 })

/** In base 32 these have the digit e, or run into each other. */
const NUMBERS = [1, 2, 3, 14, 449, 1473, 14 * 32 + 3, 32, 33, 1024]
const pick = (): bigint => BigInt(NUMBERS[draws.below(NUMBERS.length)])
const rational = (): ExactNumber => ofRational(f.fraction(BigInt(draws.sign()) * pick(), pick()))

/** Nested so deep at most. */
function number(depth: number): ExactNumber {
  if (depth === 0) return rational()
  const [a, b] = [number(depth - 1), number(draws.below(depth))]
  const made = [
    () => x.add(a, b),
    () => x.mul(a, b),
    () => x.div(a, b),
    () => x.exp(rational()),
    () => x.sqrt(x.square(a) ?? a),
    () => x.sqrt(a),
    () => x.log(a),
    () => x.sin(a),
    () => x.cos(a),
  ][draws.below(9)]()
  return made ?? a
}

/** A text in parts, at marks outside of parentheses. */
function parts(text: string, mark: string): string[] {
  const out = ['']
  let depth = 0
  for (const letter of text) {
    if (letter === '(') depth++
    if (letter === ')') depth--
    if (letter === mark && depth === 0) out.push('')
    else out[out.length - 1] += letter
  }
  return out
}

type Read = readonly (readonly [coefficient: string, exponent: string, opaque: readonly unknown[]])[]

/** What a text says, part by part. */
function read(text: string): readonly Read[] {
  return parts(text, ':').map((sum) =>
    (sum === '' ? [] : parts(sum, '+')).map((term) => {
      const [coefficient, ...rest] = parts(term, '@')
      const [exponent, ...opaque] = parts(rest.join('@'), ' ')
      return [coefficient, exponent, opaque.map(readOpaque)] as const
    }),
  )
}
function readOpaque(text: string): unknown {
  const [, name, inner] = /^([a-z]+)\((.*)\)$/.exec(text)!
  return [name, read(inner)]
}

/** The same of the number itself. */
const said = (sum: Sum): Read =>
  [...sum.values()].map(({ coefficient, exponent, opaque }) => [
    f.keyOf(coefficient),
    f.keyOf(exponent),
    opaque.map(({ key }) => readOpaque(key)),
  ])
const sorted = (terms: Read): string[] => terms.map((term) => JSON.stringify(term)).sort()

test('a text says which number it is the text of, so different numbers have different texts', () => {
  const seen = new Set<string>()
  for (let i = 0; i < 3000; i++) {
    const a = number(1 + draws.below(3))
    const text = textOf(a)
    seen.add(text)
    const [num, den] = read(text)
    const form = canonical(a)
    expect([sorted(num), sorted(den)]).toEqual([sorted(said(form.num)), sorted(said(form.den))])
  }
  expect(seen.size).toBeGreaterThan(1500)
})

test('numbers that enclosures tell apart have different texts', () => {
  const known = new Map<string, readonly [number, number]>()
  for (let i = 0; i < 3000; i++) {
    const a = number(1 + draws.below(2))
    const [lo, hi] = x.enclosure(a)
    const other = known.get(textOf(a))
    if (other) expect(lo <= other[1] && other[0] <= hi, textOf(a)).toBe(true)
    known.set(textOf(a), [lo, hi])
  }
})
