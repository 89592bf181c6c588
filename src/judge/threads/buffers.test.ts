import { expect, test } from 'vitest'
import { buffersOf } from './buffers.ts'

test('the memory of a message is that of its arrays, each once', () => {
  const memory = new ArrayBuffer(64)
  const message = {
    a: new Float32Array(memory, 0, 4),
    b: [{ c: new Float64Array(memory, 32, 2) }, 'text', null],
  }
  expect(buffersOf(message)).toEqual([memory])
})
