/** What a command line asks of a kill matrix. */
export interface AskedMatrix {
  readonly claims: readonly string[]
  /** The names of broken attentions. */
  readonly mutants: readonly string[]
  readonly cases: number
  readonly starts: number
  readonly seed: number
}
