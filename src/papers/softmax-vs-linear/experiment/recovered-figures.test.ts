import { expect, test } from 'vitest'
import { startEngine } from '../../../engine/start.ts'
import { floatMargins } from './float32-margins.ts'
import { recoverFigures, stands } from './recovered-figures.ts'
import { statedFigures } from './stated-figures.ts'

const { engine } = await startEngine('wasm')
const OPTIONS = { seed: 3, draws: 3000 }

test('every stated number is found again, but for one that came from a simulation', async () => {
  const found = await recoverFigures(engine, OPTIONS)
  expect(found.length).toBeGreaterThan(25)
  for (const { what, agrees } of found) expect(agrees, what).toBe(true)
  const told = (of: typeof found) => of.map(({ stated, formula }) => [stated, formula])
  expect(told(found.filter((figure) => !stands(figure)))).toEqual([['0.66', '0.65']])
  // 0.98664, cut off where the others are rounded.
  expect(told(found.filter((figure) => stands(figure) && figure.stated !== figure.formula))).toEqual([
    ['0.986', '0.987'],
  ])
})

test('a number stands rounded or cut off, and no further away', () => {
  const of = (stated: string, formula: string, value: number) => stands({ stated, formula, value })
  expect(of('0.986', '0.987', 0.98664)).toBe(true)
  expect(of('0.987', '0.987', 0.98664)).toBe(true)
  expect(of('0.985', '0.987', 0.98664)).toBe(false)
  expect(of('0.66', '0.65', 0.65073)).toBe(false)
  expect(of('1.01e-5', '1.02e-5', 1.0199e-5)).toBe(true)
  expect(of('1.00e-5', '1.02e-5', 1.0199e-5)).toBe(false)
})

test('a wrong formula is contradicted, for a weight, a frequency and a share of cases', async () => {
  const all = statedFigures()
  const picked = [
    all.find(({ what }) => what.startsWith('w* of softmax'))!,
    all.find(({ what }) => what.startsWith('softmax fires on D_1'))!,
    all.find(({ what }) => what.includes('risk of linear weights'))!,
    all.find(({ what }) => what.includes('risk of softmax'))!,
  ]
  const wrong = picked.map((figure) => ({ ...figure, value: figure.value * 0.5 }))
  for (const { agrees } of await recoverFigures(engine, OPTIONS, wrong)) expect(agrees).toBe(false)
})

test('linear attention’s margin is resolved at n = 100, and in the direction of ones lost at n = 300,000', async () => {
  const rows = await floatMargins(engine, [100, 3e5])
  expect(rows.map(({ n, direction, resolved }) => [n, direction, resolved])).toEqual([
    [100, 'e_1', true],
    [100, '(1, …, 1)', true],
    [3e5, 'e_1', true],
    [3e5, '(1, …, 1)', false],
  ])
  // They even come in the right order there, but on one side of the threshold.
  expect(rows[3].onD0).toBeLessThan(rows[3].onD1)
  // 1.2 · 2.2/101.2 - 0.01 · 1.01/100.01, twice over: by float32 and over the reals.
  for (const { n, margin, onD0, onD1 } of rows.slice(0, 2)) {
    expect(margin.toFixed(7)).toBe('0.0259860')
    // n products and sums of numbers below 2: 3 n 2^-24 is more than their rounding.
    expect(Math.abs(onD1 - onD0 - margin)).toBeLessThan(3 * n * 2 ** -24)
  }
})
