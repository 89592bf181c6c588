import { expect, test } from 'vitest'
import { FloatMemory } from './float-memory.ts'

test.each([false, true])('what was given back is taken again, shared: %s', (shared) => {
  const memory = new FloatMemory(shared)
  const first = memory.take(100).fill(7)
  memory.giveBack(first.subarray(10, 20))
  const second = memory.take(120)
  expect(second.buffer).toBe(first.buffer)
  expect(second).toHaveLength(120)
  expect(second.buffer instanceof SharedArrayBuffer).toBe(shared)
})

test('numbers of float64 take the same memory', () => {
  const memory = new FloatMemory(false)
  const first = memory.takeDoubles(50)
  expect(first).toHaveLength(50)
  memory.giveBack(first)
  expect(memory.take(100).buffer).toBe(first.buffer)
})

test('what nobody can be given again is let go', () => {
  const memory = new FloatMemory(false)
  const odd = new Float32Array(100)
  memory.giveBack(odd)
  expect(memory.take(100).buffer).not.toBe(odd.buffer)
  expect(memory).toEqual(new FloatMemory(false))
})

test('what is not given back is nobody else’s', () => {
  const memory = new FloatMemory(true)
  expect(memory.take(64).buffer).not.toBe(memory.take(64).buffer)
})
