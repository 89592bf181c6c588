import { afterEach, expect, test } from 'vitest'
import { inTime } from './own-code.ts'

const heed = (): void => {}
afterEach(() => process.off('SIGINT', heed))

test('Ctrl-C is left to its listeners while code runs that has returned before', () => {
  process.on('SIGINT', heed)
  const others = process.listenerCount('SIGINT')
  const listening = (owner: object) =>
    inTime(
      () => 'counting',
      owner,
      () => process.listenerCount('SIGINT'),
    )
  const [one, other] = [{}, {}]
  expect([listening(one), listening(one), listening(one)]).toEqual([0, others, others])
  expect([listening(other), listening(other)]).toEqual([0, others])
  expect(process.listenerCount('SIGINT')).toBe(others)
})

test('code that threw has not returned, and can still be interrupted', () => {
  process.on('SIGINT', heed)
  const owner = {}
  const failing = () =>
    inTime(
      () => 'failing',
      owner,
      () => {
        throw new Error(`${process.listenerCount('SIGINT')} listen`)
      },
    )
  for (let i = 0; i < 2; i++) expect(failing).toThrow('0 listen')
})
