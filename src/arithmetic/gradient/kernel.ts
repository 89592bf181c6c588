import { broadcastIndex, sameShape, type Shape } from '../../program/shape.ts'
import type { Binary, Unary } from '../../program/step.ts'
import { cos, exp, log, sin, tanh } from './functions.ts'

/** Entries of an array, or what a margin changes by as each of them does. */
export type Numbers = Float64Array

/** One step on one case: its numbers, and how a change of its result goes back to its operands. */
export interface Kernel {
  forward(of: readonly Numbers[], out: Numbers): void
  /** Adds to `back` what the operands' share of `change` is. */
  backward(of: readonly Numbers[], out: Numbers, change: Numbers, back: readonly Numbers[]): void
}

type OfOne = (x: number) => number

/** Each function with its derivative, from the number and the function's value there. */
const UNARY: Readonly<Record<Unary, readonly [OfOne, (x: number, y: number) => number]>> = {
  neg: [(x) => -x, () => -1],
  abs: [Math.abs, (x) => Math.sign(x)],
  relu: [(x) => Math.max(x, 0), (x) => (x > 0 ? 1 : 0)],
  square: [(x) => x * x, (x) => 2 * x],
  sqrt: [Math.sqrt, (_, y) => (y > 0 ? 0.5 / y : 0)],
  exp: [exp, (_, y) => y],
  log: [log, (x) => 1 / x],
  tanh: [tanh, (_, y) => 1 - y * y],
  sin: [sin, (x) => cos(x)],
  cos: [cos, (x) => -sin(x)],
}

type OfTwo = (x: number, y: number) => number

/** Each function with its derivatives by the first and by the second number; of two equal ones the first is taken. */
const BINARY: Readonly<Record<Binary, readonly [OfTwo, OfTwo, OfTwo]>> = {
  add: [(x, y) => x + y, () => 1, () => 1],
  sub: [(x, y) => x - y, () => 1, () => -1],
  mul: [(x, y) => x * y, (_, y) => y, (x) => x],
  div: [(x, y) => (y === 0 ? NaN : x / y), (_, y) => 1 / y, (x, y) => -x / (y * y)],
  minimum: [Math.min, (x, y) => (x <= y ? 1 : 0), (x, y) => (x <= y ? 0 : 1)],
  maximum: [Math.max, (x, y) => (x >= y ? 1 : 0), (x, y) => (x >= y ? 0 : 1)],
  wherePositive: [(x, y) => (y > 0 ? x : y * 0), (_, y) => (y > 0 ? 1 : 0), () => 0],
  whereNonNegative: [(x, y) => (y >= 0 ? x : y * 0), (_, y) => (y >= 0 ? 1 : 0), () => 0],
}

export function unaryKernel(op: Unary): Kernel {
  const [value, derivative] = UNARY[op]
  return {
    forward([a], out) {
      for (let i = 0; i < out.length; i++) out[i] = value(a[i])
    },
    backward([a], out, change, [back]) {
      for (let i = 0; i < out.length; i++)
        if (change[i] !== 0) back[i] += change[i] * derivative(a[i], out[i])
    },
  }
}

export function binaryKernel(op: Binary, a: Shape, b: Shape, shape: Shape): Kernel {
  const [value, byFirst, bySecond] = BINARY[op]
  const [p, q] = [placesOf(a, shape), placesOf(b, shape)]
  return {
    forward([x, y], out) {
      for (let i = 0; i < out.length; i++) out[i] = value(x[p[i]], y[q[i]])
    },
    backward([x, y], out, change, [backX, backY]) {
      for (let i = 0; i < out.length; i++) {
        if (change[i] === 0) continue
        const [first, second] = [x[p[i]], y[q[i]]]
        backX[p[i]] += change[i] * byFirst(first, second)
        backY[q[i]] += change[i] * bySecond(first, second)
      }
    },
  }
}

/** Where broadcasting finds each entry. */
export const placesOf = (from: Shape, shape: Shape): Int32Array =>
  sameShape(from, shape)
    ? Int32Array.from({ length: shape.reduce((size, extent) => size * extent, 1) }, (_, i) => i)
    : broadcastIndex(from, shape)

/** Entries that are taken from elsewhere in the operand. */
export const movedKernel = (index: Int32Array): Kernel => ({
  forward([a], out) {
    for (let i = 0; i < out.length; i++) out[i] = a[index[i]]
  },
  backward(_, out, change, [back]) {
    for (let i = 0; i < out.length; i++) back[index[i]] += change[i]
  },
})
