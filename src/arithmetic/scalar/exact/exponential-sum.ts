import { expOf, ofFraction, product, type Limits } from './ball.ts'
import * as f from './fraction.ts'
import type { Fraction } from './fraction.ts'

/** A number without an exact form, such as log 3: known by how it was made, and as closely as asked. */
export interface Opaque {
  readonly key: string
  limits(bits: number): Limits | undefined
}

/** coefficient · e^exponent · the product of opaque numbers to positive powers. */
export interface Term {
  readonly coefficient: Fraction
  readonly exponent: Fraction
  readonly opaque: readonly Opaque[]
}

/**
 * A sum of terms, like ones collected. Without opaque numbers it is zero exactly when it has no terms: powers of e
 * with different rational exponents are linearly independent over the rationals (Lindemann and Weierstrass; Baker,
 * "Transcendental Number Theory", theorem 1.4).
 */
export type Sum = ReadonlyMap<string, Term>

/** More terms than this are not handled. */
export const MOST_TERMS = 4096

const NOTHING: Sum = new Map()
/** 1, which is this object wherever it is a denominator. */
export const ONE: Sum = ofTerm(f.ONE)

function keyOf({ exponent, opaque }: Omit<Term, 'coefficient'>): string {
  const power = f.keyOf(exponent)
  return opaque.length === 0 ? power : `${power} ${opaque.map(({ key }) => key).join(' ')}`
}

export function ofTerm(coefficient: Fraction, exponent = f.ZERO, opaque: readonly Opaque[] = []): Sum {
  if (coefficient.n === 0n) return NOTHING
  const term = { coefficient, exponent, opaque }
  return new Map([[keyOf(term), term]])
}

function put(into: Map<string, Term>, key: string, term: Term): void {
  const held = into.get(key)
  if (!held) {
    into.set(key, term)
    return
  }
  const coefficient = f.add(held.coefficient, term.coefficient)
  if (coefficient.n === 0n) into.delete(key)
  else into.set(key, { coefficient, exponent: held.exponent, opaque: held.opaque })
}

export function add(a: Sum, b: Sum): Sum {
  if (a.size === 0) return b
  if (b.size === 0) return a
  const out = new Map(a)
  for (const [key, term] of b) put(out, key, term)
  return out
}

/** The sum of all; undefined for too many terms. */
export function total(sums: readonly Sum[]): Sum | undefined {
  const out = new Map<string, Term>()
  for (const sum of sums) {
    for (const [key, term] of sum) put(out, key, term)
    if (out.size > MOST_TERMS) return undefined
  }
  return out
}

export const negated = (a: Sum): Sum => scaled(a, f.neg(f.ONE))

/** A sum times a rational number other than 0. */
export function scaled(a: Sum, by: Fraction): Sum {
  if (f.equal(by, f.ONE)) return a
  const out = new Map<string, Term>()
  for (const [key, { coefficient, exponent, opaque }] of a)
    out.set(key, { coefficient: f.mul(coefficient, by), exponent, opaque })
  return out
}

export function times(a: Sum, b: Sum): Sum {
  const [p, q] = [rationalOf(a), rationalOf(b)]
  if (p) return p.n === 0n ? NOTHING : scaled(b, p)
  if (q) return q.n === 0n ? NOTHING : scaled(a, q)
  const out = new Map<string, Term>()
  for (const [p, x] of a)
    for (const [q, y] of b) {
      const coefficient = f.mul(x.coefficient, y.coefficient)
      if (isCoefficient(x)) put(out, q, { coefficient, exponent: y.exponent, opaque: y.opaque })
      else if (isCoefficient(y)) put(out, p, { coefficient, exponent: x.exponent, opaque: x.opaque })
      else {
        const opaque = merged(x.opaque, y.opaque)
        const term = { coefficient, exponent: f.add(x.exponent, y.exponent), opaque }
        put(out, keyOf(term), term)
      }
    }
  return out
}

