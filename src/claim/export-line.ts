import { textOf } from './imports-of.ts'

/** Where a file exports its claim. */
export const DEFAULT_EXPORT =
  /^(?:export default|module\.exports)\b|^exports\.default\b|^export \{[^}]*\bas default\b/m

/** The line on which a file first says something, from 1; undefined where it does not. */
export function lineOf(file: string, said: RegExp): number | undefined {
  const text = textOf(file)
  const at = text.search(said)
  return at < 0 ? undefined : text.slice(0, at).split('\n').length
}
