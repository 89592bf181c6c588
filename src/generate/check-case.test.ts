import { expect, test } from 'vitest'
import { checkCase } from './check-case.ts'

const array = (data: unknown = Float32Array.of(1, 2), shape: unknown = [2]) => ({ shape, data })

test.each<[string, object]>([
  ['none', {}],
  ['one of names that objects have', { constructor: array(), toString: array(), hasOwnProperty: array() }],
  ['one without entries', { q: array(new Float32Array(0), [0, 3]) }],
])('a case has arrays: %s', (_, inputs) => {
  expect(() => checkCase({ inputs }, 'planted', 7)).not.toThrow()
})

test.each<[unknown, string]>([
  [{ inputs: { q: array(), ['__proto__']: array() } }, 'no array can be named "__proto__"'],
  [{ inputs: { q: array(Float32Array.of(NaN, 1)) } }, 'array "q" has NaN as number 0'],
  [{ inputs: { q: array([1, 2]) } }, 'in Array; give a Float32Array'],
  [{ inputs: { q: array(undefined, [3]) } }, 'which is 3 numbers, and 2 numbers'],
  [{ inputs: { q: array(undefined, [-1, -2]) } }, 'array "q" has no shape'],
  [{ inputs: { q: null } }, 'array "q" has no shape'],
  [null, 'it has no `inputs`'],
])('%j is no case', (value, fault) => {
  expect(() => checkCase(value, 'planted', 7)).toThrow(`its promise in case 7 of planted: `)
  expect(() => checkCase(value, 'planted', 7)).toThrow(fault)
})
