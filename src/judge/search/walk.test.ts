import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Case } from '../../arithmetic/batch.ts'
import { forAll } from '../../claim/claim.ts'
import { folklore } from '../../claim/source.ts'
import { softmax } from '../../attention/softmax.ts'
import { linear } from '../../attention/linear.ts'
import { elu1 } from '../../attention/feature-map.ts'
import { arrays, gaussian, queryAndKeys, uniform, lattice } from '../../generate/generate.ts'
import { isViolated, Search } from './search.ts'
import { searchClaim } from './search-claim.ts'

const rest = { title: 't', statement: 's', source: folklore(), controls: [{ name: 'none' }] } as const

/** False only where all of five numbers are near 1: about one case in 10^11. */
const needle = forAll({
  ...{ ...rest, id: 'planted-needle', expect: { reals: 'refuted' } as const },
  inputs: arrays({ arrays: { u: [5] }, from: gaussian(1) }),
  check: ({ u }) => u.sub(1).square().sum().greater(1e-6),
})

test('a walk finds what random cases do not, and the same each time', async () => {
  const search = new Search(needle, 1)
  const found = await search.reach(0, 'violation')
  expect(isViolated(found)).toBe(true)
  for (const x of found.value.value.inputs.u.data) expect(Math.abs(x - 1)).toBeLessThan(1e-3)
  const again = await new Search(needle, 1).reach(0, 'violation')
  expect(again.value.value.inputs.u.data).toEqual(found.value.value.inputs.u.data)
})

const drawn = needle.inputs
const twice = (item: Case<'u'>): Case<'u'> => {
  // As somebody's code may, it writes into what it was given.
  item.inputs.u.data.forEach((x, i, data) => (data[i] = 2 * x))
  return item
}
test.each([
  ['mapped', drawn.map(twice)],
  ['one of two', fc.oneof(drawn.map(twice), arrays({ arrays: { u: [5] }, from: lattice(4) }))],
  ['filtered', drawn.filter(({ inputs: { u } }) => u.data.every((x) => Math.abs(x) < 2)).map(twice)],
  ['chained', fc.constantFrom(1, 2).chain((by) => drawn.map((item) => (by === 1 ? item : twice(item))))],
  [
    'of two parts',
    fc
      .tuple(
        arrays({ arrays: { u: [3] }, from: gaussian(1) }),
        arrays({ arrays: { u: [2] }, from: gaussian(1) }),
      )
      .map(([one, two]): Case<'u'> => {
        const data = Float32Array.of(...one.inputs.u.data, ...two.inputs.u.data)
        return { inputs: { u: { shape: [5], data } } }
      }),
  ],
])('a walk moves the numbers of which a case is composed: %s', async (_, inputs) => {
  const search = new Search({ ...needle, inputs }, 1)
  expect(search.whyNot('violation')).toBeUndefined()
  const reached = await Promise.all(Array.from({ length: 6 }, (_, index) => search.reach(index, 'violation')))
  const found = reached.filter(isViolated)
  expect(found.length).toBeGreaterThan(0)
  for (const { value } of found)
    for (const x of value.value.inputs.u.data) expect(Math.abs(x - 1)).toBeLessThan(1e-3)
  const again = await new Search({ ...needle, inputs }, 1).reach(found[0].index, 'violation')
  expect(again.value.value).toEqual(found[0].value.value)
  expect((await searchClaim({ ...needle, inputs }, 1, 6)).counterexample!.case.index).toBe(found[0].index)
})

test('a walk on a composed case does not leave what its parts may draw, nor what a filter lets pass', async () => {
  const within = arrays({ arrays: { u: [5] }, from: uniform(-0.5, 0.25) }).map(twice)
  const filtered = drawn.filter(({ inputs: { u } }) => Math.max(...u.data) < 0.5)
  for (const inputs of [within, filtered])
    for (let index = 0; index < 4; index++) {
      const { value } = await new Search({ ...needle, inputs }, 1).reach(index, 'violation')
      expect(Math.max(...value.value.inputs.u.data)).toBeLessThanOrEqual(0.5)
    }
})

test('a walk does not leave the hypotheses, nor what may be drawn', async () => {
  const assumed = new Search({ ...needle, assuming: ({ u }) => u.max().less(0.5) }, 1)
  const within = new Search({ ...needle, inputs: arrays({ arrays: { u: [5] }, from: uniform(-1, 0.5) }) }, 1)
  for (const search of [assumed, within])
    for (let index = 0; index < 8; index++) {
      const found = await search.reach(index, 'violation')
      expect(isViolated(found)).toBe(false)
      expect(Math.max(...found.value.value.inputs.u.data) <= 0.5 || Number.isNaN(found.reached)).toBe(true)
    }
  expect(
    new Search({ ...needle, inputs: arrays({ arrays: { u: [5] }, from: lattice(4) }) }, 1).whyNot(
      'violation',
    ),
  ).toMatch(/may be any number/)
})

test('a walk finds where an inequality is an equality', async () => {
  const tight = forAll({
    ...{ ...rest, id: 'planted-third', subject: softmax, expect: { reals: 'holds' } as const },
    inputs: queryAndKeys({ tokens: 3, width: 2, from: gaussian(1) }),
    check: ({ q, k }, attention, x) => attention.weights({ q, k }).max().greaterEqual(x.rational(1, 3)),
    tightness: ({ q, k }, attention, x) => x.rational(1, 3).div(attention.weights({ q, k }).max()),
  })
  const { reached, outcomes } = await new Search(tight, 1).reach(0, 'tightness')
  expect(reached).toBeGreaterThan(0.9999)
  expect(Math.abs(outcomes.observed[0] - reached)).toBeLessThan(1e-9)
})

test('a walk crosses the kinks of an order', async () => {
  const order = forAll({
    ...{ ...rest, id: 'planted-order', subject: linear(elu1), expect: { reals: 'refuted' } as const },
    inputs: queryAndKeys({ tokens: 2, width: 1, from: uniform(0.1, 3) }),
    check: ({ q, k }, attention) => q.matMul(k.transpose()).sameOrder(attention.weights({ q, k })),
  })
  // With one entry, positive, elu1 keeps the order: the walk ends, and finds nothing.
  expect(isViolated(await new Search(order, 1).reach(0, 'violation'))).toBe(false)
})
