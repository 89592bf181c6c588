/** What a claim says of the probability of an event. */
export interface ProbabilityBound {
  readonly relation: 'atLeast' | 'atMost'
  readonly value: number
  /** The closed form of the value, in TeX. */
  readonly formula: string
  /**
   * The probability of the event itself, where a closed form gives it, or what works it out once the claim is judged: the
   * power of a run follows from it.
   */
  readonly event?: number | (() => Promise<number>)
}
