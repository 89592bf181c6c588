import type { Tensor } from '@tensorflow/tfjs-core'
import type { TensorFunctions } from '../tensor-operation.ts'
import { TENSOR_OPERATIONS } from '../operations.ts'
import { bitsOf, floatOf } from './recipe.ts'

/** An engine's operations with some of them broken. */
export type Defect = (tf: TensorFunctions) => TensorFunctions

type Operand = Tensor | number
type MatMul = (a: Tensor, b: Tensor, transposeA?: boolean, transposeB?: boolean) => Tensor
type Binary = (a: Operand, b: Operand) => Tensor

const broken = (tf: TensorFunctions, operations: Record<string, unknown>): TensorFunctions => ({
  ...tf,
  ...operations,
})

/** Every entry passed through a function on the host. */
function mapped(tf: TensorFunctions, x: Operand, change: (entry: number) => number): Tensor {
  const tensor = typeof x === 'number' ? tf.scalar(x) : x
  return tf.tensor(Float32Array.from(tensor.dataSync(), change), tensor.shape, 'float32')
}

/** A number with 10 bits behind its leading one, exponents unlimited. */
const truncated = (x: number) => (Number.isFinite(x) ? floatOf(bitsOf(x) & ~0x1fff) : x)
const nearest = (x: number) => {
  const bits = bitsOf(x)
  return Number.isFinite(x) ? floatOf((bits + 0xfff + ((bits >>> 13) & 1)) & ~0x1fff) : x
}
/** A number rounded to float16. */
export function half(x: number): number {
  if (Math.abs(x) >= 65520) return Math.sign(x) * Infinity
  if (Math.abs(x) >= 2 ** -14) return nearest(x)
  // Adding 2^-1 rounds to a multiple of 2^-24 in float32.
  return x < 0 ? Math.fround(x - 0.5) + 0.5 : Math.fround(x + 0.5) - 0.5
}

const withFactors =
  (change: (entry: number) => number): Defect =>
  (tf) => {
    const matMul: MatMul = (a, b, transposeA, transposeB) =>
      tf.matMul(mapped(tf, a, change), mapped(tf, b, change), transposeA, transposeB)
    return broken(tf, { matMul })
  }

/** Matrix products as on tensor cores with TF32. */
export const truncatedFactors = withFactors(truncated)
export const roundedFactors = withFactors(nearest)

/** Matrix products in float16 throughout, the additions one after another. */
export const halfProducts: Defect = (tf) => {
  const matMul: MatMul = (a, b, transposeA, transposeB) => {
    const left = mapped(tf, transposeA ? swapped(tf, a) : a, half)
    const right = mapped(tf, transposeB ? swapped(tf, b) : b, half)
    let total: Tensor | undefined
    const columns = tf.split(left, left.shape.at(-1)!, -1)
    const rows = tf.split(right, right.shape.at(-2)!, -2)
    columns.forEach((column, j) => {
      const term = mapped(tf, tf.mul(column, rows[j]), half)
      total = total ? mapped(tf, tf.add(total, term), half) : term
    })
    return total!
  }
  return broken(tf, { matMul })
}

function swapped(tf: TensorFunctions, x: Tensor): Tensor {
  const axes = x.shape.map((_, i) => i)
  const last = axes.length - 1
  return tf.transpose(x, [...axes.slice(0, -2), last, last - 1])
}

/** The second factor of a matrix product loses bits, the first one does not. */
export const truncatedSecondFactors: Defect = (tf) => {
  const matMul: MatMul = (a, b, transposeA, transposeB) =>
    tf.matMul(a, mapped(tf, b, truncated), transposeA, transposeB)
  return broken(tf, { matMul })
}

