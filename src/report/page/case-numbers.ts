import type { CaseData } from '../../evidence/schema.ts'
import { fromHex } from '../../program/hex-float.ts'
import { sizeOf } from '../../program/shape.ts'
import { copiedText } from './copied-text.ts'
import { html, type Html } from './html.ts'

/** The numbers of a case to be copied: in decimals that name each float64, and where asked for in the form that keeps its bits. */
export const caseNumbers = (title: string, arrays: CaseData, hexadecimal: boolean): Html =>
  html`<details>
    <summary>${title}</summary>
    ${copiedText('its decimals', nestedText(arrays, decimal))}
    ${hexadecimal && copiedText('its hexadecimal floats', nestedText(arrays, String))}
  </details>`

/** Nested lists, an array a line: what many languages read. */
const nestedText = (arrays: CaseData, written: (hex: string) => string): string =>
  Object.entries(arrays)
    .map(([name, { shape, data }]) => `${name} = ${nested(shape, data.map(written))}`)
    .join('\n')

/** Axes beyond which numbers stand in one list. */
const DEEPEST = 8

/**
 * A shape that the numbers do not fill, as nobody has to believe it, says nothing: they stand in one list then. So do no
 * numbers, which fill shapes of any length.
 */
function nested(shape: readonly number[], of: readonly string[]): string {
  if (shape.length > DEEPEST || of.length === 0 || sizeOf(shape) !== of.length) return `[${of.join(', ')}]`
  const [extent, ...inner] = shape
  if (extent === undefined) return of[0]
  const size = of.length / extent
  return `[${Array.from({ length: extent }, (_, i) => nested(inner, of.slice(i * size, (i + 1) * size))).join(', ')}]`
}

function decimal(hex: string): string {
  const x = fromHex(hex)
  return Object.is(x, -0) ? '-0.0' : String(x)
}
