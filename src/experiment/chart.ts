import { checkChart } from './chart-check.ts'
import { describeChart } from './chart-description.ts'
import { chartSpec } from './chart-spec.ts'

/** One mechanism or setting: what was simulated and what a closed form says. */
export interface Series {
  readonly name: string
  /** Simulated shares with their exact confidence bands: 0 ≤ low ≤ share ≤ high ≤ 1; one point an x, in any order. */
  readonly points: readonly {
    readonly x: number
    readonly share: number
    readonly low: number
    readonly high: number
  }[]
  /** The closed form's prediction, joined by straight lines: rising x; empty where there is no closed form. */
  readonly predicted: readonly { readonly x: number; readonly probability: number }[]
}

/** A figure of success probability (0 to 1) against one parameter. */
export interface Chart {
  readonly title: string
  /** Lines below the figure: what was run, and labels such as `reconstructed`. Long ones are wrapped. */
  readonly caption: readonly string[]
  readonly x: { readonly label: string; readonly unit?: string; readonly scale: 'linear' | 'log' }
  readonly y: { readonly label: string }
  /** One to six. */
  readonly series: readonly Series[]
  /** What marks with bars are, where they are no simulated shares. */
  readonly points?: string
  /** Vertical dashed lines, such as thresholds. */
  readonly marks?: readonly { readonly x: number; readonly label: string }[]
}

/**
 * The chart as the text of an SVG file, 760 px wide: points as hollow marks, bands as error bars, predictions as lines.
 * Series differ in shape, size, dashes and colour. The same chart gives the same text, whatever the Node, the locale
 * and the time.
 * @throws RangeError for a chart that can't be drawn as it is: no series or points, numbers outside their range, an x
 * that isn't above 0 on a log scale, texts that are empty or hold control characters.
 */
export async function chartToSvg(chart: Chart): Promise<string> {
  checkChart(chart)
  const vega = await import('vega')
  // Otherwise texts would be measured with the `canvas` package where one happens to be installed.
  const { textMetrics } = vega as unknown as { textMetrics: { canvas(use: boolean): void } }
  textMetrics.canvas(false)
  const view = new vega.View(vega.parse(chartSpec(chart)), { renderer: 'none', logLevel: vega.Error })
  try {
    return named(rounded(await view.toSVG()), chart)
  } finally {
    view.finalize()
  }
}

/** Coordinates to 0.01 px: the last digits of a logarithm may differ from one Node to the next. */
function rounded(svg: string): string {
  const coordinate = /-?\d+\.\d{3,}(e-\d+)?/g
  return svg.replace(/<[^>]+>/g, (tag) =>
    tag.replace(coordinate, (digits) => String(Math.round(Number(digits) * 100) / 100)),
  )
}

/** The SVG with a name and a description for screen readers. */
function named(svg: string, chart: Chart): string {
  const name = `<title>${escaped(chart.title)}</title><desc>${escaped(describeChart(chart))}</desc>`
  return svg.replace(/^<svg [^>]*/, (tag) => `${tag} role="img"`).replace('>', () => `>${name}`) + '\n'
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
