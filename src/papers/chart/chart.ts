/** A simulated share with its exact confidence band: 0 ≤ low ≤ share ≤ upTo ≤ high ≤ 1. */
export interface SimulatedPoint {
  readonly x: number
  readonly share: number
  /** The share with all undecided draws counted, of which `share` counts none; absent where all were decided. */
  readonly upTo?: number
  readonly low: number
  readonly high: number
}

/** One mechanism or setting: what was simulated and what a closed form says. */
export interface Series {
  readonly name: string
  readonly points: readonly SimulatedPoint[]
  /** The closed form's prediction, in order of x; empty where there is no closed form. */
  readonly predicted: readonly Readonly<{ x: number; probability: number }>[]
}

/** A figure of success probability (0 to 1) against one parameter. */
export interface Chart {
  readonly title: string
  /** Lines below the figure: what was run, and labels such as `reconstructed`. Long ones are wrapped. */
  readonly caption: readonly string[]
  readonly x: Readonly<{ label: string; scale: 'linear' | 'log' }>
  readonly y: Readonly<{ label: string }>
  /** One to six, of different names. */
  readonly series: readonly Series[]
  /** What marks with bars are, where they are no simulated shares. */
  readonly points?: string
  /**
   * Which x have a prediction, such as `every admissible n`, where the values between them mean nothing: predictions are
   * dots then. Otherwise they are joined by straight lines.
   */
  readonly predictedAt?: string
  /** Vertical dashed lines, such as thresholds. */
  readonly marks?: readonly Readonly<{ x: number; label: string }>[]
}
