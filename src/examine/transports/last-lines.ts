/** So many are shown, and so much of each. */
const LINES = 10
const CHARACTERS = 300

/** The last lines of a text, indented; what is no text is shown as dots. */
export function lastLines(text: string): string {
  const lines = text
    .split(/\r?\n|\r/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
  return lines
    .slice(-LINES)
    .map((line) => `  | ${shown(line)}`)
    .join('\n')
}

function shown(line: string): string {
  const visible = line.replace(/[\0-\x08\x0b-\x1f\x7f-\x9f\ufffd]/g, '·')
  return visible.length > CHARACTERS ? `${visible.slice(0, CHARACTERS)}…` : visible
}

/** Keeps the end of what is written, however much that is. */
export class Tail {
  private text = ''

  add(piece: Uint8Array): void {
    this.text = (this.text + Buffer.from(piece).toString('utf8')).slice(-LINES * CHARACTERS * 4)
  }

  lines(): string {
    return lastLines(this.text)
  }
}
