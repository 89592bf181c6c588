import { describe, expect, test } from 'vitest'
import { changeOf, changeOfVerdict, type Expected, type Status } from './stronger.ts'

const STATUSES: readonly Status[] = [
  'refuted',
  'inconclusive',
  'consistent',
  'supported',
  'certified',
  'proved',
]

/** From the row to the column: + stronger, - regression, = the same. */
const HOLDS = ['=-++++', '-=++++', '--=+++', '---=++', '----=+', '-----=']
const REFUTED = ['=-----', '+=----', '+-=---', '+--=--', '+---=-', '+----=']
const TABLES: Record<Expected, readonly string[]> = { holds: HOLDS, consistent: HOLDS, refuted: REFUTED }

const EXPECTED = ['holds', 'consistent', 'refuted'] as const
const signOf = (from: Status, to: Status, old: Expected, now: Expected): string => {
  const change = changeOfVerdict({ status: from, expected: old }, { status: to, expected: now })
  return change === undefined ? '=' : change === 'stronger' ? '+' : '-'
}

describe.each(EXPECTED)('where %s is expected', (expected) => {
  test('each pair of statuses is what the table says', () => {
    const rows = STATUSES.map((from) => STATUSES.map((to) => signOf(from, to, expected, expected)).join(''))
    expect(rows).toEqual(TABLES[expected])
  })

  test.each(EXPECTED)('and %s then, a verdict is stronger only if it is so by both', (other) => {
    for (const [i, from] of STATUSES.entries())
      for (const [j, to] of STATUSES.entries()) {
        const signs = [TABLES[expected][i][j], TABLES[other][i][j]]
        const both = signs.includes('-') ? '-' : signs[0]
        expect(signOf(from, to, expected, other)).toBe(both)
      }
  })

  test('what is stronger is a regression the other way round', () => {
    for (const from of STATUSES)
      for (const to of STATUSES)
        if (signOf(from, to, expected, expected) === '+')
          expect(signOf(to, from, expected, expected)).toBe('-')
  })
})

test('of what has no strength only what it should be is stronger', () => {
  const states = [true, false, 'undecided'] as const
  for (const old of states)
    for (const now of states)
      expect(changeOf<boolean | string>(old, now, true)).toBe(
        old === now ? undefined : now === true ? 'stronger' : 'regression',
      )
})
