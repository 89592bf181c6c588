import { html, type Html } from '../html.ts'
import { heatMap, type HeatMap } from './heat-map.ts'
import { brief, withDigits } from './number-text.ts'

/** An array with its name, its shape, its range, and how it is computed. */
export const figure = ({ formula, ...array }: HeatMap & { readonly formula?: string | undefined }): Html =>
  html`<figure>
    <figcaption><b>${array.name}</b> ${array.shape.join(' × ')}${rangeText(array)}</figcaption>
    ${array.numbers.length !== 1 ? heatMap(array) : html`<p class="scalar${array.marked.size > 0 && ' framed'}">${brief(array.numbers[0])}</p>`}
    ${formula !== undefined && html`<p class="formula">= ${formula}</p>`}
  </figure>`

function rangeText({ numbers }: HeatMap): string {
  const known = numbers.filter((x) => x !== undefined && !Number.isNaN(x)) as number[]
  if (known.length < 7) return ''
  const [low, high] = [known.reduce((a, b) => Math.min(a, b)), known.reduce((a, b) => Math.max(a, b))]
  return `, ${withDigits(low, 3)} to ${withDigits(high, 3)}`
}
