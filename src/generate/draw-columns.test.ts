import { describe, expect, test } from 'vitest'
import { shapeKey } from '../arithmetic/case.ts'
import type { ArraysArbitrary } from './arrays.ts'
import { drawColumns } from './draw-columns.ts'
import {
  arrays,
  gaussian,
  lattice,
  logits,
  nearTied,
  queryAndKeys,
  queryKeysAndValues,
  sequences,
  withPermutation,
} from './generate.ts'
import { caseAt } from './stream.ts'

const ARBITRARIES: Record<string, ArraysArbitrary> = {
  'one shape': queryAndKeys({ tokens: [16], width: [8], from: gaussian(1) }),
  'many shapes of a spread': queryKeysAndValues({ tokens: [1, 2, 7, 64], width: { min: 1, max: 9 } }),
  'restricted shapes': sequences({
    tokens: [2, 4],
    width: [1, 3],
    where: ({ tokens, width }) => tokens! > width!,
  }),
  scores: logits({ rows: [1, 3], columns: [2, 5] }),
  'a scalar': arrays({ arrays: { t: [] }, from: lattice(3) }),
  'arrays of several families': arrays(
    withPermutation({ dims: { tokens: [3, 4] }, arrays: { k: ['tokens', 2] }, from: { k: nearTied(1) } }),
  ),
}

describe.each(Object.entries(ARBITRARIES))('%s', (_, arbitrary) => {
  test('is drawn as caseAt draws it, case by case', () => {
    const [from, to] = [1000, 1700]
    const columns = drawColumns(arbitrary, 'some-claim', 5, { from, to }, (index) => index % 3)
    const seen = new Set<number>()
    for (const { kind, shape, batch, indices, families, family } of columns) {
      expect(indices).toEqual(indices.toSorted())
      indices.forEach((index, lane) => {
        seen.add(index)
        const item = caseAt(arbitrary, 'some-claim', 5, index)
        expect(kind).toBe(index % 3)
        expect(shapeKey(item)).toBe(shape)
        expect(families[family[lane]!]).toBe(item.distribution)
        for (const [name, input] of Object.entries(item.inputs)) {
          expect(batch.shapes[name]).toEqual(input.shape)
          const size = input.data.length
          expect(batch.data[name]!.subarray(lane * size, (lane + 1) * size)).toEqual(input.data)
        }
      })
      expect(batch.lanes).toBe(indices.length)
    }
    expect(seen.size).toBe(to - from)
  })
})
