import { arrays, type ArraysArbitrary, type ArraysOptions } from './arrays.ts'
import type { Extents } from './dims.ts'
import type { Distribution } from './distribution.ts'
import { logitSpread, spread } from './spread.ts'
import { permutationMatrix } from './structured.ts'

/** What the ready-made inputs share with `arrays`. */
export type Common = Pick<ArraysOptions, 'from' | 'fixed' | 'where'>

/** One query `q` [1, width] and keys `k` [tokens, width]. Throws as `arrays` does. */
export function queryAndKeys({
  tokens,
  width,
  ...rest
}: { tokens: Extents; width: Extents } & Common): ArraysArbitrary {
  return arrays({ dims: { tokens, width }, arrays: { q: [1, 'width'], k: ['tokens', 'width'] }, ...rest })
}

/** Queries `q` [queries, width] and keys `k` [tokens, width]. Throws as `arrays` does. */
export function queriesAndKeys({
  queries,
  tokens,
  width,
  ...rest
}: { queries: Extents; tokens: Extents; width: Extents } & Common): ArraysArbitrary {
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
}: { tokens: Extents; width: Extents; values?: Extents } & Common): ArraysArbitrary {
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
}: { tokens: Extents; width: Extents } & Common): ArraysArbitrary {
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
}: { rows: Extents; columns: Extents } & Common): ArraysArbitrary {
  return arrays({ dims: { rows, columns }, arrays: { s: ['rows', 'columns'] }, from, ...rest })
}

/**
 * Options for `arrays` with one array more: a random permutation matrix [dim, dim], named `permutation`. A product
 * with it permutes the tokens exactly. Shrinking leaves it, and with it the extent of the dim, as they are.
 */
export function withPermutation(options: ArraysOptions, dim = 'tokens', name = 'permutation'): ArraysOptions {
  const { from = spread } = options
  const of = (array: string) =>
    typeof from.fill === 'function'
      ? (from as Distribution)
      : ((from as Readonly<Record<string, Distribution>>)[array] ?? spread)
  return {
    ...options,
    arrays: { ...options.arrays, [name]: [dim, dim] },
    from: {
      ...Object.fromEntries(Object.keys(options.arrays).map((array) => [array, of(array)])),
      [name]: permutationMatrix,
    },
    fixed: [...(options.fixed ?? []), name],
  }
}
