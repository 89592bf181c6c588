import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { BatchSizes } from './batch-sizes.ts'

/** Cases of one shape, of so many numbers each. */
const cases = (numbers: number) => ({
  subject: 0,
  batch: { lanes: 0, names: ['x'], shapes: { x: [numbers] }, data: {} },
})

let now = 0
beforeEach(() => void vi.spyOn(performance, 'now').mockImplementation(() => now))
afterEach(() => void vi.restoreAllMocks())

/** The sizes of the parts, which follow each other without a gap. @param time that a part of a size takes */
async function sizesOf(sizes: BatchSizes, lanes: number, time: (size: number) => number, numbers = 1) {
  const parts: number[] = []
  let next = 0
  const steps = [{ op: 'input', name: 'x', of: [], shape: [numbers] }] as const
  await sizes.inParts(cases(numbers), lanes, { steps }, (from, to) => {
    expect(from).toBe(next)
    next = to
    now += time(to - from)
    parts.push(to - from)
  })
  expect(next).toBe(lanes)
  return parts
}

test('every size is tried twice, then the one that takes the least time for a lane is kept', async () => {
  const sizes = new BatchSizes([4, 2, 8])
  const time = (size: number) => (size === 2 ? 1 : 10 * size)
  expect(await sizesOf(sizes, 35, time)).toEqual([4, 4, 2, 2, 8, 8, 2, 2, 2, 1])
  expect(await sizesOf(sizes, 4, time)).toEqual([2, 2])
  // Another shape starts anew.
  expect(await sizesOf(sizes, 8, time, 3)).toEqual([4, 4])
})

test('a part that is not full says nothing of its size', async () => {
  const sizes = new BatchSizes([4, 2])
  for (let i = 0; i < 3; i++) expect(await sizesOf(sizes, 3, () => 1)).toEqual([3])
  expect(await sizesOf(sizes, 10, (size) => size)).toEqual([4, 4, 2])
})

test('parts of big cases are small, and a fixed size is taken where it fits into memory', async () => {
  expect(await sizesOf(new BatchSizes([4096]), 4, () => 1, 2 ** 20)).toEqual([2, 2])
  expect(await sizesOf(new BatchSizes([4096], 3), 7, () => 1, 2 ** 20)).toEqual([3, 3, 1])
  expect(await sizesOf(new BatchSizes([4096], 100), 9, () => 1, 2 ** 24)).toEqual([4, 4, 1])
})
