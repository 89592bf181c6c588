import { beforeAll, expect, test } from 'vitest'
import type { Engine } from '../../engine/engine.ts'
import { startEngine } from '../../engine/start.ts'
import { chainOperations } from './chained-operations.ts'

let tf: Engine['tf']
beforeAll(async () => {
  tf = (await startEngine('cpu')).engine.tf
  chainOperations(tf)
})

test('tensors have the operations as methods', () => {
  const x = tf.tensor2d([
    [1, -2],
    [3, 4],
  ])
  expect(x.mul(2).sub(x).arraySync()).toEqual(x.arraySync())
  expect(x.matMul(x, false, true).arraySync()).toEqual([
    [5, -5],
    [-5, 25],
  ])
  expect(x.sum(1, true).arraySync()).toEqual([[-1], [7]])
  expect(x.softmax().equal(tf.softmax(x)).all().arraySync()).toBe(1)
  expect(x.transpose().flatten().arraySync()).toEqual([1, 3, -2, 4])
  expect(x.concat(x, 1).shape).toEqual([2, 4])
  expect(x.concat([x, x]).shape).toEqual([6, 2])
  expect(x.stack(x).shape).toEqual([2, 2, 2])
  expect(x.as3D(1, 2, 2).reshapeAs(x).shape).toEqual([2, 2])
  expect(x.where(x.greater(0), tf.zerosLike(x)).arraySync()).toEqual([
    [1, 0],
    [3, 4],
  ])
  expect(x.toInt().dtype).toBe('int32')
  expect(
    x
      .gather(tf.tensor1d([1], 'int32'))
      .asType('bool')
      .arraySync(),
  ).toEqual([[1, 1]])
})

test('each method is there, and none calls what is not', () => {
  const names = Object.getOwnPropertyNames(tf.Tensor.prototype).filter((name) => name in tf)
  expect(names.length).toBeGreaterThan(90)
  const source = names.map(
    (name) => Object.getOwnPropertyDescriptor(tf.Tensor.prototype, name)!.value as unknown,
  )
  for (const method of source) expect(method).toBeTypeOf('function')
})
