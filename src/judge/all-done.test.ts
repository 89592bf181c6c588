import { setTimeout as after } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { allDone } from './all-done.ts'

test('so many pieces are in work at a time, and all are done', async () => {
  let [working, most, done] = [0, 0, 0]
  const piece = async () => {
    most = Math.max(most, ++working)
    await after(1)
    working--
    done++
  }
  await allDone(Array<typeof piece>(7).fill(piece), 3)
  expect([most, done]).toEqual([3, 7])
})

test('what is thrown is what the first of them threw, whichever fails first, once all have ended', async () => {
  const ended: number[] = []
  const failing = (milliseconds: number) => async () => {
    await after(milliseconds)
    ended.push(milliseconds)
    throw new Error(`after ${milliseconds}`)
  }
  await expect(allDone([failing(20), failing(1), failing(40)])).rejects.toThrow('after 20')
  expect(ended).toEqual([1, 20, 40])
})

test('nothing to do is done', async () => {
  await expect(allDone([])).resolves.toBeUndefined()
})
