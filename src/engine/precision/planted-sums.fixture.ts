import type { Tensor } from '@tensorflow/tfjs-core'
import type { TensorFunctions } from '../tensor-operation.ts'
import { broken, mapped, type Defect } from './planted-engines.fixture.ts'
import { bitsOf, floatOf } from './recipe.ts'

type MatMul = (a: Tensor, b: Tensor, transposeA?: boolean, transposeB?: boolean) => Tensor

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
