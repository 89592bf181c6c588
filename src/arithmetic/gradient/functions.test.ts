import { expect, test } from 'vitest'
import * as functions from './functions.ts'

/** Units in the last place by which two numbers differ, at least as large as they are. */
const ulps = (a: number, b: number): number =>
  Math.abs(a - b) / (2 ** -52 * Math.max(Math.abs(b), 2 ** -1000))

const GRID = Array.from({ length: 4001 }, (_, i) => (i - 2000) / 37)

test.each([
  ['exp', Math.exp, GRID.map((x) => 13 * x), 64],
  ['log', Math.log, GRID.filter((x) => x > 0 && Math.abs(x - 1) > 0.01).map((x) => x * 1e3), 8],
  ['tanh', Math.tanh, GRID.filter((x) => Math.abs(x) > 0.1), 32],
] as const)('%s is what everybody takes it for, to a few last places', (name, other, arguments_, most) => {
  for (const x of arguments_) expect(ulps(functions[name](x), other(x)), `${name}(${x})`).toBeLessThan(most)
})

test.each([
  ['sin', Math.sin],
  ['cos', Math.cos],
] as const)('%s is near it, whatever the quadrant', (name, other) => {
  for (const x of GRID) expect(Math.abs(functions[name](x) - other(x)), `${name}(${x})`).toBeLessThan(2e-15)
})

test('what leaves float64, or does not exist, is said so', () => {
  expect(functions.exp(1e4)).toBe(Infinity)
  expect(functions.exp(-1e4)).toBe(0)
  expect(functions.exp(NaN)).toBeNaN()
  expect(functions.log(-1)).toBeNaN()
  expect(functions.log(0)).toBeNaN()
  expect(functions.sin(1e9)).toBeNaN()
})
