/** What a command line asks of an examination. */
export interface AskedExamination {
  readonly seed: number
  /** Ids of the claims that the attention is put under, in this order. */
  readonly claims: readonly string[]
  /** What is compared with the definition; undefined where a claim decides it. */
  readonly lanes: number | undefined
  /** Of each claim. */
  readonly cases: number
  /** Whether the attention can be asked for more than that, for its properties as an implementation. */
  readonly asksAgain: boolean
  /** What has to hold. */
  readonly required: readonly string[]
}
