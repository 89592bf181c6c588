/** What a command line asks of an examination. */
export interface AskedExamination {
  readonly seed: number
  /** Ids of the claims that the attention is put under, in this order. */
  readonly claims: readonly string[]
  /** What has to hold. */
  readonly required: readonly string[]
}
