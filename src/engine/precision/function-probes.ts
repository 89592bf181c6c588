import type { Tensor } from '@tensorflow/tfjs-core'
import type { Kernels } from './computed.ts'
import { bitsOf, floatOf, type Recipe } from './recipe.ts'

/** An elementwise operation, where it is tried, and its true values, which err by less than 2^-52 relative. */
export interface FunctionProbe {
  readonly kernel: (tf: Kernels, x: Tensor, y: Tensor) => Tensor
  /** One pair of arguments of a sample; the second is not used by functions of one number. */
  readonly draw: (recipe: Recipe) => readonly [number, number]
  /** Arguments that are always tried. */
  readonly edges: readonly (readonly [number, number])[]
  readonly truth: (x: number, y: number) => number
  /** The bit patterns that an exhaustive measurement goes through: all whose results can be normal numbers. */
  readonly every: { readonly from: number; readonly to: number; readonly signs: 1 | 2 } | undefined
}

const LEAST = bitsOf(2 ** -126)
const LARGEST = bitsOf((2 - 2 ** -23) * 2 ** 127)
/** Beyond these exp is no normal number. */
const EXP_FROM = -104
const EXP_TO = Math.fround(88.7228317)

const POSITIVE = { from: LEAST, to: LARGEST, signs: 1 } as const
const alone = (x: number): readonly [number, number] => [Math.fround(x), 1]
const between = (recipe: Recipe, from: number, to: number) =>
  floatOf(from + Math.floor(recipe.unit() * (to - from + 1)))
const EXPONENTS = Array.from({ length: 254 }, (_, i) => i - 126)
/** A number and its nearest neighbours. */
const beside = (x: number, reach = 1) =>
  Array.from({ length: 2 * reach + 1 }, (_, i) => alone(floatOf(bitsOf(x) + i - reach)))
/** Where the polynomial of a reduced argument ends, errors are largest; so much of its surroundings is tried. */
const REACH = 2 ** 13

/** exp: arguments even in value, and even in exponent. */
const exp: FunctionProbe = {
  kernel: (tf, x) => tf.exp(x),
  draw(recipe) {
    if (recipe.unit() < 0.5) return alone(EXP_FROM + recipe.unit() * (EXP_TO - EXP_FROM))
    const size = between(recipe, bitsOf(2 ** -30), bitsOf(-EXP_FROM))
    return alone(recipe.unit() < 0.5 ? -size : Math.min(size, EXP_TO))
  },
  // Multiples of log 2, where the usual reduction of the argument changes its step.
  edges: [
    ...[0, -0, EXP_TO, -EXP_TO, 2 ** -24, -(2 ** -24), 1, -1].map(alone),
    ...EXPONENTS.flatMap((k) => (k === 0 ? [] : beside(k * Math.LN2))),
    ...EXPONENTS.flatMap((k) => beside((k + 0.5) * Math.LN2)),
    ...[0.5, -0.5].flatMap((k) => beside(k * Math.LN2, REACH)),
  ],
  truth: (x) => Math.exp(x),
  every: { from: 0, to: bitsOf(-EXP_FROM), signs: 2 },
}

/** log: positive numbers even in exponent; a quarter of them near 1, where the result is small. */
const log: FunctionProbe = {
  kernel: (tf, x) => tf.log(x),
  draw: (recipe) =>
    alone(recipe.unit() < 0.25 ? between(recipe, bitsOf(0.5), bitsOf(2)) : between(recipe, LEAST, LARGEST)),
  edges: [
    ...[1, Math.SQRT1_2, Math.SQRT2].flatMap((x) => beside(x, REACH)),
    ...EXPONENTS.slice(1).flatMap((k) => beside(2 ** k)),
  ],
  truth: (x) => Math.log(x),
  every: POSITIVE,
}

const sqrt: FunctionProbe = {
  kernel: (tf, x) => tf.sqrt(x),
  draw: (recipe) => alone(between(recipe, LEAST, LARGEST)),
  edges: EXPONENTS.slice(1).flatMap((k) => beside(2 ** k)),
  truth: (x) => Math.sqrt(x),
  every: POSITIVE,
}

/** A pair of exponents that keeps the result of `combine` a normal number. */
function pair(recipe: Recipe, combine: (x: number, y: number) => number): readonly [number, number] {
  const x = recipe.graded(-126, 126)
  const y = recipe.graded(-126, 126)
  const size = Math.abs(combine(x, y))
  return size >= 2 ** -125 && size <= 2 ** 126 ? [x, y] : [recipe.significand(), recipe.significand()]
}

/** Division by a divisor of a size from 2^-126 to 2^127: beyond, its reciprocal is no normal number. */
const div: FunctionProbe = {
  kernel: (tf, x, y) => tf.div(x, y),
  draw: (recipe) => pair(recipe, (x, y) => x / y),
  edges: significands().map((y) => [1, y]),
  truth: (x, y) => x / y,
  every: undefined,
}

const mul: FunctionProbe = {
  kernel: (tf, x, y) => tf.mul(x, y),
  draw: (recipe) => pair(recipe, (x, y) => x * y),
  edges: significands().map((y) => [y, y]),
  truth: (x, y) => x * y,
  every: undefined,
}

const square: FunctionProbe = {
  kernel: (tf, x) => tf.square(x),
  draw: (recipe) => alone(recipe.graded(-62, 62)),
  edges: significands().map((y) => [y, 1]),
  truth: (x) => x * x,
  every: undefined,
}

/** Addition, where the exact sum has few enough bits for a float64. */
const add: FunctionProbe = {
  kernel: (tf, x, y) => tf.add(x, y),
  draw: (recipe) => [recipe.significand(), recipe.graded(-27, 27)],
  edges: Array.from({ length: 24 }, (_, p): [number, number][] => [
    [1, 2 ** -(p + 1)],
    [1, 2 ** -p * (1 - 2 ** -5)],
  ]).flat(),
  truth: (x, y) => x + y,
  every: undefined,
}

const sub: FunctionProbe = {
  ...add,
  kernel: (tf, x, y) => tf.sub(x, tf.neg(y)),
}

/** 1 + 2^-k and its neighbours. */
function significands(): number[] {
  return Array.from({ length: 22 }, (_, k) => [1 + 2 ** -(k + 1), 1 + 2 ** -(k + 1) - 2 ** -23]).flat()
}

/** By name; exp, log, division and square root have limits of their own, the others share the unit roundoff. */
export const FUNCTIONS: Readonly<Record<string, FunctionProbe>> = {
  exp,
  log,
  div,
  sqrt,
  add,
  sub,
  mul,
  square,
}
