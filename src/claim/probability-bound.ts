/** What a claim says of the probability of an event. */
export interface ProbabilityBound {
  /** Which side is stated, or that it is the probability itself, which no draws can confirm: they contradict it or not. */
  readonly relation: 'atLeast' | 'atMost' | 'equals'
  /** From 0 to 1. */
  readonly value: number
  /** Of a claim about a mean: the range of the quantity that the event compares with a uniform number. */
  readonly range?: readonly [from: number, to: number]
  /** The closed form of the value, in TeX. */
  readonly formula: string
  /**
   * The probability of the event itself, where a closed form gives it, or what works it out once the claim is judged: the
   * power of a run follows from it.
   */
  readonly event?: number | (() => Promise<number>)
}
