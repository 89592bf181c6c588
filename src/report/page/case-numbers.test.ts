import { expect, test } from 'vitest'
import { caseNumbers } from './case-numbers.ts'

test('numbers stand in nested lists, in decimals and bit for bit', () => {
  const { text } = caseNumbers(
    'N',
    {
      q: { shape: [2, 2], data: ['0x1.8p+1', '-0x0p+0', 'inf', '0x1p-149'] },
      a: { shape: [], data: ['0x1p+0'] },
    },
    true,
  )
  expect(text).toContain('q = [[3, -0.0], [Infinity, 1.401298464324817e-45]]\na = 1<')
  expect(text).toContain('q = [[0x1.8p+1, -0x0p+0], [inf, 0x1p-149]]\na = 0x1p+0<')
})

test('a shape that its numbers do not fill takes no memory', () => {
  const { text } = caseNumbers(
    'N',
    {
      q: { shape: [2 ** 40, 2], data: ['0x1p+0'] },
      k: { shape: Array<number>(5000).fill(1), data: ['0x0p+0'] },
      v: { shape: [2 ** 40, 0], data: [] },
    },
    false,
  )
  expect(text).toContain('q = [1]\nk = [0]\nv = []')
})
