import { arrays, isDistribution, type ArraysArbitrary, type ArraysOptions } from './arrays.ts'
import type { Extents } from './dims.ts'
import type { Distribution } from './distribution.ts'
import type { Axis } from './array-layout.ts'
import { logitSpread, spread } from './spread.ts'
import { permutationMatrix } from './structured.ts'

/** What the ready-made inputs share with `arrays`. */
export type Common<Name extends string> = Pick<ArraysOptions<Name>, 'from' | 'fixed' | 'where'>

/** One query `q` [1, width] and keys `k` [tokens, width]. Throws as `arrays` does. */
export function queryAndKeys({
  tokens,
  width,
  ...rest
}: { tokens: Extents; width: Extents } & Common<'q' | 'k'>): ArraysArbitrary<'q' | 'k'> {
  return arrays({ dims: { tokens, width }, arrays: { q: [1, 'width'], k: ['tokens', 'width'] }, ...rest })
}

/** As `queryAndKeys`, with a change `r` [1, width] of the query. Throws as `arrays` does. */
export function changedQuery({
  tokens,
  width,
  ...rest
}: { tokens: Extents; width: Extents } & Common<'q' | 'k' | 'r'>): ArraysArbitrary<'q' | 'k' | 'r'> {
  return arrays({
    dims: { tokens, width },
    arrays: { q: [1, 'width'], k: ['tokens', 'width'], r: [1, 'width'] },
    ...rest,
  })
}

/** Queries `q` [queries, width] and keys `k` [tokens, width]. Throws as `arrays` does. */
export function queriesAndKeys({
  queries,
  tokens,
  width,
  ...rest
}: { queries: Extents; tokens: Extents; width: Extents } & Common<'q' | 'k'>): ArraysArbitrary<'q' | 'k'> {
  return arrays({
    dims: { queries, tokens, width },
    arrays: { q: ['queries', 'width'], k: ['tokens', 'width'] },
    ...rest,
  })
}

/**
 * One query `q` [1, width], keys `k` [tokens, width] and values `v` [tokens, values], or [tokens, width] when `values`
 * is not given. Throws as `arrays` does.
 */
export function queryKeysAndValues({
  tokens,
  width,
  values,
  ...rest
}: { tokens: Extents; width: Extents; values?: Extents } & Common<'q' | 'k' | 'v'>): ArraysArbitrary<
  'q' | 'k' | 'v'
> {
  return arrays({
    dims: { tokens, width, ...(values !== undefined && { values }) },
    arrays: {
      q: [1, 'width'],
      k: ['tokens', 'width'],
      v: ['tokens', values === undefined ? 'width' : 'values'],
    },
    ...rest,
  })
}

/** Queries, keys and values of self-attention: `q`, `k`, `v`, all [tokens, width]. Throws as `arrays` does. */
export function sequences({
  tokens,
  width,
  ...rest
}: { tokens: Extents; width: Extents } & Common<'q' | 'k' | 'v'>): ArraysArbitrary<'q' | 'k' | 'v'> {
  return arrays({
    dims: { tokens, width },
    arrays: { q: ['tokens', 'width'], k: ['tokens', 'width'], v: ['tokens', 'width'] },
    ...rest,
  })
}

/** Scores `s` [rows, columns], from `logitSpread` unless given. Throws as `arrays` does. */
export function logits({
  rows,
  columns,
  from = logitSpread,
  ...rest
}: { rows: Extents; columns: Extents } & Common<'s'>): ArraysArbitrary<'s'> {
  return arrays({ dims: { rows, columns }, arrays: { s: ['rows', 'columns'] }, from, ...rest })
}

/**
 * Options for `arrays` with one array more: a random permutation matrix [dim, dim], named `permutation`. A product
 * with it permutes the tokens exactly. Shrinking leaves it, and with it the extent of the dim, as they are.
 */
export function withPermutation<Name extends string, const Added extends string = 'permutation'>(
  options: ArraysOptions<Name>,
  dim = 'tokens',
  name = 'permutation' as Added,
): ArraysOptions<Name | Added> {
  const { from = spread } = options
  const names = Object.keys(options.arrays) as Name[]
  const of = (array: Name): Distribution => (isDistribution(from) ? from : (from[array] ?? spread))
  return {
    ...options,
    arrays: { ...options.arrays, [name]: [dim, dim] } as Record<Name | Added, Axis[]>,
    from: {
      ...Object.fromEntries(names.map((array) => [array, of(array)])),
      [name]: permutationMatrix,
    } as Record<Name | Added, Distribution>,
    fixed: [...(options.fixed ?? []), name],
  }
}
