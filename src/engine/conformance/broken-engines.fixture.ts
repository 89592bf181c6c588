import type { Tensor } from '@tensorflow/tfjs-core'
import { flushesWhatItComputes, maximumLosesNaN } from '../precision/planted-engines.fixture.ts'
import type { Engine } from '../engine.ts'
import { BINARY, isGate, UNARY } from '../../program/step.ts'
import { OF_MANY_AXES } from './bound-checks.ts'
import type { PrecisionProfile } from '../profile.ts'
import { replacing, spoiledFrom, type Tf } from './replaced-functions.fixture.ts'

/** Operations that are functions of TensorFlow.js by their names. */
const ELEMENTWISE = [...BINARY.filter((name) => !isGate(name)), ...UNARY]

/** The engine with a profile that promises too much. */
const promising =
  (profile: Partial<PrecisionProfile>) =>
  (engine: Engine): Engine => ({ ...engine, profile: { ...engine.profile, ...profile } })

const ulps = (n: number) => 1 + n * 2 ** -23

/** One mistake of an engine. */
export interface Broken {
  readonly mistake: string
  readonly alter: (engine: Engine) => Engine
  /** The checks that have to see it. */
  readonly caughtBy: readonly string[]
  /** Whether no other check may fail, subjects aside. */
  readonly alone?: boolean
}

const AXES = OF_MANY_AXES

const BATCHES = 'operations: the values of a lane do not depend on its batch'
const MEMORY = 'flat over batches'
const KERNELS = 'only the kernels that are known are called'
const OVERFLOW = 'overflow makes an atom undecided'
const NAN = 'a NaN makes an atom undecided, also behind a kernel that loses it'
const REALS = ['less over the reals', 'atMost over the reals', 'equal over the reals']

