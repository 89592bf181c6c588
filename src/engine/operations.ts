import type { Tensor } from '@tensorflow/tfjs-core'
import { forEach } from '../program/step.ts'
import type { TensorFunctions, TensorOperation } from './tensor-operation.ts'
import * as numbers from './precision/arguments.ts'
import { alone, beside, besideBoth, between, normalPair, POSITIVE, POWERS } from './precision/arguments.ts'
import { bitsOf } from './precision/recipe.ts'

type Known = Omit<TensorOperation, 'takes' | 'call'>

/** Operations of one tensor, of two, or of one along its last axis, called by their names; truths become numbers. */
function named<Name extends string>(
  takes: 1 | 2 | 'row',
  entries: Readonly<Record<Name, Known>>,
): Readonly<Record<Name, TensorOperation>> {
  return forEach(Object.keys(entries) as Name[], (name) => ({
    takes,
    call(tf, x, y) {
      const own = tf[name as keyof TensorFunctions] as (...given: (Tensor | number)[]) => Tensor
      const result = takes === 1 ? own(x) : own(x, takes === 2 ? y : -1)
      return result.dtype === 'float32' ? result : tf.cast(result, 'float32')
    },
    ...entries[name],
  }))
}

const zeros = [0, 0, 0, 0]
const NEAR_1 = { from: bitsOf(0.5), to: bitsOf(2) }
/** Beyond these exp is no normal number. */
const [EXP_FROM, EXP_TO] = [-104, Math.fround(88.7228317)]
const trigonometric = { ...numbers.TRIGONOMETRIC, trigonometric: true } as const

/** What engines are asked about, by the names of TensorFlow.js. */
export const TENSOR_OPERATIONS = {
  ...named(1, {
    exp: {
      exact: Math.exp,
      errors: {
        // Even in value, and even in exponent.
        draw(recipe) {
          if (recipe.unit() < 0.5) return alone(EXP_FROM + recipe.unit() * (EXP_TO - EXP_FROM))
          const size = between(recipe, { from: bitsOf(2 ** -30), to: bitsOf(-EXP_FROM) })
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
      exact: Math.log,
      domain: 'positive',
      errors: {
        absolute: { limit: 'logAbsolute', from: 0.5, to: 2 },
        // Even in exponent; a quarter near 1, where the result is small.
        draw: (recipe) => alone(between(recipe, recipe.unit() < 0.25 ? NEAR_1 : POSITIVE)),
        edges: [...[1, Math.SQRT1_2, Math.SQRT2].flatMap((x) => beside(x, numbers.REACH)), ...POWERS],
        every: POSITIVE,
      },
      sees: (s) => [Math.abs(s)],
    },
    tanh: {
      exact: Math.tanh,
      errors: {
        absolute: { limit: 'tanhAbsolute', from: -Infinity, to: Infinity },
        draw(recipe) {
          if (recipe.unit() < 0.5) return alone(20 * recipe.unit() - 10)
          const sign = Math.sign(recipe.unit() - 0.5)
          return alone(sign * between(recipe, { from: bitsOf(2 ** -30), to: bitsOf(16) }))
        },
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
    sin: { exact: Math.sin, errors: trigonometric },
    cos: { exact: Math.cos, errors: trigonometric },
    sqrt: {
      exact: Math.sqrt,
      domain: 'positive',
      errors: {
        draw: (recipe) => alone(between(recipe, POSITIVE)),
        edges: POWERS,
        every: POSITIVE,
      },
      sees: (s) => [Math.abs(s)],
    },
    square: {
      exact: (x) => x * x,
      errors: {
        draw: (recipe) => alone(recipe.graded(-62, 62)),
        edges: numbers.SIGNIFICANDS.map((x) => [x, 1]),
      },
      tiny: [[2 ** -65], [2 ** -70]],
      huge: [[2 ** 64], [1e30]],
    },
    neg: { exact: (x) => -x, sees: (s) => [s] },
    abs: { exact: Math.abs, returns: (x) => [x] },
    relu: { exact: (x) => Math.max(x, 0), returns: (x) => [x] },
  }),
  ...named(2, {
    add: {
      exact: (x, y) => x + y,
      errors: numbers.sums(1),
      returns: (x) => [x, 0],
      tiny: [1.5, 1.25].map((x) => [x * 2 ** -126, -(2 ** -126)]),
      huge: [[3e38, 3e38]],
    },
    sub: {
      exact: (x, y) => x - y,
      errors: numbers.sums(-1),
      returns: (x) => [x, 0],
      tiny: [1.5, 1.25].map((x) => [x * 2 ** -126, 2 ** -126]),
      huge: [[3e38, -3e38]],
    },
    mul: {
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
    minimum: { exact: Math.min, sees: (s) => [s, 1] },
    maximum: { exact: Math.max, returns: (x) => [x, 0], sees: (s) => [s, -1] },
    less: { exact: (x, y) => Number(x < y), sees: (s) => [0, Math.abs(s)] },
    lessEqual: { exact: (x, y) => Number(x <= y) },
    greater: { exact: (x, y) => Number(x > y) },
  }),
  ...named('row', {
    sum: {
      exact: (...row) => row.reduce((a, b) => a + b),
      returns: (x) => [x, ...zeros],
      tiny: [[1.5 * 2 ** -126, -(2 ** -126)]],
      huge: [[3e38, 3e38]],
    },
    max: { exact: Math.max, returns: (x) => [x, ...zeros] },
    min: { exact: Math.min, sees: (s) => [-Math.abs(s), ...zeros] },
  }),
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
    call: (tf, x) => tf.gather(x, tf.range(0, x.shape[0], 1, 'int32')),
    exact: (x) => x,
    returns: (x) => [x],
  },
  concat: {
    takes: 1,
    call: (tf, x) => tf.slice(tf.concat([x, x]), 0, x.shape[0]),
    exact: (x) => x,
    returns: (x) => [x],
  },
} satisfies Record<string, TensorOperation>

/** The same as pairs. */
export const tensorOperations = (): [string, TensorOperation][] => Object.entries(TENSOR_OPERATIONS)
