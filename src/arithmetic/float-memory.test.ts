import { expect, test } from 'vitest'
import { FloatMemory } from './float-memory.ts'

test('what is taken is zero, whoever had it before', () => {
  const memory = new FloatMemory()
  const first = memory.take(100).fill(7)
  memory.giveBack(first.subarray(10, 20))
  const second = memory.take(120)
  expect(second.buffer).toBe(first.buffer)
  expect(second).toEqual(new Float32Array(120))
})

test('what is not given back is nobody else’s', () => {
  const memory = new FloatMemory()
  expect(memory.take(64).buffer).not.toBe(memory.take(64).buffer)
})