/** Matrix products whose additions cut off what does not fit, as some tensor cores do with float32. */
export const truncatedSums: Defect = (tf) => {
  const matMul: MatMul = (a, b, transposeA, transposeB) => {
    const left = transposeA ? swapped(tf, a) : a
    const right = transposeB ? swapped(tf, b) : b
    const [lanes, m, n] = [left.shape[0], left.shape.at(-2)!, right.shape.at(-1)!]
    const d = left.shape.at(-1)!
    const x = left.dataSync()
    const y = right.dataSync()
    const out = new Float32Array(left.rank === 2 ? m * n : lanes * m * n)
    const sharedX = left.rank === 3 && left.shape[0] === 1
    const sharedY = right.rank === 3 && right.shape[0] === 1
    for (let at = 0; at < out.length; at++) {
      const lane = Math.floor(at / (m * n))
      const fromX = ((sharedX ? 0 : lane) * m + (Math.floor(at / n) % m)) * d
      const fromY = (sharedY ? 0 : lane) * d * n + (at % n)
      for (let j = 0; j < d; j++) out[at] = cut(out[at] + Math.fround(x[fromX + j] * y[fromY + j * n]))
    }
    return tf.tensor(out, left.rank === 2 ? [m, n] : [lanes, m, n])
  }
  return broken(tf, { matMul })
}

/** Rounded to float32 towards zero. */
function cut(x: number): number {
  const rounded = Math.fround(x)
  return Math.abs(rounded) <= Math.abs(x) ? rounded : floatOf(bitsOf(rounded) - 1)
}

/** `maximum` returns the other number when its first one is NaN. */
export const maximumLosesNaN: Defect = (tf) => {
  const maximum: Binary = (a, b) => {
    const [x, y] = [a, b].map((side) => (typeof side === 'number' ? tf.scalar(side) : side)) as [
      Tensor,
      Tensor,
    ]
    return tf.where(
      tf.isNaN(tf.add(x, tf.zerosLike(y))),
      tf.add(y, tf.mul(tf.zerosLike(x), 0)),
      tf.maximum(x, y),
    )
  }
  return broken(tf, { maximum })
}

/** `sum` takes a NaN for zero, so that the running bound cannot see it. */
export const sumLosesNaN: Defect = (tf) => {
  const sum = (x: Tensor, axis?: number, keepDims?: boolean) =>
    tf.sum(tf.where(tf.isNaN(x), tf.zerosLike(x), x), axis, keepDims)
  return broken(tf, { sum })
}

/** `exp` is off by 40 ulp for arguments beyond 50 in size. */
export const coarseExp: Defect = (tf) => {
  const exp = (x: Tensor) =>
    tf.mul(tf.exp(x), tf.add(1, tf.mul(tf.cast(tf.greater(tf.abs(x), 50), 'float32'), 40 * 2 ** -23)))
  return broken(tf, { exp })
}

/** Operations take some numbers for zero and return zero in place of them; all of the table unless named. */
export const flushing =
  (lost: (x: number) => boolean, names: readonly string[] = Object.keys(TENSOR_OPERATIONS)): Defect =>
  (tf) => {
    const flush = (x: number) => (lost(x) ? 0 : x)
    const operations = names.map((name) => {
      const own = tf[name as keyof TensorFunctions] as (...args: unknown[]) => Tensor
      return [
        name,
        (...args: unknown[]) => {
          const isTensor = (arg: unknown): arg is Tensor =>
            arg instanceof tf.Tensor && arg.dtype === 'float32'
          const result = own(...args.map((arg) => (isTensor(arg) ? mapped(tf, arg, flush) : arg)))
          return result.dtype === 'float32' ? mapped(tf, result, flush) : result
        },
      ]
    })
    return broken(tf, Object.fromEntries(operations) as Record<string, unknown>)
  }

const isSubnormal = (x: number): boolean => Math.abs(x) < 2 ** -126

export const flushesSubnormals = flushing(isSubnormal)

/** As engines do that are not known to compute where they only move numbers. */
export const flushesWhatItComputes = flushing(isSubnormal, [
  ...Object.keys(TENSOR_OPERATIONS).filter((name) => name !== 'gather' && name !== 'concat'),
  ...['less', 'lessEqual', 'greater'],
])

/** Every third matrix product has another last bit in one entry. */
export const unrepeatable: Defect = (tf) => {
  let calls = 0
  const matMul: MatMul = (a, b, transposeA, transposeB) => {
    const product = tf.matMul(a, b, transposeA, transposeB)
    if (++calls % 3 !== 0) return product
    const values = product.dataSync()
    values[calls % values.length] = floatOf(bitsOf(values[calls % values.length]) ^ 1)
    return tf.tensor(values, product.shape)
  }
  return broken(tf, { matMul })
}

