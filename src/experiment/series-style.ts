export interface SeriesStyle {
  readonly color: string
  readonly shape: string
  /** Of the prediction and of the error bars. */
  readonly dash: readonly number[]
  /** Of the mark, in px from side to side. */
  readonly side: number
  /** Of the caps of the error bar, in px from side to side. */
  readonly cap: number
  /** Of the error bar, in px. */
  readonly barWidth: number
  /** Of the prediction, in px. */
  readonly lineWidth: number
}

/** Of the marks' outlines, in px. */
export const STROKE = 1.6

/** Colours of Okabe and Ito, "Color Universal Design" (2008), the darker first; shapes and dashes tell as much. */
const LOOKS = [
  { color: '#0072B2', shape: 'circle', dash: [] },
  { color: '#D55E00', shape: 'square', dash: [8, 4] },
  { color: '#009E73', shape: 'triangle-up', dash: [2, 3] },
  { color: '#000000', shape: 'diamond', dash: [10, 3, 2, 3] },
  { color: '#CC79A7', shape: 'triangle-down', dash: [5, 2] },
  { color: '#E69F00', shape: 'cross', dash: [14, 3, 2, 3, 2, 3] },
] as const

/** As many series as can be told apart. */
export const MOST_SERIES = LOOKS.length

/**
 * The look of one of `count` series. Where series coincide all stay visible: later ones have smaller marks and
 * thinner lines, through whose dashes the earlier ones show.
 */
export function seriesStyle(index: number, count: number): SeriesStyle {
  const later = count - 1 - index
  return {
    ...LOOKS[index],
    side: 8 + 3 * later,
    cap: 6 + 3 * later,
    barWidth: 1.5 + 0.7 * later,
    lineWidth: 1.5 + 0.9 * later,
  }
}
