import { expect, test } from 'vitest'
import { indented, inOneLine, visible } from './visible.ts'

test.each([
  ['\u001b[2J\u001b]0;title\u0007', String.raw`\u001b[2J\u001b]0;title\u0007`],
  ['a\rb\bc\u007f', String.raw`a\u000db\u0008c\u007f`],
  ['\u009b31m', String.raw`\u009b31m`],
  ['\u202egnorw\u2066', String.raw`\u202egnorw\u2066`],
  ['\u2028', String.raw`\u2028`],
  ['✓ λ é 日本 🙂 │\t\n', '✓ λ é 日本 🙂 │\t\n'],
])('%j is shown', (text, shown) => {
  expect(visible(text)).toBe(shown)
})

test('JSON stays what it says', () => {
  const value = { title: 'a\u009b\u007f\u202e\u2028\u001b\n' }
  const text = visible(JSON.stringify(value))
  expect(text).toMatch(/^[ -~]*$/)
  expect(JSON.parse(text)).toEqual(value)
})

test('text of a file begins no line', () => {
  expect(inOneLine('a\nNothing is wrong.')).toBe('a\\nNothing is wrong.')
  expect(indented('a\nNothing is wrong.')).toBe('a\n  Nothing is wrong.')
})
