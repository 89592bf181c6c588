import fc from 'fast-check'
import { expect, test } from 'vitest'
import { queryAndKeys } from './attention-inputs.ts'
import { lattice } from './families.ts'
import { withNumbers } from './with-numbers.ts'

const drawn = queryAndKeys({ tokens: 3, width: 2, from: lattice(4) })

test('arrays that are named have other numbers, and the others those that were drawn', () => {
  const opposite = withNumbers(drawn, ({ q }) => ({ q: Array.from(q.data, (u) => -u) }), 'opposite')
  const [before, after] = [drawn, opposite].map((inputs) => fc.sample(inputs, { seed: 1, numRuns: 20 }))
  after.forEach(({ inputs, distribution }, at) => {
    const { q, k } = before[at].inputs
    expect(inputs).toEqual({ q: { shape: [1, 2], data: q.data.map((u) => -u) }, k })
    expect(Object.keys(inputs)).toEqual(['q', 'k'])
    expect(distribution).toBe('opposite')
  })
})

test('they are counted as nothing of their own unless that is said', () => {
  const [one] = fc.sample(
    withNumbers(drawn, () => ({})),
    { seed: 1, numRuns: 1 },
  )
  expect(one).not.toHaveProperty('distribution')
})
