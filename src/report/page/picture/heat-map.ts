import { sizeOf, type Shape } from '../../../program/shape.ts'
import type { Html } from '../html.ts'
import { html, type Content } from '../html.ts'
import { brief } from './number-text.ts'

/** An array to be drawn. */
export interface HeatMap {
  readonly name: string
  readonly shape: Shape
  /** Row-major; undefined where nothing is known of a number. */
  readonly numbers: readonly (number | undefined)[]
  /** The places of entries that are marked. */
  readonly marked: ReadonlySet<number>
}

/** Most rows and columns of a matrix, and matrices of an array of more axes, that are drawn. */
const MOST = { rows: 16, columns: 24, matrices: 4 }
/** Columns up to which the numbers stand in the cells. */
const WRITTEN = 5
const LEVELS = 5

/** A picture of an array: below 0 in one colour, above in another, stronger with size; marked entries framed. */
export function heatMap(array: HeatMap): Content {
  const [rows, columns] = [array.shape.at(-2) ?? 1, array.shape.at(-1) ?? 1]
  const matrices = rows * columns === 0 ? 0 : sizeOf(array.shape) / (rows * columns)
  if (matrices === 0) return html`<p class="aside">no entries</p>`
  const marked = new Set([...array.marked].map((place) => Math.floor(place / (rows * columns))))
  return shown(matrices, marked, MOST.matrices).map((matrix) => matrixMap(array, matrix, rows, columns))
}

/** Which of so many are drawn: those that are marked, then the first ones. */
function shown(count: number, marked: ReadonlySet<number>, most: number): number[] {
  const picked = new Set([...marked].slice(0, most))
  for (let i = 0; i < count && picked.size < most; i++) picked.add(i)
  return [...picked].sort((a, b) => a - b)
}

function matrixMap(array: HeatMap, matrix: number, rows: number, columns: number): Html {
  const first = matrix * rows * columns
  const own = [...array.marked].filter((place) => Math.floor(place / (rows * columns)) === matrix)
  const rowsShown = shown(rows, new Set(own.map((place) => Math.floor((place - first) / columns))), MOST.rows)
  const columnsShown = shown(columns, new Set(own.map((place) => (place - first) % columns)), MOST.columns)
  const [width, height] = columnsShown.length <= WRITTEN ? [60, 24] : [14, 14]
  const largest = Math.max(
    0,
    ...array.numbers.map((x) => (x !== undefined && Number.isFinite(x) ? Math.abs(x) : 0)),
  )
  const paths = new Map<string, string>()
  const texts: Content[] = []
  let frames = ''
  rowsShown.forEach((row, i) =>
    columnsShown.forEach((column, j) => {
      const place = first + row * columns + column
      const x = array.numbers[place]
      const level = levelOf(x, largest)
      paths.set(level, `${paths.get(level) ?? ''}M${j * width} ${i * height}h${width}v${height}h-${width}z`)
      if (width > 14)
        texts.push(html`<text x="${j * width + width / 2}" y="${i * height + 16}">${brief(x)}</text>`)
      if (array.marked.has(place))
        frames += `M${j * width + 1.5} ${i * height + 1.5}h${width - 3}v${height - 3}h${3 - width}z`
    }),
  )
  const [w, h] = [columnsShown.length * width, rowsShown.length * height]
  const part =
    rowsShown.length < rows || columnsShown.length < columns
      ? html`<p class="aside">
          ${rowsShown.length} of ${rows} rows, ${columnsShown.length} of ${columns} columns drawn
        </p>`
      : undefined
  const cells = [...paths].map(([level, path]) => html`<path class="${level}" d="${path}" />`)
  const label = described(array, rowsShown, columnsShown, first, columns)
  return html`<svg role="img" aria-label="${label}" class="heat" width="${w}" height="${h}">
      ${cells}${texts}${frames !== '' && html`<path class="frame" d="${frames}" />`}
    </svg>
    ${part}`
}

function levelOf(x: number | undefined, largest: number): string {
  if (x === undefined || Number.isNaN(x)) return 'unknown'
  if (x === 0) return 'zero'
  const level = Number.isFinite(x) ? Math.ceil((LEVELS * Math.abs(x)) / largest) : LEVELS
  return `${x < 0 ? 'below' : 'above'}${Math.max(1, level)}`
}

/** For those who cannot see it: the numbers where they are few, and what is marked. */
function described(
  { name, shape, numbers, marked }: HeatMap,
  rows: readonly number[],
  columns: readonly number[],
  first: number,
  width: number,
): string {
  const few = rows.length * columns.length <= WRITTEN * WRITTEN
  const said = rows.map((row) =>
    columns.map((column) => brief(numbers[first + row * width + column])).join(', '),
  )
  const places = [...marked].map((place) => inWords(place, shape))
  return `${name}${few ? `: ${said.join('; ')}` : ''}${places.length > 0 ? `; marked: ${places.join(' and ')}` : ''}`
}

/** The place of an entry, by its index along each axis, counted from 0: `[0, 2]`. */
export function inWords(place: number, shape: Shape): string {
  const index: number[] = []
  let rest = place
  for (const extent of [...shape].reverse()) {
    index.unshift(rest % extent)
    rest = Math.floor(rest / extent)
  }
  return `[${index.join(', ')}]`
}
