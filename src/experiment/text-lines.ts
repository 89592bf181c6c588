/**
 * Widths in em of DejaVu Sans, rounded up: with Verdana the widest of the fonts that `sans-serif` commonly means. What
 * isn't listed counts as wide as the widest.
 */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[ijlI|!.,:;' ]/, 0.41],
  [/[frt()[\]"/\\-]/, 0.47],
  [/[a-ln-vx-z0-9_$?*{}`]/, 0.64],
  [/[A-LN-VX-Z&+=<>~#^]/, 0.84],
  [/[mwMW@%]/, 1],
  // Western European and Greek letters, punctuation, arrows and mathematical signs.
  [/[\u00A0-\u00FF\u0370-\u03FF\u2010-\u2027\u2070-\u209F\u2115\u211D\u2190-\u222B\u223C-\u2265]/, 1.1],
]
const WIDEST = 1.4
const BOLD = 1.12

export interface Font {
  /** In px. */
  readonly size: number
  readonly bold?: boolean
}

/** An upper estimate, in px, of a text's width. */
export function textWidth(text: string, { size, bold }: Font): number {
  let em = 0
  for (const character of text) em += WIDTHS.find(([which]) => which.test(character))?.[1] ?? WIDEST
  return em * size * (bold ? BOLD : 1)
}

/**
 * The text in lines no wider than `width` px: broken between words, and within a word only where the word alone is
 * wider. White space, line breaks too, counts as one space.
 */
export function textLines(text: string, width: number, font: Font): string[] {
  const fits = (line: string): boolean => textWidth(line, font) <= width
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (fits(longer)) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    line = ''
    for (const character of word) {
      if (line !== '' && !fits(line + character)) {
        lines.push(line)
        line = ''
      }
      line += character
    }
  }
  return line === '' ? lines : [...lines, line]
}
