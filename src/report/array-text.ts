import { fromHex } from '../program/hex-float.ts'

/** Most numbers of a row, and rows of an array, that are printed. */
const MOST = 8
/** What of a line is left to numbers: with what stands before them it fits a terminal of 80 columns. */
const WIDTH = 62

/** A number with 7 digits. */
export const decimal = (x: number): string => (Object.is(x, -0) ? '-0' : String(Number(x.toPrecision(7))))

/**
 * The arrays of a case in decimals, each with its name and shape above it; long rows and arrays are abridged.
 *
 * @param arrays row-major, numbers as hexadecimal floats
 * @returns lines
 */
export const arraysText = (
  arrays: Readonly<Record<string, { readonly shape: readonly number[]; readonly data: readonly string[] }>>,
): string[] =>
  Object.entries(arrays).flatMap(([name, { shape, data }]) => [
    `${name} [${shape.join('×')}]`,
    ...matrixText(rowsOf(data.map(fromHex), shape.at(-1) ?? 1)),
  ])

/** Rows of numbers in columns, abridged. */
export function matrixText(rows: readonly (readonly number[])[]): string[] {
  const shown = rows.slice(0, MOST).map((row) => row.slice(0, MOST).map(decimal))
  const wide = 2 + Math.max(0, ...shown.flat().map(({ length }) => length))
  const most = Math.min(MOST, Math.floor(WIDTH / wide))
  const lines = shown.map((row, i) => {
    const more = rows[i].length > most ? `  … ${rows[i].length - most} more` : ''
    return `${row
      .slice(0, most)
      .map((number) => number.padStart(wide))
      .join('')}${more}`
  })
  return rows.length > MOST ? [...lines, `  … ${rows.length - MOST} more rows`] : lines
}

/** The first numbers of what is longer than can be printed. */
export const shortened = (text: string): string =>
  text.length <= 2 * MOST ? text : `${text.slice(0, 2 * MOST)}…`

function rowsOf(data: readonly number[], width: number): number[][] {
  if (width === 0) return []
  return Array.from({ length: data.length / width }, (_, i) => data.slice(i * width, (i + 1) * width))
}
