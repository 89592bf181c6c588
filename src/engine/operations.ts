import type { Operation } from './operation.ts'
import * as numbers from './precision/arguments.ts'
import { alone, beside, besideBoth, between, normalPair } from './precision/arguments.ts'
import { bitsOf } from './precision/recipe.ts'

const table = <Name extends string>(entries: Readonly<Record<Name, Operation>>) => entries

const zeros = [0, 0, 0, 0]
/** Beyond these exp is no normal number. */
const [EXP_FROM, EXP_TO] = [-104, Math.fround(88.7228317)]
const trigonometric = { ...numbers.TRIGONOMETRIC, trigonometric: true } as const

/** By their names in TensorFlow.js. */
export const OPERATIONS = table({
  exp: {
    takes: 1,
    call: (tf, x) => tf.exp(x),
    exact: Math.exp,
    errors: {
      // Even in value, and even in exponent.
      draw(recipe) {
        if (recipe.unit() < 0.5) return alone(EXP_FROM + recipe.unit() * (EXP_TO - EXP_FROM))
        const size = between(recipe, bitsOf(2 ** -30), bitsOf(-EXP_FROM))
        return alone(recipe.unit() < 0.5 ? -size : Math.min(size, EXP_TO))
      },
      // Multiples of log 2, where the usual reduction of the argument changes its step.
      edges: [
        ...[0, -0, EXP_TO, -EXP_TO, 2 ** -24, -(2 ** -24), 1, -1].map(alone),
        ...numbers.EXPONENTS.flatMap((k) => (k === 0 ? [] : beside(k * Math.LN2))),
        ...numbers.EXPONENTS.flatMap((k) => beside((k + 0.5) * Math.LN2)),
        ...besideBoth([0.5 * Math.LN2], numbers.REACH),
      ],
      every: { from: 0, to: bitsOf(-EXP_FROM), signs: 2 },
    },
    tiny: [[-88], [-90], [-100]],
    huge: [[88.73], [89], [100], [1e4], [3e38]],
  },
  log: {
    takes: 1,
    call: (tf, x) => tf.log(x),
    exact: Math.log,
    domain: 'positive',
    errors: {
      absolute: { limit: 'logAbsolute', from: 0.5, to: 2 },
      // Even in exponent; a quarter near 1, where the result is small.
      draw: (recipe) =>
        alone(
          recipe.unit() < 0.25
            ? between(recipe, bitsOf(0.5), bitsOf(2))
            : between(recipe, numbers.LEAST, numbers.LARGEST),
        ),
      edges: [
        ...[1, Math.SQRT1_2, Math.SQRT2].flatMap((x) => beside(x, numbers.REACH)),
        ...numbers.EXPONENTS.slice(1).flatMap((k) => beside(2 ** k)),
      ],
      every: numbers.POSITIVE,
    },
    sees: (s) => [Math.abs(s)],
  },
  tanh: {
    takes: 1,
    call: (tf, x) => tf.tanh(x),
    exact: Math.tanh,
    errors: {
      absolute: { limit: 'tanhAbsolute', from: -Infinity, to: Infinity },
      draw: (recipe) =>
        alone(
          recipe.unit() < 0.5
            ? 20 * recipe.unit() - 10
            : Math.sign(recipe.unit() - 0.5) * between(recipe, bitsOf(2 ** -30), bitsOf(16)),
        ),
      // Where the usual formulas take turns, and where the result becomes 1.
      edges: [
        ...[0, -0, 2 ** -126, -(2 ** -100), 2 ** 64, 3e38, -3e38].map(alone),
        ...besideBoth(
          [4e-4, Math.log(5 / 3) / 2, Math.log(3) / 2, 0.625, 1, 7.90531, 9, 9.010913, 22],
          2 ** 9,
        ),
      ],
      every: { from: 0, to: bitsOf(16), signs: 2 },
    },
    sees: (s) => [s],
  },
  sin: { takes: 1, call: (tf, x) => tf.sin(x), exact: Math.sin, errors: trigonometric },
  cos: { takes: 1, call: (tf, x) => tf.cos(x), exact: Math.cos, errors: trigonometric },
  sqrt: {
    takes: 1,
    call: (tf, x) => tf.sqrt(x),
    exact: Math.sqrt,
    domain: 'positive',
    errors: {
      draw: (recipe) => alone(between(recipe, numbers.LEAST, numbers.LARGEST)),
      edges: numbers.EXPONENTS.slice(1).flatMap((k) => beside(2 ** k)),
      every: numbers.POSITIVE,
    },
    sees: (s) => [Math.abs(s)],
  },
  square: {
    takes: 1,
    call: (tf, x) => tf.square(x),
    exact: (x) => x * x,
    errors: {
      draw: (recipe) => alone(recipe.graded(-62, 62)),
      edges: numbers.SIGNIFICANDS.map((x) => [x, 1]),
    },
    tiny: [[2 ** -65], [2 ** -70]],
    huge: [[2 ** 64], [1e30]],
  },
  neg: { takes: 1, call: (tf, x) => tf.neg(x), exact: (x) => -x, sees: (s) => [s] },
  abs: { takes: 1, call: (tf, x) => tf.abs(x), exact: Math.abs, returns: (x) => [x], sees: (s) => [s] },
  relu: {
    takes: 1,
    call: (tf, x) => tf.relu(x),
    exact: (x) => Math.max(x, 0),
    returns: (x) => [x],
    sees: (s) => [Math.abs(s)],
  },
  add: {
    takes: 2,
    call: (tf, x, y) => tf.add(x, y),
    exact: (x, y) => x + y,
    errors: numbers.sums(1),
    returns: (x) => [x, 0],
    sees: (s) => [s, 0],
    tiny: [1.5, 1.25].map((x) => [x * 2 ** -126, -(2 ** -126)]),
    huge: [[3e38, 3e38]],
  },
  sub: {
    takes: 2,
    call: (tf, x, y) => tf.sub(x, y),
    exact: (x, y) => x - y,
    errors: numbers.sums(-1),
    returns: (x) => [x, 0],
    sees: (s) => [s, 0],
    tiny: [1.5, 1.25].map((x) => [x * 2 ** -126, 2 ** -126]),
    huge: [[3e38, -3e38]],
  },
  mul: {
    takes: 2,
    call: (tf, x, y) => tf.mul(x, y),
    exact: (x, y) => x * y,
    errors: {
      draw: (recipe) => normalPair(recipe, (x, y) => x * y),
      edges: numbers.SIGNIFICANDS.map((x) => [x, x]),
    },
    returns: (x) => [x, 1],
    sees: (s) => [s, 2 ** 100],
    tiny: [2 ** -100, -(2 ** -90)].map((x) => [x, 2 ** -40]),
    huge: [[3e38, 2]],
  },
  div: {
    takes: 2,
    call: (tf, x, y) => tf.div(x, y),
    exact: (x, y) => x / y,
    // By a divisor of a size from 2^-126 to 2^127: beyond, its reciprocal is no normal number.
    errors: {
      draw: (recipe) => normalPair(recipe, (x, y) => x / y),
      edges: numbers.SIGNIFICANDS.map((y) => [1, y]),
    },
    returns: (x) => [x, 1],
    sees: (s) => [s, 2 ** -100],
    seesDivisor: (s) => [2 ** -100, s],
    tiny: [2 ** -100, -(2 ** -90)].map((x) => [x, 2 ** 40]),
    huge: [[1e38, 1e-5]],
  },
  minimum: { takes: 2, call: (tf, x, y) => tf.minimum(x, y), exact: Math.min, sees: (s) => [s, 1] },
  maximum: {
    takes: 2,
    call: (tf, x, y) => tf.maximum(x, y),
    exact: Math.max,
    returns: (x) => [x, 0],
    sees: (s) => [s, -1],
  },
  less: {
    takes: 2,
    call: (tf, x, y) => tf.cast(tf.less(x, y), 'float32'),
    exact: (x, y) => Number(x < y),
    sees: (s) => [0, Math.abs(s)],
  },
  lessEqual: {
    takes: 2,
    call: (tf, x, y) => tf.cast(tf.lessEqual(x, y), 'float32'),
    exact: (x, y) => Number(x <= y),
  },
  greater: {
    takes: 2,
    call: (tf, x, y) => tf.cast(tf.greater(x, y), 'float32'),
    exact: (x, y) => Number(x > y),
  },
  sum: {
    takes: 'row',
    call: (tf, x) => tf.sum(x, -1),
    exact: (...row) => row.reduce((a, b) => a + b),
    returns: (x) => [x, ...zeros],
    sees: (s) => [s, ...zeros],
    tiny: [[1.5 * 2 ** -126, -(2 ** -126)]],
    huge: [[3e38, 3e38]],
  },
  max: {
    takes: 'row',
    call: (tf, x) => tf.max(x, -1),
    exact: Math.max,
    returns: (x) => [x, ...zeros],
    sees: (s) => [Math.abs(s), ...zeros],
  },
  min: {
    takes: 'row',
    call: (tf, x) => tf.min(x, -1),
    exact: Math.min,
    sees: (s) => [-Math.abs(s), ...zeros],
  },
  matMul: {
    takes: 'product',
    call: (tf, x, y, transposeY = false) => tf.matMul(x, y, false, transposeY),
    exact: (...row) => row.at(-1)! * row.slice(0, -1).reduce((a, b) => a + b),
    sees: (s) => [s, 2 ** 100],
    tiny: [2 ** -100, -(2 ** -90)].map((x) => [x, 2 ** -40]),
    huge: [[3e38, 3e38, 1]],
  },
  gather: {
    takes: 1,
    call: (tf, x) =>
      tf.gather(
        x,
        tf.tensor1d(
          Int32Array.from({ length: x.shape[0] }, (_, i) => i),
          'int32',
        ),
      ),
    exact: (x) => x,
    returns: (x) => [x],
    sees: (s) => [s],
  },
  concat: {
    takes: 1,
    call: (tf, x) => tf.slice(tf.concat([x, x]), 0, x.shape[0]),
    exact: (x) => x,
    returns: (x) => [x],
    sees: (s) => [s],
  },
})

/** Their names and what is known of them. */
export const operations = (): [string, Operation][] => Object.entries(OPERATIONS)
