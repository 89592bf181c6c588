import { sizeOf, splitAtAxis, type Shape } from '../../program/shape.ts'
import { isUnary, BINARY, type Binary, type Reduced, type Step, type StepOf } from '../../program/step.ts'
import { gatherIndex, transposeIndex } from '../numbers/layout.ts'
import { binaryKernel, movedKernel, placesOf, unaryKernel, type Kernel } from './kernel.ts'

/** Kernels of steps that are not entry by entry, from the shapes of their operands. */
const KERNELS: { readonly [Name in Step['op']]?: (step: StepOf<Name>, ...of: Shape[]) => Kernel } = {
  sum: (step, a) => reduction(step, a, 'sum'),
  max: (step, a) => reduction(step, a, 'max'),
  min: (step, a) => reduction(step, a, 'min'),
  matMul: ({ shape }, a, b) => product(a, b, shape),
  transpose: (_, a) => movedKernel(transposeIndex(a).index),
  reshape: (_, a) => movedKernel(placesOf(a, a)),
  gather: ({ indices, axis }, a) => movedKernel(gatherIndex(a, indices, axis).index),
  concat: ({ axis, shape }, a, b) => joined(axis, shape, a, b),
  // A claim must not depend on what is subtracted, so nothing is what is subtracted here, up to the largest entry.
  belowMax: ({ axis }, a) => belowMax(axis, a),
}

/** What computes a step and its derivative; undefined for an operation of which none is known here. */
export function kernelOf(step: Step, of: readonly Shape[]): Kernel | undefined {
  if (isUnary(step)) return unaryKernel(step.op)
  if ((BINARY as readonly string[]).includes(step.op))
    return binaryKernel(step.op as Binary, of[0], of[1], step.shape)
  const make = KERNELS[step.op] as ((step: Step, ...of: readonly Shape[]) => Kernel) | undefined
  return make?.(step, ...of)
}

/** The entries that each entry of a reduction is made of: `count` of them, `inner` apart. */
function reduction({ axis }: Reduced, shape: Shape, op: 'sum' | 'max' | 'min'): Kernel {
  const { outer, extent, inner } =
    axis === null ? { outer: 1, extent: sizeOf(shape), inner: 1 } : splitAtAxis(shape, axis)
  const start = (i: number): number => Math.floor(i / inner) * extent * inner + (i % inner)
  const size = outer * inner
  if (op === 'sum')
    return {
      forward([a], out) {
        for (let i = 0; i < size; i++) {
          let sum = 0
          for (let k = 0, at = start(i); k < extent; k++, at += inner) sum += a[at]
          out[i] = sum
        }
      },
      backward(_, _out, change, [back]) {
        for (let i = 0; i < size; i++)
          for (let k = 0, at = start(i); k < extent; k++, at += inner) back[at] += change[i]
      },
    }
  const sign = op === 'max' ? 1 : -1
  const best = (a: Float64Array, i: number): number => {
    let found = start(i)
    for (let k = 1, at = start(i) + inner; k < extent; k++, at += inner)
      if (sign * a[at] > sign * a[found]) found = at
    return found
  }
  return {
    forward([a], out) {
      for (let i = 0; i < size; i++) out[i] = a[best(a, i)]
    },
    backward([a], _out, change, [back]) {
      for (let i = 0; i < size; i++) if (change[i] !== 0) back[best(a, i)] += change[i]
    },
  }
}

function product(a: Shape, b: Shape, shape: Shape): Kernel {
  const [rows, cols] = shape.slice(-2)
  const inner = a.at(-1)!
  const stack = shape.slice(0, -2)
  const [p, q] = [placesOf(a.slice(0, -2), stack), placesOf(b.slice(0, -2), stack)]
  /** For each term of each entry: its factors, and the entry. */
  const each = (term: (x: number, y: number, at: number) => void): void => {
    let at = 0
    for (let matrix = 0; matrix < p.length; matrix++)
      for (let i = 0; i < rows; i++)
        for (let j = 0; j < cols; j++, at++)
          for (let k = 0; k < inner; k++)
            term((p[matrix] * rows + i) * inner + k, (q[matrix] * inner + k) * cols + j, at)
  }
  return {
    forward([x, y], out) {
      out.fill(0)
      each((first, second, at) => (out[at] += x[first] * y[second]))
    },
    backward([x, y], _out, change, [backX, backY]) {
      each((first, second, at) => {
        backX[first] += change[at] * y[second]
        backY[second] += change[at] * x[first]
      })
    },
  }
}

function joined(axis: number, shape: Shape, a: Shape, b: Shape): Kernel {
  const [m, n] = [sizeOf(a.slice(axis)), sizeOf(b.slice(axis))]
  const blocks = splitAtAxis(shape, axis).outer
  return {
    forward([x, y], out) {
      for (let block = 0; block < blocks; block++) {
        out.set(x.subarray(block * m, (block + 1) * m), block * (m + n))
        out.set(y.subarray(block * n, (block + 1) * n), block * (m + n) + m)
      }
    },
    backward(_, _out, change, [backX, backY]) {
      for (let block = 0; block < blocks; block++) {
        for (let i = 0; i < m; i++) backX[block * m + i] += change[block * (m + n) + i]
        for (let i = 0; i < n; i++) backY[block * n + i] += change[block * (m + n) + m + i]
      }
    },
  }
}

function belowMax(axis: number, shape: Shape): Kernel {
  const { outer, extent, inner } = splitAtAxis(shape, axis)
  return {
    forward([a], out) {
      for (let block = 0; block < outer; block++)
        for (let i = 0; i < inner; i++) {
          const start = block * extent * inner + i
          let most = a[start]
          for (let k = 1; k < extent; k++) most = Math.max(most, a[start + k * inner])
          for (let k = 0; k < extent; k++) out[start + k * inner] = a[start + k * inner] - most
        }
    },
    backward(_, out, change, [back]) {
      for (let i = 0; i < out.length; i++) back[i] += change[i]
    },
  }
}
