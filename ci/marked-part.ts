import { readFileSync, writeFileSync } from 'node:fs'

/** The part of a document between two marks, which a program writes. */
export interface MarkedPart {
  readonly document: URL
  readonly start: string
  readonly end: string
}

/**
 * Puts a text between the marks.
 *
 * @param text ends with a newline
 * @returns whether the document changed, or would have with `write`
 * @throws {Error} when the document lacks the marks
 */
export function updateMarkedPart(
  { document, start, end }: MarkedPart,
  text: string,
  write: boolean,
): boolean {
  const old = readFileSync(document, 'utf8')
  const [before, rest] = old.split(start)
  const after = rest?.split(end)[1]
  if (after === undefined) throw new Error(`${document.pathname} lacks the marks ${start} … ${end}`)
  const updated = `${before}${start}\n\n${text}\n${end}${after}`
  if (write) writeFileSync(document, updated)
  return updated !== old
}
