import { above, below, percentAbove } from '../../judge/verdict/words.ts'
import type { Difference, Value } from './difference.ts'

/** Both values of a difference in words, and why they differ: `0.0576 % → 6.62 % (fewer cases)`. */
export function valuesText(difference: Difference): string {
  const { old, new: now, why } = difference
  return `${valueText(difference, old)} → ${valueText(difference, now)}${why === undefined ? '' : ` (${why})`}`
}

function valueText({ kind, name }: Difference, value: Value): string {
  if (value === null) return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return value.replace(/^(sha256:[0-9a-f]{12})[0-9a-f]{52}$/, '$1…')
  if (kind === 'undecided share') return percentAbove(value)
  if (kind !== 'limit') return String(value)
  if (!name.startsWith('probability')) return percentAbove(value)
  return name.endsWith('lower') ? below(value) : above(value)
}
