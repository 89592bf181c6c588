import { html, type Html } from './html.ts'

/** Cases by what became of them, each with the class that colours it. */
export type Counts = readonly (readonly [name: string, count: number])[]

const WIDTH = 200

/** Counts as a bar of shares, beside which the counts stand in words. @param of as many as the bar is wide */
export function countsBar(counts: Counts, of: number): Html {
  let from = 0
  const parts = counts
    .filter(([, count]) => count > 0)
    .map(([name, count]) => {
      const [x, width] = [from, Math.max(1, Math.round((WIDTH * count) / of))]
      from += width
      return html`<path class="${name}" d="M${x} 0h${width}v12H${x}z" />`
    })
  return html`<svg aria-hidden="true" class="bar">${parts}</svg>`
}
