import type { TextMark } from 'vega'
import type { Font } from './text-lines.ts'

/** The figure's plain text. */
export const TEXT: Font = { size: 12 }
/** In px, for plain text. */
export const LINE_HEIGHT = 16

/** Lines of real text, the first one's baseline at `y`. */
export function textMark(
  lines: readonly string[],
  x: number,
  y: number,
  { size, bold = false }: Font = TEXT,
): TextMark {
  return {
    type: 'text',
    encode: {
      enter: {
        x: { value: x },
        y: { value: y },
        text: { value: [...lines] },
        font: { value: 'sans-serif' },
        fontSize: { value: size },
        fontWeight: { value: bold ? 'bold' : 'normal' },
        lineHeight: { value: (size * LINE_HEIGHT) / TEXT.size },
        fill: { value: '#222222' },
      },
    },
  }
}
