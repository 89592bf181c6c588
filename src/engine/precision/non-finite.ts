import type { Rank, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core'
import { computed, tiled, type Kernels } from './computed.ts'
import type { FoundPrecision } from './found.ts'

type Found = FoundPrecision['nonFinite']

const INFINITIES = [Infinity, -Infinity]
const NUMBERS = [0, 1, -1, 2 ** 100, -0.5]

type Unary = readonly [(tf: Kernels, x: Tensor1D) => Tensor, (x: number) => number]
type Binary = readonly [(tf: Kernels, x: Tensor1D, y: Tensor1D) => Tensor, (x: number, y: number) => number]

const UNARY: Readonly<Record<string, Unary>> = {
  neg: [(tf, x) => tf.neg(x), (x) => -x],
  abs: [(tf, x) => tf.abs(x), Math.abs],
  relu: [(tf, x) => tf.relu(x), (x) => Math.max(x, 0)],
  square: [(tf, x) => tf.square(x), (x) => x * x],
  sqrt: [(tf, x) => tf.sqrt(x), Math.sqrt],
  exp: [(tf, x) => tf.exp(x), Math.exp],
  log: [(tf, x) => tf.log(x), Math.log],
}

const BINARY: Readonly<Record<string, Binary>> = {
  add: [(tf, x, y) => tf.add(x, y), (x, y) => x + y],
  sub: [(tf, x, y) => tf.sub(x, y), (x, y) => x - y],
  mul: [(tf, x, y) => tf.mul(x, y), (x, y) => x * y],
  div: [(tf, x, y) => tf.div(x, y), (x, y) => x / y],
  minimum: [(tf, x, y) => tf.minimum(x, y), Math.min],
  maximum: [(tf, x, y) => tf.maximum(x, y), Math.max],
}

/** Comparisons; no relation holds of a NaN. */
const RELATIONS: Readonly<Record<string, Binary>> = {
  less: [(tf, x, y) => tf.cast(tf.less(x, y), 'float32'), (x, y) => Number(x < y)],
  lessEqual: [(tf, x, y) => tf.cast(tf.lessEqual(x, y), 'float32'), (x, y) => Number(x <= y)],
  greater: [(tf, x, y) => tf.cast(tf.greater(x, y), 'float32'), (x, y) => Number(x > y)],
}

const WIDTH = 37
const ROWS = 257
const PLACES = [
  ['first', 0],
  ['middle', WIDTH >> 1],
  ['last', WIDTH - 1],
] as const
type Reduction = readonly [(tf: Kernels, x: Tensor2D) => Tensor, (row: readonly number[]) => number]
const REDUCTIONS: Readonly<Record<string, Reduction>> = {
  sum: [(tf, x) => tf.sum(x, 1), (row) => row.reduce((a, b) => a + b)],
  max: [(tf, x) => tf.max(x, 1), (row) => Math.max(...row)],
  min: [(tf, x) => tf.min(x, 1), (row) => Math.min(...row)],
  'matMul (left)': [
    (tf, x) => tf.matMul(x, tf.ones<Rank.R2>([WIDTH, 1])),
    (row) => row.reduce((a, b) => a + b),
  ],
  'matMul (right)': [
    (tf, x) => tf.matMul(tf.ones<Rank.R2>([1, WIDTH]), x, false, true),
    (row) => row.reduce((a, b) => a + b),
  ],
  'matMul (times 0)': [(tf, x) => tf.matMul(x, tf.zeros<Rank.R2>([WIDTH, 1])), () => NaN],
}

/** Whether NaN and infinities come out of every operation as IEEE 754 prescribes, by operation and argument. */
export async function measureNonFinite(tf: Kernels): Promise<Found> {
  const found: Found = {}
  for (const [name, [kernel, truth]] of Object.entries(UNARY)) {
    found[name] = await survival(async (specials) => {
      const x = tiled([...specials, 1])
      return { got: await computed(tf, () => kernel(tf, tf.tensor1d(x))), wanted: x.map(truth) }
    })
  }
  for (const [name, [kernel, truth]] of Object.entries({ ...BINARY, ...RELATIONS })) {
    for (const side of ['left', 'right'] as const) {
      found[`${name} (${side})`] = await survival(async (specials) => {
        const special = tiled(NUMBERS.flatMap(() => specials))
        const other = tiled(NUMBERS.flatMap((number) => specials.map(() => number)))
        const [x, y] = side === 'left' ? [special, other] : [other, special]
        return {
          got: await computed(tf, () => kernel(tf, tf.tensor1d(x), tf.tensor1d(y))),
          wanted: x.map((value, i) => truth(value, y[i])),
        }
      })
    }
  }
  for (const [name, [kernel, truth]] of Object.entries(REDUCTIONS)) {
    for (const [where, at] of PLACES) {
      found[`${name}, ${where}`] = await survival(async (specials) => {
        const rows = Array.from({ length: ROWS }, (_, r) =>
          Array.from({ length: WIDTH }, (_, i) =>
            i === at ? specials[r % specials.length] : ((r + i) % 5) - 2,
          ),
        )
        const got = await computed(tf, () => kernel(tf, tf.tensor2d(rows.flat(), [ROWS, WIDTH])))
        return { got, wanted: Float32Array.from(rows, truth) }
      })
    }
  }
  return found
}

async function survival(
  run: (specials: readonly number[]) => Promise<{ got: Float32Array; wanted: Float32Array }>,
): Promise<Found[string]> {
  const holds = async (specials: readonly number[]) => {
    const { got, wanted } = await run(specials)
    return got.every((value, i) => same(value, wanted[i])) ? 'kept' : 'lost'
  }
  return { nan: await holds([NaN]), infinity: await holds(INFINITIES) }
}

/** Equal, or both NaN; of finite results only that they are finite, since their errors are measured elsewhere. */
function same(value: number, wanted: number): boolean {
  if (Number.isFinite(wanted)) return Number.isFinite(value)
  return Number.isNaN(wanted) ? Number.isNaN(value) : value === wanted
}

/**
 * Operations on which the running bound relies to see a NaN or an infinity. Where one of them loses it, that bound
 * must not be used.
 */
const WATCHERS = ['abs', 'mul', 'add', 'sub', 'sum', 'less', 'lessEqual', 'greater']

/** The watchers that lose a NaN or an infinity. */
export const blindWatchers = (found: Found): string[] =>
  Object.entries(found)
    .filter(([name, { nan, infinity }]) => {
      const operation = name.split(/[ ,]/)[0]
      return WATCHERS.includes(operation) && (nan === 'lost' || infinity === 'lost')
    })
    .map(([name]) => name)
