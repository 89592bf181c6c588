/** One mechanism or setting: what was simulated and what a closed form says. */
export interface Series {
  readonly name: string
  /** Simulated shares with their exact confidence bands: 0 ≤ low ≤ share ≤ high ≤ 1. */
  readonly points: readonly Readonly<{ x: number; share: number; low: number; high: number }>[]
  /** The closed form's prediction, joined by straight lines in order of x; empty where there is no closed form. */
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
  /** Vertical dashed lines, such as thresholds. */
  readonly marks?: readonly Readonly<{ x: number; label: string }>[]
}
