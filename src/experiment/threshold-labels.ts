import type { Font } from './text-lines.ts'
import { textLines, textWidth } from './text-lines.ts'

/** A line's label above the plot. */
export interface PlacedLabel {
  readonly x: number
  readonly lines: readonly string[]
  /** Left end of the text, in px from the plot's left. */
  readonly left: number
  /** Lines of text between the plot and the lowest line of this label. */
  readonly row: number
}

/**
 * Where the labels of vertical lines go: above the plot, to the right of their line, or ending at the plot's right; one
 * that would touch labels further right goes above them, so that no line runs through a label.
 */
export function placeLabels(
  marks: readonly { readonly x: number; readonly label: string }[],
  at: (x: number) => number,
  width: number,
  font: Font,
): PlacedLabel[] {
  const gap = 4
  const placed: (PlacedLabel & { right: number })[] = []
  for (const { x, label } of [...marks].sort((a, b) => b.x - a.x)) {
    const lines = textLines(label, width, font)
    const long = Math.max(...lines.map((line) => textWidth(line, font)))
    const left = Math.max(0, Math.min(at(x) + gap, width - long))
    const right = left + long
    const touched = placed.filter(
      (other) => other.left < right + gap && Math.min(left, at(x)) < other.right + gap,
    )
    const row = Math.max(0, ...touched.map((other) => other.row + other.lines.length))
    placed.push({ x, lines, left, row, right })
  }
  return placed
}
