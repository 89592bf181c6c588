import { expect, test } from 'vitest'
import { exact, Worksheet } from '../arithmetic/interval/worksheet.fixture.ts'
import { bind } from '../attention/attention.ts'
import { softmax } from '../attention/softmax.ts'
import { Truth } from '../program/truth.ts'
import type { Region } from './claim.ts'
import { allKeysEqual, allScoresEqual, always, never, scoresApart } from './regions.ts'

function contains({ region }: Region, q: readonly number[], k: readonly number[]): Truth {
  const sheet = new Worksheet()
  const inputs = sheet.inputs({ q: exact(q, [1, 3]), k: exact(k, [k.length / 3, 3]) })
  return sheet.truths(region(inputs, bind(softmax, sheet.x), sheet.x))[0]
}

test('equal scores are certain where their enclosures only overlap', () => {
  expect(contains(allScoresEqual, [0.1, 0.3, 0.7], [0.1, 0.2, 0.3, 0.1, 0.2, 0.3])).toBe(Truth.True)
  expect(contains(allScoresEqual, [0, 0, 0], [1, 2, 3, 4, 5, 6])).toBe(Truth.True)
  expect(contains(allScoresEqual, [1, 0, 0], [1, 2, 3, 1.5, 2, 3])).toBe(Truth.False)
  expect(contains(allScoresEqual, [1, 0, 0], [1, 0, 0, 1, 0, 0, 2, 0, 0])).toBe(Truth.False)
})

test('scores are apart from a range of more than 1 on', () => {
  expect(contains(scoresApart, [1, 0, 0], [0, 0, 0, 1.5, 0, 0])).toBe(Truth.True)
  expect(contains(scoresApart, [1, 0, 0], [0, 0, 0, 0.5, 0, 0])).toBe(Truth.False)
})

test('keys are equal where none differs from the first', () => {
  expect(contains(allKeysEqual, [1, 2, 3], [4, 5, 6, 4, 5, 6])).toBe(Truth.True)
  expect(contains(allKeysEqual, [1, 2, 3], [4, 5, 6, 4, 5, 7])).toBe(Truth.False)
})

test('no case is in the one, and every case in the other', () => {
  expect(contains(never, [1, 0, 0], [1, 0, 0])).toBe(Truth.False)
  expect(contains({ name: 'always', region: always }, [1, 0, 0], [1, 0, 0])).toBe(Truth.True)
})
