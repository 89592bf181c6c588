import type { Limits } from './ball.ts'
import { canonical, type ExactNumber } from './exact-number.ts'
import * as s from './exponential-sum.ts'
import type { Opaque } from './exponential-sum.ts'
import * as f from './fraction.ts'

/** How a number is written: equal texts stand for equal numbers, so `@` is no digit of base 32. */
export function textOf(a: ExactNumber): string {
  const { num, den } = canonical(a)
  return [num, den]
    .map((sum) =>
      Array.from(sum, ([key, { coefficient }]) => `${f.keyOf(coefficient)}@${key}`)
        .sort()
        .join('+'),
    )
    .join(':')
}

/** A number that is known by how it was made, and by limits. */
export const opaqueNumber = (number: Opaque): ExactNumber => ({
  num: s.ofTerm(f.ONE, f.ZERO, [remembering(number)]),
  den: s.ONE,
})

/** The same number; limits to so many places are found once. */
export function remembering<T extends Opaque>(number: T): T {
  const found = new Map<number, Limits | undefined>()
  const limits = (bits: number): Limits | undefined => {
    if (!found.has(bits)) found.set(bits, number.limits(bits))
    return found.get(bits)
  }
  return { ...number, limits }
}
