import { arrays, type ArraysArbitrary, type ArraysOptions } from './arrays.ts'
import type { Extents } from './extents.ts'
import { logitSpread } from './spread.ts'

/** What the ready-made inputs take beside their extents, as `arrays` does. */
type Rest<Name extends string> = Pick<ArraysOptions<Name>, 'from' | 'fixed' | 'where'>

/** Ready-made inputs: the extents of their dims are asked for, in the order of `dims`. */
function inputs<const Dim extends string, const Name extends string>(
  dims: readonly Dim[],
  shapes: Readonly<Record<Name, readonly (NoInfer<Dim> | number)[]>>,
  defaults: Rest<Name> = {},
) {
  return (options: Readonly<Record<Dim, Extents>> & Rest<Name>): ArraysArbitrary<Name> => {
    const extents = Object.fromEntries(dims.map((dim) => [dim, options[dim]]))
    return arrays({ ...defaults, ...options, dims: extents, arrays: shapes })
  }
}

/**
 * One query `q` [1, width] and keys `k` [tokens, width]. Throws as `arrays` does.
 *
 * @example
 * ```ts
 * queryAndKeys({ tokens: { min: 1, max: 16 }, width: [1, 4, 64], from: gaussian(1) })
 * ```
 */
export const queryAndKeys = inputs(['tokens', 'width'], { q: [1, 'width'], k: ['tokens', 'width'] })

/**
 * As `queryAndKeys`, with a change `r` [1, width] of the query. Throws as `arrays` does.
 *
 * @example
 * ```ts
 * changedQuery({ tokens: [2, 8], width: 4 })
 * ```
 */
export const changedQuery = inputs(['tokens', 'width'], {
  q: [1, 'width'],
  k: ['tokens', 'width'],
  r: [1, 'width'],
})

/**
 * Queries `q` [queries, width] and keys `k` [tokens, width]. Throws as `arrays` does.
 *
 * @example
 * ```ts
 * queriesAndKeys({ queries: [1, 3], tokens: [2, 8], width: 4 })
 * ```
 */
export const queriesAndKeys = inputs(['queries', 'tokens', 'width'], {
  q: ['queries', 'width'],
  k: ['tokens', 'width'],
})

const keysWithValues = <const V extends string>(v: V) =>
  ({ q: [1, 'width'], k: ['tokens', 'width'], v: ['tokens', v] }) as const
const ofOneWidth = inputs(['tokens', 'width'], keysWithValues('width'))
const ofTwoWidths = inputs(['tokens', 'width', 'values'], keysWithValues('values'))

/**
 * One query `q` [1, width], keys `k` [tokens, width] and values `v` [tokens, values], or [tokens, width] when `values`
 * is not given. Throws as `arrays` does.
 *
 * @example
 * ```ts
 * queryKeysAndValues({ tokens: [2, 8], width: 4, values: [1, 3] })
 * ```
 */
export const queryKeysAndValues = ({
  values,
  ...options
}: Parameters<typeof ofOneWidth>[0] & { readonly values?: Extents }): ArraysArbitrary<'q' | 'k' | 'v'> =>
  values === undefined ? ofOneWidth(options) : ofTwoWidths({ ...options, values })

/**
 * Queries, keys and values of self-attention: `q`, `k`, `v`, all [tokens, width]. Throws as `arrays` does.
 *
 * @example
 * ```ts
 * sequences({ tokens: [2, 8], width: 4 })
 * ```
 */
export const sequences = inputs(['tokens', 'width'], {
  q: ['tokens', 'width'],
  k: ['tokens', 'width'],
  v: ['tokens', 'width'],
})

/**
 * Scores `s` [rows, columns], from `logitSpread` unless given. Throws as `arrays` does. How a subject is given scores says
 * `eye`.
 *
 * @example
 * ```ts
 * logits({ rows: 1, columns: [2, 8] })
 * ```
 */
export const logits = inputs(['rows', 'columns'], { s: ['rows', 'columns'] }, { from: logitSpread })
