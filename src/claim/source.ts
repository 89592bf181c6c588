export const ATTRIBUTIONS = ['published', 'reconstructed', 'derived', 'folklore'] as const

/** Where a statement comes from. A `reconstructed` source is shown as such wherever the claim is shown. */
export interface Source {
  /** What is known of where it comes from. */
  readonly attribution: (typeof ATTRIBUTIONS)[number]
  /** Whom to cite, or what was derived from what. */
  readonly note?: string
  /** arXiv identifier. */
  readonly arxiv?: string
}

/**
 * A statement that everybody knows and nobody is cited for.
 *
 * @example
 * ```ts
 * folklore('said of every introduction to attention')
 * ```
 */
export const folklore = (note?: string): Source => ({ attribution: 'folklore', ...(note && { note }) })
/**
 * A statement that was worked out for the claim; its note says from what.
 *
 * @example
 * ```ts
 * derived('from the quotient of two weights')
 * ```
 */
export const derived = (note?: string): Source => ({ attribution: 'derived', ...(note && { note }) })
/**
 * A statement that stands in a paper, by its identifier on arXiv.
 *
 * @example
 * ```ts
 * published('1706.03762', 'equation 1')
 * ```
 */
export const published = (arxiv: string, note?: string): Source => ({
  attribution: 'published',
  arxiv,
  ...(note && { note }),
})
/**
 * A statement of a paper that was not at hand, or says less: shown as reconstructed wherever the claim is shown.
 *
 * @example
 * ```ts
 * reconstructed('2310.11685', 'the constant is not stated there')
 * ```
 */
export const reconstructed = (arxiv: string, note: string): Source => ({
  attribution: 'reconstructed',
  arxiv,
  note,
})
