export const ATTRIBUTIONS = ['published', 'reconstructed', 'derived', 'folklore'] as const

/** Where a statement comes from. A `reconstructed` source is shown as such wherever the claim is shown. */
export interface Source {
  readonly attribution: (typeof ATTRIBUTIONS)[number]
  /** Whom to cite, or what was derived from what. */
  readonly note?: string
  /** arXiv identifier. */
  readonly arxiv?: string
}

export const folklore = (note?: string): Source => ({ attribution: 'folklore', ...(note && { note }) })
export const derived = (note?: string): Source => ({ attribution: 'derived', ...(note && { note }) })
export const published = (arxiv: string, note?: string): Source => ({
  attribution: 'published',
  arxiv,
  ...(note && { note }),
})
export const reconstructed = (arxiv: string, note: string): Source => ({
  attribution: 'reconstructed',
  arxiv,
  note,
})
