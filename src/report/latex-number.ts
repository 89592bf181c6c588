import { grouped } from '../judge/verdict/words.ts'

/** A count as LaTeX sets it in text and in formulas: `24{,}000`. */
export const latexCount = (count: number): string => grouped(count).replaceAll(',', '{,}')

/** A number as LaTeX sets it, with the digits that it is written with in JavaScript. */
export function latexNumber(number: number): string {
  const [mantissa, exponent] = String(number).split('e')
  if (exponent === undefined) return number < 0 ? String.raw`\ensuremath{${mantissa}}` : mantissa
  return String.raw`\ensuremath{${mantissa}\cdot10^{${Number(exponent)}}}`
}
