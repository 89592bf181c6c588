import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { demandWithin, OverLimit, type Limits } from '../auditor/limits.ts'
import { unreadable } from './read.ts'

/**
 * The text of a file, once it is known that it can be parsed in little time and memory.
 *
 * @throws {EvidenceError} when the file cannot be read
 * @throws {OverLimit} when it is larger than a limit
 */
export function readWithin(path: string, limits: Limits): string {
  let file: number | undefined
  let bytes: Buffer
  try {
    file = openSync(path, 'r')
    demandWithin(limits, 'bytes', fstatSync(file).size)
    bytes = readFileSync(file)
  } catch (error) {
    throw error instanceof OverLimit ? error : unreadable(path, error)
  } finally {
    if (file !== undefined) closeSync(file)
  }
  demandText(bytes, limits)
  return bytes.toString('utf8')
}

const [QUOTE, BACKSLASH, COMMA, OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = [...'"\\,[]{}'].map((c) =>
  c.charCodeAt(0),
)
/** A digit, or what else stands in a number. */
const inNumber = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || byte === 0x2e || byte === 0x2d || byte === 0x2b || (byte | 0x20) === 0x65

/**
 * Looks at the text of JSON before it is parsed: how deep it is, how many values it has, and how long texts and numbers
 * are.
 *
 * @throws {OverLimit} when one of these is more than a limit
 */
function demandText(bytes: Uint8Array, limits: Limits): void {
  demandWithin(limits, 'bytes', bytes.length)
  let [depth, deepest, parts, digits, longest] = [0, 0, 0, 0, 0]
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]
    digits = inNumber(byte) ? digits + 1 : 0
    if (digits > longest) longest = digits
    if (byte === QUOTE) {
      const from = i
      while (++i < bytes.length && bytes[i] !== QUOTE) if (bytes[i] === BACKSLASH) i++
      demandWithin(limits, 'text', i - from - 1)
    } else if (byte === OPEN_LIST || byte === OPEN) {
      deepest = Math.max(deepest, ++depth)
      parts++
    } else if (byte === CLOSE_LIST || byte === CLOSE) depth--
    else if (byte === COMMA) parts++
  }
  demandWithin(limits, 'nesting', deepest)
  demandWithin(limits, 'parts', parts)
  demandWithin(limits, 'digits', longest)
}