export const BROKEN: readonly Broken[] = [
  {
    mistake: 'exp is off by 6 ulp',
    alter: replacing((tf) => ({ exp: (x: Tensor) => tf.mul(tf.exp(x), ulps(6)) })),
    caughtBy: ['exp', `exp ${AXES}`, 'a weighted sum, and a range'],
    alone: true,
  },
  {
    mistake: 'matMul ignores transposeB',
    alter: replacing((tf) => ({
      matMul: (a: Tensor, b: Tensor, transposeA: boolean) => tf.matMul(a, b, transposeA),
    })),
    // Where the matrices are not square it throws, and what comes after that is not seen.
    caughtBy: [
      ...[
        `matMul ${AXES}`,
        'matMul',
        'a product of products',
        'softmax',
        'softmax of masked scores',
        'a quotient of features',
        'rows combined with weights',
        'combined rows, divided by the sums of the coefficients',
        'a weighted sum, and a range',
      ],
      ...[KERNELS, BATCHES, MEMORY],
    ],
    alone: true,
  },
  {
    mistake: 'max takes the axis before the last one',
    alter: replacing((tf) => ({
      max: (x: Tensor, axis: number, keep: boolean) =>
        tf.max(x, x.rank > 2 && axis === x.rank - 1 ? axis - 1 : axis, keep),
    })),
    caughtBy: [
      ...['max', 'belowMax', 'softmax', 'softmax of masked scores', `max ${AXES}`, `belowMax ${AXES}`],
      ...['rows combined with weights', 'a weighted sum, and a range'],
      // The running error of a smallest number is the largest of errors.
      `min ${AXES}`,
      ...[KERNELS, 'sameOrder over the reals', BATCHES],
    ],
    alone: true,
  },
  {
    mistake: 'gather is off by one',
    alter: replacing((tf) => ({
      gather: (x: Tensor, indices: Tensor, axis: number) => {
        const next = Array.from(indices.dataSync(), (i) => (i + 1) % x.shape[axis])
        return tf.gather(x, tf.tensor1d(next, 'int32'), axis)
      },
    })),
    caughtBy: [
      ...['gather', `gather ${AXES}`, 'belowMax', `belowMax ${AXES}`, 'moved entries', ...REALS],
      'softmax of masked scores',
    ],
    alone: true,
  },
  {
    mistake: 'elementwise kernels leave what has four axes as it was',
    alter: spoiledFrom(4, ELEMENTWISE),
    caughtBy: ELEMENTWISE.map((name) => `${name} ${AXES}`),
  },
  {
    mistake: 'reductions of four axes come to nothing',
    alter: spoiledFrom(4, ['sum', 'max', 'min']),
    caughtBy: ['sum', 'max', 'min'].map((name) => `${name} ${AXES}`),
  },
  {
    mistake: 'what moves numbers of four axes loses them',
    alter: spoiledFrom(4, ['gather', 'concat', 'transpose']),
    caughtBy: ['gather', 'concat', 'transpose'].map((name) => `${name} ${AXES}`),
  },
  {
    mistake: 'products of stacked matrices come to nothing',
    alter: spoiledFrom(4, ['matMul']),
    caughtBy: [`matMul ${AXES}`],
  },
  {
    mistake: 'a broadcast takes the first row for every row',
    alter: replacing((tf) => ({
      add: (x: Tensor, y: Tensor) => {
        const rows = x.rank === 4 && y.rank === 4 && x.shape[2] !== y.shape[2]
        if (!rows) return tf.add(x, y)
        const first = tf.slice(y, [0, 0, 0, 0], [-1, -1, 1, -1])
        return tf.add(x, tf.tile(first, [1, 1, y.shape[2]!, 1]))
      },
    })),
    caughtBy: [`add ${AXES}`],
  },
  {
    mistake: 'what is reshaped to fewer axes is turned round',
    alter: replacing((tf) => ({
      reshape: (x: Tensor, shape: number[]) =>
        tf.reshape(x.rank > 3 && shape.length < x.rank ? tf.reverse(x, 1) : x, shape),
    })),
    caughtBy: [`reshape ${AXES}`],
  },
  {
    mistake: 'one tensor a batch is left behind',
    alter: replacing((tf) => ({
      tensor: (...given: Parameters<Tf['tensor']>) => {
        tf.keep(tf.zeros([1]))
        return tf.tensor(...given)
      },
    })),
    caughtBy: [MEMORY],
    alone: true,
  },
  {
    mistake: 'the last bit of exp depends on the number of lanes',
    alter: replacing((tf) => ({ exp: (x: Tensor) => tf.mul(tf.exp(x), x.shape[0] > 7 ? ulps(1) : 1) })),
    caughtBy: [BATCHES],
    alone: true,
  },
  {
    mistake: 'squares below 2^-60 are flushed',
    alter: replacing((tf) => ({
      square: (x: Tensor) => {
        const product = tf.square(x)
        return tf.mul(product, tf.cast(tf.greater(product, 2 ** -60), 'float32'))
      },
    })),
    // A case of matMul squares one of its factors.
    // A case of matMul squares one of its factors.
    caughtBy: ['square', 'matMul', 'the logarithm of squares'],
    alone: true,
  },
  {
    mistake: 'relu is another kernel',
    alter: replacing((tf) => ({ relu: (x: Tensor) => tf.clipByValue(x, 0, 3.5e38) })),
    caughtBy: [KERNELS],
    alone: true,
  },
  {
    mistake: 'subnormal numbers are lost on the way to the engine',
    alter: replacing((tf) => ({
      tensor: (data: Float32Array, ...rest: [number[], 'float32']) => {
        const flushed = data.map((x) => (Math.abs(x) < 2 ** -126 ? 0 : x))
        return tf.tensor(flushed, ...rest)
      },
    })),
    caughtBy: [
      ...['transpose', 'reshape', 'gather', 'concat', ...REALS],
      ...['float32: numbers come back as they were sent', 'exact numbers are compared exactly'],
    ],
    alone: true,
  },
  {
    mistake: 'it promises that nothing overflows or is flushed, clamps and loses a NaN',
    alter: (engine) =>
      promising({ overflowAbove: Infinity, flushBelow: 0 })(
        replacing((tf) => ({
          exp: (x: Tensor) => tf.minimum(tf.exp(x), 3.4e38),
          relu: (x: Tensor) => tf.where(tf.isNaN(x), tf.zerosLike(x), tf.relu(x)),
        }))(engine),
      ),
    caughtBy: [OVERFLOW, NAN, 'exp', 'add', 'mul', 'sum'],
  },
  {
    mistake: 'it promises that nothing is flushed, and flushes',
    alter: (engine) =>
      promising({ flushBelow: 0, productFlushBelow: 0 })(
        replacing((tf) => flushesWhatItComputes(tf))(engine),
      ),
    caughtBy: [
      'add',
      'mul',
      'matMul',
      'exp',
      ...REALS,
      'a value in the flushed range does not become certain',
    ],
  },
  {
    mistake: 'it promises exact arithmetic',
    alter: promising({
      unitRoundoff: 0,
      productAccumulation: 0,
      ulps: { exp: 0, log: 0, div: 0, sqrt: 0, tanh: 0 },
      flushBelow: 0,
    }),
    caughtBy: ['add', 'sub', 'mul', 'div', 'sqrt', 'exp', 'log', 'sum', 'matMul', 'constants', 'softmax'],
  },
]

const IDLE = ['gather', 'concat', 'transpose', 'reshape', 'tile', 'matMul', 'sum', 'max', 'min'] as const

/** What an engine may do, and TensorFlow, WebGPU or WebAssembly do: none of it makes a bound unsound. */
export const TOLERATED: Readonly<Record<string, (engine: Engine) => Engine>> = {
  'subnormal numbers are flushed': replacing((tf) => flushesWhatItComputes(tf)),
  'maximum loses a NaN': replacing((tf) => maximumLosesNaN(tf)),
  // No kernel is handed more than four axes.
  'what has five axes is left as it was': spoiledFrom(5, [...ELEMENTWISE, ...IDLE]),
  'exp is clamped where it overflows': replacing((tf) => ({
    exp: (x: Tensor) => tf.minimum(tf.exp(x), 3.4e38),
  })),
}
