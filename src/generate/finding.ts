import type fc from 'fast-check'
import type { Case, Input } from '../arithmetic/batch.ts'

/**
 * Cases of a claim that for all of some inputs there are others: what is given is drawn, and what is sought is found for it by
 * ordinary code on its numbers. The predicate is checked of both. That the code finds nothing that satisfies it refutes nothing; a claim of
 * which it always does is supported. Whoever draws the case again, as replay and audit do, finds again.
 *
 * Drawing a case throws RangeError where an array that is given is found again.
 *
 * @param find the arrays that are sought, from those that are given; a function of these alone, with finite float32 numbers
 *
 * @example
 * ```ts
 * finding(arrays({ arrays: { u: [1] } }), ({ u }) => ({ opposite: { shape: [1], data: u.data.map((number) => -number) } }))
 * ```
 */
export const finding = <Given extends string, Found extends string>(
  given: fc.Arbitrary<Case<Given>>,
  find: (given: Readonly<Record<Given, Input>>) => Readonly<Record<Found, Input>>,
): fc.Arbitrary<Case<Given | Found>> =>
  given.map(({ inputs, ...rest }) => {
    const found = find(inputs)
    const again = Object.keys(found).find((name) => Object.hasOwn(inputs, name))
    if (again !== undefined) throw new RangeError(`${again} is given, and can't be found`)
    return { ...rest, inputs: { ...inputs, ...found } }
  })
