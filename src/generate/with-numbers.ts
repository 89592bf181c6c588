import type fc from 'fast-check'
import type { Case, Input } from '../arithmetic/batch.ts'

/**
 * Cases with other numbers in some of their arrays, made of what was drawn; shapes stay as they are.
 *
 * @param distribution what such cases are counted as in the evidence
 *
 * @example
 * ```ts
 * withNumbers(queryAndKeys({ tokens: 4, width: 2 }), ({ q }) => ({ q: q.data.map(Math.abs) }), 'queries ≥ 0')
 * ```
 */
export const withNumbers = <Name extends string>(
  drawn: fc.Arbitrary<Case<Name>>,
  numbers: (inputs: Case<Name>['inputs']) => Partial<Record<NoInfer<Name>, ArrayLike<number>>>,
  distribution?: string,
): fc.Arbitrary<Case<Name>> =>
  drawn.map(({ inputs }) => {
    const changed = Object.entries<ArrayLike<number> | undefined>(numbers(inputs)).map(
      ([name, data]): [string, Input] => [
        name,
        { ...inputs[name as Name], data: Float32Array.from(data ?? []) },
      ],
    )
    return {
      inputs: { ...inputs, ...Object.fromEntries(changed) },
      ...(distribution !== undefined && { distribution }),
    }
  })
