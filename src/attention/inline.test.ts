import { expect, test } from 'vitest'
import { identity } from './feature-map.ts'
import { inline } from './inline.ts'
import { expectExactly, over, type Worked } from './worked.fixture.ts'

const released = inline(identity)
const published = inline(identity, 'published')

const WORKED: Record<string, Worked> = {
  'weights may be negative': { subject: released, q: '1', k: '0; 4', is: over(2, -1, 3) },
  'and are larger as published': { subject: published, q: '1', k: '0; 4', is: over(2, -3, 5) },
  'as published, a trace of 9': {
    ...{ subject: published, q: '2; 0; -2', k: '2; 0; -2' },
    is: over(3, 13, 1, -11, 1, 1, 1, -11, 1, 13),
  },
  'as published, every token twice': {
    ...{ subject: published, ask: 'output', q: '1', k: '0; 1; 0; 1', v: '0; 1; 0; 1' },
    is: over(2, 3),
  },
}
test.each(Object.entries(WORKED))('%s', (_, worked) => expectExactly(worked))

test('its name tells its scaling', () => {
  expect(released.name).toBe('inline(id)')
  expect(published.name).toBe('inline(id, published scaling)')
})

test('a scaling that there is not is refused', () => {
  expect(() => inline(identity, 'both' as 'released')).toThrow(RangeError)
  expect(() => inline(identity, NaN as unknown as 'released')).toThrow('there is no scaling NaN of InLine')
})
