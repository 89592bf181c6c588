import type fc from 'fast-check'
import type { Case, Input } from '../arithmetic/batch.ts'

/**
 * Cases of a claim that for all of some inputs there are others: what is given is drawn, and what is sought is found for it by
 * ordinary code on its numbers. The predicate is checked of both. That the code finds nothing that satisfies it refutes nothing; a claim of
 * which it always does is supported. Whoever draws the case again, as replay and audit do, finds again.
 *
 * Drawing a case throws RangeError where an array that is given is found again, and TypeError where no arrays are found.
 *
 * @param find the arrays that are sought, from those that are given; a function of these alone, with finite float32 numbers.
 * What is given stays as it was drawn, whatever this does to the numbers that it gets
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
    const found: unknown = find(copied(inputs))
    if (!isArrays(found))
      throw new TypeError(`what finds arrays gave ${nameOf(found)}; give { name: { shape, data } }`)
    const again = Object.keys(found).find((name) => Object.hasOwn(inputs, name))
    if (again !== undefined) throw new RangeError(`${again} is given, and can't be found`)
    return { ...rest, inputs: { ...inputs, ...copied(found) } }
  })

type Arrays<Name extends string> = Readonly<Record<Name, Input>>

/** Not a promise, which would be arrays some day. */
const isArrays = <Name extends string>(found: unknown): found is Arrays<Name> =>
  typeof found === 'object' && found !== null && !('then' in found)

const nameOf = (found: unknown): string =>
  typeof found === 'object' && found !== null ? 'a promise' : String(found)

/** Numbers of their own: whoever writes into the others changes nothing here. What is no array is left for who checks cases. */
const copied = <Name extends string>(arrays: Arrays<Name>): Arrays<Name> =>
  Object.fromEntries(
    Object.entries<Input>(arrays).map(([name, array]) => [
      name,
      array?.data instanceof Float32Array && Array.isArray(array.shape)
        ? { shape: [...array.shape], data: array.data.slice() }
        : array,
    ]),
  ) as Arrays<Name>