/** `exp` and `mul` return 1.5 · 2^99 in place of anything larger. */
export const clamping: Defect = (tf) => {
  const clamp = (x: Tensor) => tf.minimum(x, 1.5 * 2 ** 99)
  const exp = (x: Tensor) => clamp(tf.exp(x))
  const mul: Binary = (a, b) => clamp(tf.mul(a, b))
  return broken(tf, { exp, mul })
}

/** `exp` has another last bit in batches of an odd length. */
export const dependsOnBatch: Defect = (tf) => {
  const exp = (x: Tensor) => (x.shape[0] % 2 === 0 ? tf.exp(x) : tf.mul(tf.exp(x), 1 + 2 ** -23))
  return broken(tf, { exp })
}

/** Sums of 16 numbers and more that cut off what does not fit after each addition. */
export const truncatedReductions: Defect = (tf) => {
  const sum = (x: Tensor, axis: number) => {
    const [rows, columns] = x.shape as [number, number]
    if (x.shape[axis] < 16) return tf.sum(x, axis)
    const values = x.dataSync()
    const totals = new Float32Array(axis === 0 ? columns : rows)
    for (let at = 0; at < values.length; at++) {
      const into = axis === 0 ? at % columns : Math.floor(at / columns)
      totals[into] = cut(totals[into] + values[at])
    }
    return tf.tensor1d(totals)
  }
  return broken(tf, { sum })
}

/** Quotients are too small by 2^-5. */
export const smallQuotients: Defect = (tf) => {
  const div: Binary = (a, b) => tf.mul(tf.div(a, b), 1 - 2 ** -5)
  return broken(tf, { div })
}

/** Logarithms are too small by 2^-21. */
export const smallLogarithms: Defect = (tf) => {
  const log = (x: Tensor) => tf.sub(tf.log(x), 2 ** -21)
  return broken(tf, { log })
}

/** `log` is wrong for one number a little above √2, where TensorFlow's on CPUs is at its worst. */
export const logWrongAboveRoot2: Defect = (tf) => {
  const wrong = (x: Tensor) => tf.cast(tf.equal(x, Math.fround(1.4146055)), 'float32')
  const log = (x: Tensor) => tf.mul(tf.log(x), tf.add(1, tf.mul(wrong(x), 2 ** -20)))
  return broken(tf, { log })
}

/** `sqrt` is wrong for one number alone, and `exp` for its negative. */
export const wrongAt =
  (at: number): Defect =>
  (tf) => {
    const factor = (x: Tensor, wrong: number) =>
      tf.add(1, tf.mul(tf.cast(tf.equal(x, wrong), 'float32'), 2 ** -20))
    const sqrt = (x: Tensor) => tf.mul(tf.sqrt(x), factor(x, at))
    const exp = (x: Tensor) => tf.mul(tf.exp(x), factor(x, -at))
    return broken(tf, { sqrt, exp })
  }

/** `tanh` by exponentials, as TensorFlow.js's WebGPU kernel has it: small results lose all of their bits. */
export const tanhOfExponentials: Defect = (tf) => {
  const ofSize = (e: Tensor) => tf.div(tf.sub(1, e), tf.add(1, e))
  return broken(tf, { tanh: (x: Tensor) => tf.mul(tf.sign(x), ofSize(tf.exp(tf.mul(tf.abs(x), -2)))) })
}

/** `sin` takes its argument modulo 2π in float32, so that errors grow with it. */
export const sinOfReduced: Defect = (tf) => {
  const turns = (x: Tensor) => tf.mul(tf.round(tf.div(x, 2 * Math.PI)), 2 * Math.PI)
  return broken(tf, { sin: (x: Tensor) => tf.sin(tf.sub(x, turns(x))) })
}

/** `cos` is as coarse as WGSL allows, off by up to 2^-11, and of large arguments arbitrary. */
export const coarseCos: Defect = (tf) => {
  const coarse = (x: Tensor) => tf.add(tf.cos(x), tf.mul(tf.sin(tf.mul(x, 50)), 2 ** -11 - 2 ** -16))
  const cos = (x: Tensor) => tf.where(tf.lessEqual(tf.abs(x), 3.1416), coarse(x), tf.onesLike(x))
  return broken(tf, { cos })
}
