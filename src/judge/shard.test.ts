import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowOrder } from './planted-claim.fixture.ts'
import { partOf, triedBy } from './shard.ts'

const shards = (of: number) => Array.from({ length: of }, (_, i) => ({ number: i + 1, of }))

test('parts follow each other, cover all cases, and differ by one case at most', () => {
  const index = fc.integer({ min: 0, max: 2 ** 52 })
  fc.assert(
    fc.property(index, index, fc.integer({ min: 1, max: 40 }), (from, size, of) => {
      const whole = { from, to: from + size }
      const parts = shards(of).map((shard) => partOf(shard, whole))
      expect(parts[0].from).toBe(whole.from)
      expect(parts.at(-1)!.to).toBe(whole.to)
      for (const [i, part] of parts.entries()) {
        expect(part.of).toEqual(whole)
        if (i > 0) expect(part.from).toBe(parts[i - 1].to)
        expect([Math.floor(size / of), Math.ceil(size / of)]).toContain(part.to - part.from)
      }
    }),
  )
})

test('without a shard all cases and variants are tried', () => {
  expect(partOf(undefined, { from: 3, to: 9 })).toEqual({ from: 3, to: 9 })
  expect(triedBy(undefined, rowOrder, rowOrder.controls)).toEqual(rowOrder.controls)
})

test('each variant is tried by one shard', () => {
  const controls = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name }))
  const ablations = ['f', 'g'].map((name) => ({ name, hypothesis: 'h' }))
  const claim = { ...rowOrder, controls, ablations }
  for (const of of [1, 2, 3, 9]) {
    const tried = shards(of).flatMap((shard) => [
      ...triedBy(shard, claim, controls),
      ...triedBy(shard, claim, ablations),
    ])
    expect(tried.map(({ name }) => name).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g'])
  }
})
