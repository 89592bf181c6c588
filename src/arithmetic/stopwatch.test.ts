import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Stopwatch } from './stopwatch.ts'

let now = 0
beforeEach(() => {
  now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => now)
})
afterEach(() => void vi.restoreAllMocks())

test('adds up laps by stage', () => {
  const watch = new Stopwatch()
  const lap = watch.laps()
  now = 3
  lap('kernels')
  now = 5
  lap('judging')
  now = 9
  lap('kernels')
  expect([watch.of('kernels'), watch.of('judging'), watch.of('exact')]).toEqual([7, 2, 0])
})

test('counts all that is measured within a stage as that stage', () => {
  const watch = new Stopwatch()
  watch.add([['kernels', 1]])
  new Stopwatch(watch, 'variants').add([
    ['kernels', 2],
    ['exact', 3],
  ])
  expect([watch.of('kernels'), watch.of('variants'), watch.of('exact')]).toEqual([1, 5, 0])
})

test('what is taken is told once', () => {
  const watch = new Stopwatch()
  watch.add([['mpfr', 4]])
  expect(watch.taken()).toEqual([['mpfr', 4]])
  expect(watch.taken()).toEqual([])
})
