import { expect, test } from 'vitest'
import { arrays } from './arrays.ts'
import { signs, uniform } from './families.ts'
import { caseAt } from './stream.ts'

test('names that every object has are names like others', () => {
  const inputs = arrays({
    dims: { constructor: [2] },
    arrays: { toString: ['constructor'], valueOf: [3], hasOwnProperty: [] },
    from: { valueOf: signs, hasOwnProperty: uniform(4, 5) } as never,
  })
  const drawn = caseAt(inputs, 'names', 1, 0).inputs
  const [toString, valueOf, hasOwnProperty] = ['toString', 'valueOf', 'hasOwnProperty'].map(
    (name) => drawn[name],
  )
  expect([toString, valueOf, hasOwnProperty].map(({ shape }) => shape)).toEqual([[2], [3], []])
  expect([...valueOf.data].every((x) => Math.abs(x) === 1)).toBe(true)
  expect(hasOwnProperty.data[0]).toBeGreaterThanOrEqual(4)
})

test.each([
  ['an array', { arrays: { ['__proto__']: [2], q: [2] } }],
  ['an array without brackets', { arrays: { __proto__: [2], q: [2] } }],
  ['a dim', { dims: { ['__proto__']: [2] }, arrays: { q: ['__proto__'] } }],
])('%s called __proto__ is refused', (_, options) => {
  expect(() => arrays(options as Parameters<typeof arrays>[0])).toThrow(RangeError)
  expect(() => arrays(options as Parameters<typeof arrays>[0])).toThrow('can be named "__proto__"')
})
