import type { Tensor } from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import { LaneBound } from '../../arithmetic/device/lane-bound.ts'
import { StaticRules } from '../../arithmetic/device/static-rules.ts'
import { resultOf } from '../conformance/check-result.ts'
import { CHECKS } from '../conformance/conformance.ts'
import type { Engine } from '../engine.ts'
import { limitsFrom } from '../precision/limits.ts'
import { TENSOR_OPERATIONS } from '../operations.ts'
import type { FoundPrecision } from '../precision/found.ts'
import { errorsOf } from '../precision/function-errors.ts'
import { type ErrorLimits } from '../../arithmetic/device/error-limits.ts'
import { BELOW_PI } from '../profile.ts'
import { startEngine } from '../start.ts'
import { WGSL } from './stated.ts'

const LEAST = 2 ** -126
const LARGEST = (2 - 2 ** -23) * 2 ** 127
const floats = new Float32Array(1)
const words = new Int32Array(floats.buffer)

/** Distance of the float32 numbers around x (WGSL, 15.7.4). */
function ulp(x: number): number {
  const size = Math.abs(x)
  if (!(size >= LEAST)) return 2 ** -149
  floats[0] = size
  return 2 ** ((words[0] >> 23) - 127 - 23)
}

let turn = 0
/** -1 or 1, in no order. */
const side = (): number => ((Math.imul(++turn, 0x9e3779b9) >>> 16) & 1 ? 1 : -1)
/** As WGSL may: subnormal numbers are zero. */
const flushed = (x: number): number => (Math.abs(x) < LEAST ? 0 : x)

/** The float32 next to an exact number that lies on the wrong side; exact where it is a float32. */
function wrongNeighbour(exact: number): number {
  const near = Math.fround(exact)
  if (near === exact || !Number.isFinite(near)) return flushed(near)
  const step = ulp(exact)
  const far = near > exact ? near - step : near + step
  return flushed(side() > 0 ? near : Math.abs(far) > LARGEST ? near : far)
}

/** As far from the exact number as so many ulp allow, less the rounding of this number itself. */
const wrongBy = (exact: number, ulps: number): number =>
  flushed(Math.fround(exact + side() * Math.max(0, ulps - 0.5) * ulp(exact)))

/** Off by 2^-11 for arguments in [-π, π]; anything beyond. */
const coarse = (exact: number, x: number): number =>
  Math.abs(x) <= Math.PI ? flushed(Math.fround(exact + side() * (2 ** -11 - 2 ** -23))) : 1e4

let worst: Engine
beforeAll(async () => {
  const { engine } = await startEngine('cpu')
  const { tf } = engine
  const from = (shape: readonly number[], values: Float32Array): Tensor =>
    tf.tensor(values, [...shape], 'float32')
  const unary = (compute: (x: number) => number) => (x: Tensor) =>
    from(
      x.shape,
      Float32Array.from(x.dataSync(), (v) => compute(flushed(v))),
    )
  const binary = (compute: (x: number, y: number) => number) => (a: Tensor | number, b: Tensor | number) => {
    const zero = tf.zerosLike(tf.add(a, b))
    const [left, right] = [tf.add(zero, a), tf.add(zero, b)].map((side) => side.dataSync())
    return from(
      zero.shape,
      Float32Array.from(left, (v, i) => compute(flushed(v), flushed(right[i]))),
    )
  }
  const sum = (x: Tensor, axis: number, keepDims = false) => {
    const parts = tf.unstack(x, axis)
    const total = parts.reduce((a, b) => add(a, b))
    return keepDims ? tf.expandDims(total, axis) : total
  }
  const add = binary((x, y) => wrongNeighbour(x + y))
  const broken = {
    add,
    sum,
    sub: binary((x, y) => wrongNeighbour(x - y)),
    mul: binary((x, y) => wrongNeighbour(x * y)),
    div: binary((x, y) => wrongBy(x / y, 2.5)),
    square: unary((x) => wrongNeighbour(x * x)),
    exp: unary((x) => wrongBy(Math.exp(x), 3 + 2 * Math.abs(x))),
    log: unary((x) =>
      x >= 0.5 && x <= 2
        ? flushed(Math.fround(Math.log(x) + side() * (2 ** -21 - 2 ** -25)))
        : wrongBy(Math.log(x), 3),
    ),
    tanh: unary((x) => {
      const size = Math.min(Math.abs(x), 2 ** 100)
      const e = wrongBy(Math.exp(-2 * size), 3 + 4 * size)
      return wrongBy((Math.sign(x) * wrongNeighbour(1 - e)) / wrongNeighbour(1 + e), 2.5)
    }),
    sin: unary((x) => coarse(Math.sin(x), x)),
    cos: unary((x) => coarse(Math.cos(x), x)),
    sqrt: unary((x) => wrongBy(1 / wrongBy(1 / Math.sqrt(x), 2), 2.5)),
    gather: (x: Tensor, indices: Tensor, axis: number) => unary((v) => v)(tf.gather(x, indices, axis)),
  }
  const profile = { ...engine.profile, ...WGSL }
  worst = {
    ...engine,
    device: 'as bad as WGSL allows',
    profile,
    assumesFinite: true,
    gatherMultiplies: true,
    tf: { ...tf, ...broken } as unknown as Engine['tf'],
  }
})

