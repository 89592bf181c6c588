import fc from 'fast-check'
import { expect, it } from 'vitest'
import { textLines, textWidth } from './text-lines.ts'

const font = { size: 12 }

it('breaks between words, and within a word that is too wide alone', () => {
  expect(textLines('one two\n three', 60, font)).toEqual(['one two', 'three'])
  expect(textLines('mmmmmmm', 40, font)).toEqual(['mmm', 'mmm', 'm'])
  expect(textLines(' \n', 40, font)).toEqual([])
})

it('keeps every character and stays within the width', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 20, max: 300 }), (text, width) => {
      const lines = textLines(text, width, font)
      for (const line of lines) expect(textWidth(line, font)).toBeLessThanOrEqual(width)
      expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
    }),
  )
})
