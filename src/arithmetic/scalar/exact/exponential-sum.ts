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

const keyOf = ({ exponent, opaque }: Omit<Term, 'coefficient'>): string =>
  opaque.length === 0 ? f.keyOf(exponent) : `${f.keyOf(exponent)} ${opaque.map(({ key }) => key).join(' ')}`

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
  else into.set(key, { ...held, coefficient })
}

export function add(a: Sum, b: Sum): Sum {
  const out = new Map(a)
  for (const [key, term] of b) put(out, key, term)
  return out
}

export const negated = (a: Sum): Sum =>
  new Map(Array.from(a, ([key, term]) => [key, { ...term, coefficient: f.neg(term.coefficient) }]))

export function times(a: Sum, b: Sum): Sum {
  const out = new Map<string, Term>()
  for (const x of a.values())
    for (const y of b.values()) {
      const opaque =
        x.opaque.length === 0
          ? y.opaque
          : [...x.opaque, ...y.opaque].sort((p, q) => (p.key < q.key ? -1 : p.key > q.key ? 1 : 0))
      const term = {
        coefficient: f.mul(x.coefficient, y.coefficient),
        exponent: f.add(x.exponent, y.exponent),
        opaque,
      }
      put(out, keyOf(term), term)
    }
  return out
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
export const isOpaque = (a: Sum): boolean => [...a.values()].some(({ opaque }) => opaque.length > 0)

/** The largest exponent. */
export function largest(a: Sum): Fraction {
  let most: Fraction | undefined
  for (const { exponent } of a.values()) if (!most || f.less(most, exponent)) most = exponent
  return most ?? f.ZERO
}

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
    const more = Math.max(
      0,
      coefficient.n.toString(16).length * 4 - coefficient.d.toString(16).length * 4 + 8,
    )
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