const NAMED =
  /^(add|sub|mul|div|square|sqrt|exp|log|sum|gather|belowMax|softmax|a quotient|the root|the logarithm)/
const checks = CHECKS.filter(({ group, name }) => group === 'operations' && NAMED.test(name))

test.each(checks)('the bounds hold for $name on the worst engine that WGSL allows', async (check) => {
  const { passed, detail, cases } = await resultOf(check, worst, { lanes: 12 })
  expect(passed, detail).toBe(true)
  // One span for all terms of a case includes the zeros of forbidden keys: their sum could be 0, without a running bound.
  if (check.name !== 'softmax of masked scores') expect(cases).toBeGreaterThan(0)
})

const tighter: [string, string, Partial<ErrorLimits>][] = [
  ['add', 'add', { unitRoundoff: 2 ** -24 }],
  ['div', 'div', { ulps: { ...WGSL.ulps, div: 1 } }],
  ['exp', 'exp', { expUlpsPerUnit: 1 }],
  ['exp', 'exp of small arguments', { ulps: { ...WGSL.ulps, exp: 1 }, expUlpsPerUnit: 0 }],
  ['log', 'log', { logAbsolute: 2 ** -22 }],
  ['sqrt', 'sqrt', { ulps: { ...WGSL.ulps, sqrt: 3 } }],
]
test.each(tighter)('and would not hold for %s (%s) with a tighter limit', async (name, _, limits) => {
  const engine = { ...worst, profile: { ...worst.profile, ...limits } }
  const check = checks.find((candidate) => candidate.name === name)!
  expect((await resultOf(check, engine, { lanes: 12 })).passed).toBe(false)
})

test.each([
  ['what is stated', {}, 0],
  ['fewer ulps of tanh', { ulps: { ...WGSL.ulps, tanh: 1.5 } }, 1],
  ['a smaller absolute error of tanh', { tanhAbsolute: 2 ** -23 }, 1],
  ['a smaller error of sin and cos', { trigonometric: { absolute: 2 ** -12, upTo: BELOW_PI } }, 1],
  ['sin and cos beyond π', { trigonometric: { absolute: 2 ** -11, upTo: 4 } }, 1],
])('tanh, sin and cos on that engine, measured against %s', async (_, limits, widened) => {
  const stated = { ...WGSL, ...limits }
  const options = { seed: 1, exhaustive: false, progress: () => {} }
  const functions: FoundPrecision['functions'] = {}
  for (const name of ['tanh', 'sin', 'cos'] as const)
    functions[name] = await errorsOf(worst.tf, name, TENSOR_OPERATIONS[name], stated, options)
  const { found } = worst.profile
  const measured = limitsFrom(stated, { ...found, functions: { ...found.functions, ...functions } })
  expect(measured.widened).toHaveLength(widened)
})

test('a gather that flushes is told from one that copies', async () => {
  const check = checks.find(({ name }) => name === 'gather')!
  expect((await resultOf(check, { ...worst, gatherMultiplies: false }, { lanes: 12 })).passed).toBe(false)
})

test.each([
  ['hardly known', -200, 0.9, Math.exp(-15), Infinity],
  ['not known', -200, 2, Math.exp(199), Infinity],
  ['well known', -1e9, 2 ** -20, 0, 2 ** -110],
])('an exponential far below zero is as good as its argument: %s', (_, lo, rel, least, most) => {
  const argument = new LaneBound(1)
  argument.set(0, lo, -150, rel, 0)
  const error = new StaticRules(WGSL, true).exp(argument).error(0)
  expect(error).toBeGreaterThan(least)
  expect(error).toBeLessThanOrEqual(most)
})
