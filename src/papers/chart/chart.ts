/** A simulated share, or another number, with its exact confidence band: low ≤ share ≤ upTo ≤ high. */
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

/** A figure of a probability, or of another number, against one parameter. */
export interface Chart {
  readonly title: string
  /** Lines below the figure: what was run, and labels such as `reconstructed`. Long ones are wrapped. */
  readonly caption: readonly string[]
  readonly x: Readonly<{ label: string; scale: 'linear' | 'log' }>
  /** From 0 to 1 unless another range is given; a logarithmic scale reaches as far as what is drawn. */
  readonly y: Readonly<{ label: string; range?: readonly [number, number]; scale?: 'log' }>
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