/** Whether a term is no more than that. */
const isCoefficient = ({ exponent, opaque }: Term): boolean => exponent.n === 0n && opaque.length === 0

function merged(a: readonly Opaque[], b: readonly Opaque[]): readonly Opaque[] {
  if (a.length === 0) return b
  return b.length === 0 ? a : [...a, ...b].sort((p, q) => (p.key < q.key ? -1 : p.key > q.key ? 1 : 0))
}

export function same(a: Sum, b: Sum): boolean {
  if (a === b) return true
  if (a.size !== b.size) return false
  for (const [key, { coefficient }] of a) {
    const other = b.get(key)
    if (!other || !f.equal(coefficient, other.coefficient)) return false
  }
  return true
}

/** 1/a, for a sum of one term without opaque numbers; undefined for others. */
export function inverse(a: Sum): Sum | undefined {
  const term = onlyTerm(a)
  if (!term || term.opaque.length > 0) return undefined
  return ofTerm(f.inverse(term.coefficient), f.neg(term.exponent))
}

/** The rational number c for which a = c·b term by term; undefined where there is none. */
export function ratio(a: Sum, b: Sum): Fraction | undefined {
  if (a === b) return f.ONE
  if (a.size !== b.size) return undefined
  let found: Fraction | undefined
  for (const [key, { coefficient }] of a) {
    const other = b.get(key)
    if (!other) return undefined
    if (found === undefined) found = f.quotient(coefficient, other.coefficient)
    else if (found === f.ONE) {
      if (!f.equal(coefficient, other.coefficient)) return undefined
    } else if (!f.equal(coefficient, f.mul(found, other.coefficient))) return undefined
  }
  return found
}

/** The one term of a sum that has one. */
function onlyTerm(a: Sum): Term | undefined {
  if (a.size !== 1) return undefined
  const [term] = a.values()
  return term
}

/** The term of the largest exponent, where no term has opaque numbers. */
export function leadingTerm(a: Sum): Term | undefined {
  let most: Term | undefined
  for (const term of a.values()) {
    if (term.opaque.length > 0) return undefined
    if (!most || f.less(most.exponent, term.exponent)) most = term
  }
  return most
}

/** The rational number that a sum is; undefined for others. */
export function rationalOf(a: Sum): Fraction | undefined {
  if (a.size === 0) return f.ZERO
  const term = onlyTerm(a)
  return term && term.exponent.n === 0n && term.opaque.length === 0 ? term.coefficient : undefined
}

/** Whether some term has an opaque number, so that a sum with terms might be zero all the same. */
export function isOpaque(a: Sum): boolean {
  for (const { opaque } of a.values()) if (opaque.length > 0) return true
  return false
}

/** The largest exponent. */
export function largest(a: Sum): Fraction {
  let most: Fraction | undefined
  for (const { exponent } of a.values()) if (!most || f.less(most, exponent)) most = exponent
  return most ?? f.ZERO
}

const STEP = 32

/**
 * Limits on a sum times e^-shift.
 *
 * @param shift at least every exponent
 * @param bits places after the binary point
 * @returns undefined where an opaque number has no limits
 */
export function limitsOf(a: Sum, shift: Fraction, bits: number): Limits | undefined {
  let [lo, hi] = [0n, 0n]
  for (const { coefficient, exponent, opaque } of a.values()) {
    // A coefficient above 1 needs as many places more.
    // In steps, so that numbers share their powers of e.
    const more = STEP * Math.ceil(Math.max(0, f.mostDigits(coefficient) + 4) / STEP)
    const at = bits + more
    let term = expOf(f.add(exponent, f.neg(shift)), at)
    for (const number of opaque) {
      const limits = number.limits(at)
      if (!limits) return undefined
      term = product(term, limits, at)
    }
    term = product(term, ofFraction(coefficient, at), at)
    lo += term.lo >> BigInt(more)
    hi += -(-term.hi >> BigInt(more))
  }
  return { lo, hi }
}
