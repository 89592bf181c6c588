import { sizeOf, type Shape } from '../../../program/shape.ts'
import { html, type Content } from '../html.ts'
import { cellsPicture, WRITTEN } from './cells.ts'
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

function matrixMap(array: HeatMap, matrix: number, rows: number, columns: number): Content {
  const { numbers, marked } = array
  const first = matrix * rows * columns
  const own = [...marked].filter((place) => Math.floor(place / (rows * columns)) === matrix)
  const rowsShown = shown(rows, new Set(own.map((place) => Math.floor((place - first) / columns))), MOST.rows)
  const columnsShown = shown(columns, new Set(own.map((place) => (place - first) % columns)), MOST.columns)
  const places = rowsShown.map((row) => columnsShown.map((column) => first + row * columns + column))
  const cells = places.map((row) =>
    row.map((place) => ({ number: numbers[place], marked: marked.has(place) })),
  )
  const part = `${rowsShown.length} of ${rows} rows, ${columnsShown.length} of ${columns} columns drawn`
  return [
    cellsPicture(cells, largestIn(numbers), described(array, places)),
    (rowsShown.length < rows || columnsShown.length < columns) && html`<p class="aside">${part}</p>`,
  ]
}

const largestIn = (numbers: HeatMap['numbers']): number =>
  numbers.reduce<number>((most, x) => (Number.isFinite(x) ? Math.max(most, Math.abs(x!)) : most), 0)

/** For those who cannot see it: the numbers where they are few, and what is marked. */
function described(
  { name, shape, numbers, marked }: HeatMap,
  places: readonly (readonly number[])[],
): string {
  const few = places.length * places[0].length <= WRITTEN * WRITTEN
  const rows = places.map((row) => row.map((place) => brief(numbers[place])).join(', '))
  const marks = [...marked].map((place) => inWords(place, shape))
  return `${name}${few ? `: ${rows.join('; ')}` : ''}${marks.length > 0 ? `; marked: ${marks.join(' and ')}` : ''}`
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
