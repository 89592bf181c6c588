import { inOneLine } from './visible.ts'

/** What begins a list, a heading or a quotation at the beginning of a line. */
const OPENING = /^(?:[-+=]|\d+(?=[.)]))/
/** What means something anywhere; `:` where it makes an address or a picture by name, `.` where it makes an address. */
const SPECIAL = /[\\`*_{}[\]<>#!|~&$^]|:(?=\/\/|[\w+-]+:)|(?<=\bwww)\./gi

/**
 * Text as Markdown shows it, on one line: nothing in it is markup, a link, HTML or mathematics. It can stand anywhere: at
 * the beginning of a line, in a sentence, in a cell of a table.
 */
export function markdownText(text: string): string {
  const line = inOneLine(text).replace(/\t/g, ' ').trim()
  const [opening = ''] = OPENING.exec(line) ?? []
  const rest = line.slice(opening.length).replace(SPECIAL, String.raw`\$&`)
  if (opening === '') return rest
  return /\d/.test(opening) ? opening + rest.replace(/^./, String.raw`\$&`) : `\\${opening}${rest}`
}
