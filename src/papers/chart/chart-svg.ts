import { describeChart } from './chart-description.ts'
import { chartPackages } from './chart-packages.ts'
import { chartSpec } from './chart-spec.ts'
import type { Chart } from './chart.ts'

/**
 * The chart as the text of an SVG file: points as hollow marks, bands as error bars, predictions as lines. Series differ
 * in shape, size, dashes and colour. The same chart gives the same text, whatever the Node, the locale and the time.
 *
 * @throws {ChartPackagesError} when Vega or Vega-Lite is not installed
 */
export async function chartToSvg(chart: Chart): Promise<string> {
  const [vega, { compile }] = await chartPackages()
  const view = new vega.View(vega.parse(compile(chartSpec(chart)).spec), { renderer: 'none' })
  return named(rounded(await view.toSVG()), chart)
}

/** Coordinates to 0.01 px: the last digits of a logarithm may differ from one Node to the next. */
function rounded(svg: string): string {
  return svg.replace(/<[^>]+>/g, (tag) =>
    tag.replace(/ (?:d|transform|[xy]2?|width|height)="[^"]*"/g, (attribute) =>
      attribute.replace(/-?\d+\.\d{3,}(e-\d+)?/g, (digits) => String(Math.round(Number(digits) * 100) / 100)),
    ),
  )
}

/** The SVG with a name and a description for screen readers. */
function named(svg: string, chart: Chart): string {
  const name = `<title>${escaped(chart.title)}</title><desc>${escaped(describeChart(chart))}</desc>`
  return svg.replace(/^<svg [^>]*/, (tag) => `${tag} role="img"`).replace('>', () => `>${name}`) + '\n'
}

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
