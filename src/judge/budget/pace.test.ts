import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Pace } from './pace.ts'

let now = 0
beforeEach(() => void vi.spyOn(performance, 'now').mockImplementation(() => now))
afterEach(() => void vi.restoreAllMocks())

/** A pace of which it is known that a case takes 10 ms. */
function known(most: number): Pace {
  now = 0
  const pace = new Pace(most)
  pace.begin()
  now = 10
  pace.settled(1)
  return pace
}

test('without a deadline as many cases are drawn together as may be', () => {
  expect(new Pace(8192).next(0, Infinity)).toBe(8192)
})

test('before anything is known one case is on its way', () => {
  const pace = new Pace(8192)
  expect([pace.next(0, 1000), pace.next(1, 1000)]).toEqual([1, 0])
})

test('more are drawn together with every range, and never more than a part of what fits', () => {
  expect(Array.from({ length: 4 }, () => known(8192).next(0, 1e9))).toEqual([4, 4, 4, 4])
  const growing = known(8192)
  expect(Array.from({ length: 4 }, () => growing.next(0, 10_010))).toEqual([4, 16, 64, 256])
  expect(growing.next(0, 10_010)).toBe(500)
  expect(known(8192).next(0, 30)).toBe(1)
  expect(known(8192).next(998, 10_010)).toBe(1)
  const few = known(8)
  expect(Array.from({ length: 3 }, () => few.next(0, 10_010))).toEqual([4, 8, 8])
})

test('nothing is drawn that would not be done in time', () => {
  const pace = known(256)
  expect(pace.next(0, 19)).toBe(0)
  expect(pace.next(1, 29)).toBe(0)
  expect(pace.next(0, 5)).toBe(0)
})

test('it goes by what cases took of late, and not by what was done between', () => {
  const pace = known(256)
  now = 1000
  pace.begin()
  now = 1004
  pace.settled(4)
  // The range of one case, which took 10 ms, counts half.
  expect(pace.milliseconds).toBe(9 / 4.5)
})
