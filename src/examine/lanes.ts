/** Extents of the arrays of one batch: the same for all of its lanes. */
export interface Extents {
  /** n_q, at least 1. */
  readonly queries: number
  /** n, at least 1. */
  readonly keys: number
  /** d, of one head. */
  readonly width: number
  /** d_v, of one head. */
  readonly valueWidth: number
  readonly queryHeads: number
  /** Divides the number of query heads, which share a key head in groups of neighbours. */
  readonly keyHeads: number
}

/**
 * Inputs of many lanes at once, each number one that the declared precision has. A row holds its heads one after the
 * other, head-major: [.., heads · width].
 */
export interface Lanes extends Extents {
  readonly lanes: number
  /** [lanes, n_q, queryHeads · d] */
  readonly q: Float32Array
  /** [lanes, n, keyHeads · d] */
  readonly k: Float32Array
  /** [lanes, n, keyHeads · d_v] */
  readonly v: Float32Array
  /** [lanes, n_q, n], 1 where the query may use the key; present when the declared mask is `given`. */
  readonly mask?: Uint8Array
}

/** What an attention returned for a batch. */
export interface Answer {
  /** [lanes, n_q, queryHeads · d_v] */
  readonly output?: Float32Array
  /** [lanes, queryHeads, n_q, n] */
  readonly weights?: Float32Array
}

/** Numbers of one lane of each array. */
export function sizes({ queries, keys, width, valueWidth, queryHeads, keyHeads }: Extents) {
  return {
    q: queries * queryHeads * width,
    k: keys * keyHeads * width,
    v: keys * keyHeads * valueWidth,
    mask: queries * keys,
    output: queries * queryHeads * valueWidth,
    weights: queryHeads * queries * keys,
  }
}
