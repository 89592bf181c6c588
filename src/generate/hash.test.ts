import { expect, it } from 'vitest'
import { hash32 } from './hash.ts'

it('hash32 tells texts and salts apart', () => {
  const texts = ['', 'a', 'b', 'ab', 'ba', 'a\0', '\0', 'α', '😀']
  expect(new Set(texts.flatMap((text) => [0, 1, 2, 3].map((salt) => hash32(text, salt)))).size).toBe(
    4 * texts.length,
  )
})
