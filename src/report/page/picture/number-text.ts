/** Characters that a cell holds. */
const ROOM = 8

/** A number with four digits, or three where they need more room than a cell has; `?` where nothing is known of it. */
export function brief(x: number | undefined): string {
  if (x === undefined) return '?'
  const texts = [
    withDigits(x, 4),
    withSign(Number(x.toPrecision(4)).toExponential()),
    withSign(x.toExponential(2)),
  ]
  return texts.find(({ length }) => length <= ROOM) ?? texts[2]
}

/** A number with so many digits. */
export function withDigits(x: number, digits: number): string {
  if (Object.is(x, -0)) return '−0'
  if (!Number.isFinite(x)) return Number.isNaN(x) ? 'NaN' : x < 0 ? '−∞' : '∞'
  return withSign(String(Number(x.toPrecision(digits))))
}

const withSign = (text: string): string => text.replaceAll('-', '−')
