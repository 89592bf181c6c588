import { describe, expect, test } from 'vitest'
import { shapeKey } from '../arithmetic/batch.ts'
import { FloatMemory } from '../arithmetic/numbers/float-memory.ts'
import { sizeOf } from '../program/shape.ts'
import type { ArraysArbitrary } from './arrays.ts'
import type { Watcher } from './columns.ts'
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
import type { Distribution } from './distribution.ts'
import { caseAt } from './stream.ts'

/** Draws every other number, and leaves the others as they are. */
const gaps: Distribution = {
  name: 'gaps',
  fill(draws, data, offset, rows, width) {
    for (let i = offset; i < offset + rows * width; i += 2) data[i] = draws.normal()
  },
}

const ARBITRARIES: Record<string, ArraysArbitrary> = {
  'one shape': queryAndKeys({ tokens: [16], width: [8], from: gaussian(1) }),
  'many shapes of a spread': queryKeysAndValues({ tokens: [1, 2, 7, 64], width: { min: 1, max: 9 } }),
  'restricted shapes': sequences({
    tokens: [2, 4],
    width: [1, 3],
    where: ({ tokens, width }) => tokens > width,
  }),
  scores: logits({ rows: [1, 3], columns: [2, 5] }),
  'numbers that are left out': queryAndKeys({ tokens: [3], width: [5], from: gaps }),
  'large cases': sequences({ tokens: [128], width: [64, 68] }),
  'a scalar': arrays({ arrays: { t: [] }, from: lattice(3) }),
  'arrays of several families': arrays(
    withPermutation({ dims: { tokens: [3, 4] }, arrays: { k: ['tokens', 2] }, from: { k: nearTied(1) } }),
  ),
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength)

describe.each(Object.entries(ARBITRARIES))('%s', (_, arbitrary) => {
  test('is drawn as caseAt draws it, case by case', () => {
    const [from, to] = [1000, 1700]
    const memory = new FloatMemory(false)
    for (let size = 2; size < 2 ** 23; size *= 2) memory.giveBack(memory.take(size).fill(7))
    const columns = drawColumns(
      arbitrary,
      'some-claim',
      5,
      { from, to },
      (index) => index % 3,
      (shapes) => new Seen(shapes.map(sizeOf)),
      memory,
    )
    const seen = new Set<number>()
    for (const { kind, shape, batch, indices, families, family } of columns) {
      expect(indices).toEqual(indices.toSorted())
      indices.forEach((index, lane) => {
        seen.add(index)
        const item = caseAt(arbitrary, 'some-claim', 5, index)
        expect(kind).toBe(index % 3)
        expect(shapeKey(item)).toBe(shape)
        expect(families[family[lane]]).toBe(item.distribution)
        for (const [name, input] of Object.entries(item.inputs)) {
          expect(batch.shapes[name]).toEqual(input.shape)
          const size = input.data.length
          const drawn = batch.data[name].subarray(lane * size, (lane + 1) * size)
          expect(bytesOf(drawn).equals(bytesOf(input.data))).toBe(true)
        }
      })
      expect(batch.lanes).toBe(indices.length)
    }
    expect(seen.size).toBe(to - from)
  })

  test('is seen while it is drawn, with room for every case', () => {
    const columns = drawColumns(
      arbitrary,
      'some-claim',
      5,
      { from: 0, to: 300 },
      () => 0,
      (shapes) => new Seen(shapes.map(sizeOf)),
    )
    for (const { batch, watcher } of columns) {
      expect(watcher.lanes).toEqual([...new Set(watcher.lanes)].toSorted((a, b) => a - b))
      expect(watcher.lanes.at(-1) ?? 0).toBeLessThanOrEqual(batch.lanes)
      // All stand there that it is told of.
      watcher.last.forEach((drawn, told) =>
        batch.names.forEach((name, slot) => {
          const size = batch.data[name].length / batch.lanes
          const end = watcher.lanes[told] * size
          expect(bytesOf(batch.data[name].slice(end - size, end)).equals(bytesOf(drawn[slot]))).toBe(true)
        }),
      )
      if (watcher.capacity > 0) expect(watcher.capacity).toBeGreaterThanOrEqual(batch.lanes)
    }
  })
})

class Seen implements Watcher {
  constructor(private readonly sizes: readonly number[]) {}

  readonly lanes: number[] = []
  /** Of the last case each time. */
  readonly last: Float32Array[][] = []
  capacity = 0
  grow(capacity: number): void {
    this.capacity = capacity
  }
  drawn(data: readonly Float32Array[], lanes: number): void {
    this.lanes.push(lanes)
    this.last.push(data.map((all, i) => all.slice(this.sizes[i] * (lanes - 1), this.sizes[i] * lanes)))
  }
}
