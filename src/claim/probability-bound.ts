/** What a claim says of the probability of an event. */
export interface ProbabilityBound {
  /** Which side is stated. */
  readonly relation: 'atLeast' | 'atMost'
  /** From 0 to 1. */
  readonly value: number
  /** The closed form of the value, in TeX. */
  readonly formula: string
  /**
   * The probability of the event itself, where a closed form gives it, or what works it out once the claim is judged: the
   * power of a run follows from it.
   */
  readonly event?: number | (() => Promise<number>)
}
