/** A storage format of numbers. */
export type Precision = 'float32' | 'float16' | 'bfloat16'

/** Which keys a query may use. */
export type DeclaredMask =
  | { readonly kind: 'none' }
  /**
   * Up to the query's own position. With fewer or more queries than keys, the first query stands beside the first key
   * (`start`), or the last query beside the last key (`end`).
   */
  | { readonly kind: 'causal'; readonly aligned: 'start' | 'end' }
  /** The query's own position and those before it, `size` in all; aligned as `causal`. */
  | { readonly kind: 'window'; readonly size: number; readonly aligned: 'start' | 'end' }
  /** An input of its own, [n_q, n] for each lane. */
  | { readonly kind: 'given' }

/** How positions enter: not at all, as a bias of the scores (ALiBi), or as rotations of queries and keys. */
export type DeclaredPosition =
  | { readonly kind: 'none' }
  /** Head h of H, counted from 1, subtracts 2^(-8h/H) · (i - j) from the score of query i and key j. */
  | { readonly kind: 'alibi' }
  /**
   * Pairs of entries of a row at position t are rotated by t · base^(-2l/d), l = 0 … d/2 - 1; a pair are the entries 2l and
   * 2l + 1 (`neighbours`) or l and l + d/2 (`halves`).
   */
  | { readonly kind: 'rotary'; readonly base: number; readonly pairs: 'neighbours' | 'halves' }

/** What an attention is said to be: by its module, or on the command line. */
export interface Declared {
  /** `softmax`, or linear attention with a feature map: `linear(elu1)`. */
  readonly mechanism: 'softmax' | { readonly featureMap: string; readonly normalised: boolean }
  /** What scores are multiplied by; of softmax. */
  readonly scale: number | 'none' | 'inverse-sqrt-width'
  readonly mask: DeclaredMask
  readonly position: DeclaredPosition
  /** Query heads, and key heads that divide them; query head h uses key head ⌊h · key / query⌋. */
  readonly heads: { readonly query: number; readonly key: number }
  /** In which inputs, outputs and everything between may be stored. */
  readonly precision: Precision
  /** In which sums are collected: the same, or a wider one. */
  readonly accumulation: Precision
  /** What a query without allowed keys is meant to get; left out where nothing is said. */
  readonly emptyRow?: 'zero' | 'nan' | 'mean' | undefined
}
