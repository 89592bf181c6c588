type WithEnd<T extends string> = T | `${T}:${'start' | 'end'}`
type Format = 'float32' | 'float16' | 'bfloat16'

/**
 * What an attention is meant to be, in the words of `assay examine`.
 *
 * @example
 * ```ts
 * { as: 'softmax', mask: 'causal', heads: '8:2', position: 'rotary' }
 * ```
 */
export interface Definition {
  /** `softmax`, or linear attention with a feature map: `linear(elu1)`, `linear(relu, unnormalised)`. */
  readonly as: 'softmax' | `linear(${string})`
  /** What scores are multiplied by, of softmax. @default 'inverse-sqrt-width' */
  readonly scale?: number | 'none' | 'inverse-sqrt-width' | `${number}`
  /**
   * Which keys a query may use; `given` is an input of its own. The first query stands beside the first key, with `:end`
   * the last beside the last. A window counts the query's own position. @default 'none'
   */
  readonly mask?: 'none' | 'given' | WithEnd<'causal' | `window:${number}`>
  /**
   * `rotary` rotates neighbouring entries, `rotary:halves` entries half a row apart; another base than 10000 stands
   * behind it: `rotary:halves:500000`. @default 'none'
   */
  readonly position?: 'none' | 'alibi' | 'rotary' | `rotary:${string}`
  /** Heads; or those of queries and those of keys: `8:2`. @default 1 */
  readonly heads?: number | `${number}` | `${number}:${number}`
  /** In which inputs, outputs and everything between may be stored. @default 'float32' */
  readonly precision?: Format
  /** In which sums are collected. @default 'float32' */
  readonly accumulate?: Format
  /** What a query without allowed keys gets. */
  readonly emptyRow?: 'zero' | 'nan' | 'mean'
}
