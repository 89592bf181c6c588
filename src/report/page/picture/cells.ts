import { html, type Html } from '../html.ts'
import { brief } from './number-text.ts'

/** A cell of a heat map. */
export interface Cell {
  /** Undefined where nothing is known of it. */
  readonly number: number | undefined
  readonly marked: boolean
}

/** Columns up to which the numbers stand in the cells. */
export const WRITTEN = 5
const LEVELS = 5

/** Cells in rows, coloured by their numbers; marked ones framed. @param largest the size that has the strongest colour */
export function cellsPicture(rows: readonly (readonly Cell[])[], largest: number, label: string): Html {
  const columns = rows[0].length
  const writes = columns <= WRITTEN
  const [width, height] = writes ? [60, 24] : [14, 14]
  const fills = new Map<string, string>()
  const texts: Html[] = []
  let frames = ''
  rows.forEach((row, i) => {
    const y = i * height
    for (const { level, from, to } of runs(row, largest, writes))
      fills.set(
        level,
        `${fills.get(level) ?? ''}M${from * width} ${y}h${(to - from) * width}v${height}h${(from - to) * width}z`,
      )
    row.forEach(({ number, marked }, j) => {
      const x = j * width
      if (writes) texts.push(html`<text x="${x + width / 2}" y="${y + 16}">${brief(number)}</text>`)
      if (marked) frames += `M${x + 1.5} ${y + 1.5}h${width - 3}v${height - 3}h${3 - width}z`
    })
  })
  const paths = [...fills].map(([level, path]) => html`<path class="${level}" d="${path}" />`)
  const frame = frames !== '' && html`<path class="frame" d="${frames}" />`
  return html`<svg
    role="img"
    aria-label="${label}"
    class="heat"
    width="${columns * width}"
    height="${rows.length * height}"
  >
    ${paths}${texts}${frame}
  </svg>`
}

/** Cells of one level beside each other, as one; each by itself where numbers stand in them. */
function runs(
  row: readonly Cell[],
  largest: number,
  single: boolean,
): { level: string; from: number; to: number }[] {
  const found: { level: string; from: number; to: number }[] = []
  row.forEach(({ number }, j) => {
    const level = levelOf(number, largest)
    const last = found.at(-1)
    if (last?.level === level && !single) last.to = j + 1
    else found.push({ level, from: j, to: j + 1 })
  })
  return found
}

function levelOf(x: number | undefined, largest: number): string {
  if (x === undefined || Number.isNaN(x)) return 'unknown'
  if (x === 0) return 'zero'
  const level = Number.isFinite(x) ? Math.ceil((LEVELS * Math.abs(x)) / largest) : LEVELS
  return `${x < 0 ? 'below' : 'above'}${Math.max(1, level)}`
}
