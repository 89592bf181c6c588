/**
 * Text in lines of at most so many columns, broken between words; a word that is longer has a line of its own.
 *
 * @param first stands before the first line, the others are indented as far
 */
export function wrapped(text: string, columns: number, first: string): string[] {
  const indent = ' '.repeat(first.length)
  const lines: string[] = []
  let line = first
  for (const word of text.split(' ')) {
    const joined =
      line.trim() === first.trim() && line.length === first.length ? line + word : `${line} ${word}`
    if (joined.length <= columns || line.length === first.length) line = joined
    else {
      lines.push(line)
      line = indent + word
    }
  }
  return [...lines, line]
}
