import { expect, test } from 'vitest'
import { Flight } from './flight.ts'

/** Work that is done when it is told so. */
function controlled() {
  let resolve!: () => void
  let reject!: (error: Error) => void
  const promise = new Promise<void>((done, failed) => ([resolve, reject] = [done, failed]))
  return { work: () => promise, resolve, reject }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('no more are in flight than may be', async () => {
  const flight = new Flight(2)
  const all = Array.from({ length: 3 }, controlled)
  const begun: number[] = []
  const adding = all.map(({ work }, i) =>
    flight.add(() => {
      begun.push(i)
      return work()
    }),
  )
  await turn()
  expect(begun).toEqual([0, 1])
  all[1].resolve()
  await adding[2]
  expect(begun).toEqual([0, 1, 2])
  let landed = false
  const landing = flight.landed().then(() => (landed = true))
  all[2].resolve()
  await turn()
  expect(landed).toBe(false)
  all[0].resolve()
  await landing
})

test('after a failure nothing more is begun', async () => {
  const flight = new Flight(2)
  const first = controlled()
  await flight.add(first.work)
  first.reject(new Error('lost'))
  await flight.landed()
  let begun = false
  const next = flight.add(async () => void (begun = true))
  await expect(next).rejects.toThrow('lost')
  expect(begun).toBe(false)
})
