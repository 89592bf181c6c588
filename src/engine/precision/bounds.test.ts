import { beforeAll, expect, test } from 'vitest'
import { batchOf, type Case } from '../../arithmetic/batch.ts'
import { errorOf } from '../../arithmetic/device/arrived.ts'
import type { DeviceReal } from '../../arithmetic/device/device-real.ts'
import { DeviceArithmetic } from '../../arithmetic/device/device-tier.ts'
import type { IntervalReal } from '../../arithmetic/interval/interval-array.ts'
import { IntervalArithmetic } from '../../arithmetic/interval/interval-tier.ts'
import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'
import { bind, type QueriesKeysAndValues } from '../../attention/attention.ts'
import { elu1, identity } from '../../attention/feature-map.ts'
import { linear } from '../../attention/linear.ts'
import { softmax } from '../../attention/softmax.ts'
import type { Engine } from '../engine.ts'
import { IEEE_FLOAT32, type ErrorLimits } from '../profile.ts'
import { startEngine } from '../start.ts'
import { measurePrecision, profileFrom } from './measure.ts'
import * as planted from './planted-engines.fixture.ts'
import { Recipe } from './recipe.ts'

type Inputs = Record<string, Real>
type Program = (inputs: Inputs, x: Recorder) => Real[]

let cpu: Engine
beforeAll(async () => {
  cpu = (await startEngine('cpu')).engine
})

const MECHANISMS: Program = (inputs, x) => {
  const given = inputs as unknown as QueriesKeysAndValues
  return [given.q.matMul(given.k.transpose())].concat(
    [softmax, linear(elu1), linear(identity)].flatMap((subject) => {
      const attention = bind(subject, x)
      return [attention.weights(given), attention.output(given)]
    }),
  )
}

/** Ordinary tokens, wide ones, and ones that are all alike, whose rounding errors add up. */
function drawn(count: number, seed: number): Case[] {
  const recipe = new Recipe(seed)
  const kinds = [() => recipe.graded(-3, 0), () => recipe.graded(-12, 4), () => 1 + 2 ** -11 + 2 ** -13]
  const array = (kind: () => number) => ({ shape: [3, 5], data: Float32Array.from({ length: 15 }, kind) })
  return Array.from({ length: count }, (_, i) => {
    const kind = kinds[i % kinds.length]
    return { inputs: { q: array(kind), k: array(kind), v: array(kind) } }
  })
}

/** How many results are outside of their bound, outside of their lane's range, and bounded at all. */
function judge(engine: Engine, mode: 'static' | 'running', cases: Case[], program: Program) {
  const truths = program(
    IntervalArithmetic.inputs(batchOf(cases)),
    new IntervalArithmetic(),
  ) as IntervalReal[]
  const x = new DeviceArithmetic(engine, mode)
  let results!: DeviceReal[]
  engine.tf.tidy(() => {
    results = program(x.inputs(batchOf(cases)), x) as DeviceReal[]
    for (const result of results) {
      const { value, error } = result.tensors
      result.host = {
        values: value.dataSync() as Float32Array,
        errors: error?.dataSync() as Float32Array | undefined,
      }
    }
    x.badLanes = new Uint8Array(cases.length)
    for (const flag of x.running?.flags ?? []) {
      const marked = flag.dataSync()
      x.badLanes.forEach((_, lane) => {
        if (marked[marked.length === 1 ? 0 : lane]) x.badLanes![lane] = 1
      })
    }
  })
  let [escaped, strays, bounded] = [0, 0, 0]
  results.forEach((result, i) => {
    const { values } = result.host!
    const { lo, hi } = truths[i]
    values.forEach((value, at) => {
      const lane = Math.floor((at * cases.length) / values.length)
      const bad = x.badLanes![lane] === 1
      if (!bad && (value < result.bound.lo[lane] || value > result.bound.hi[lane])) strays++
      const error = errorOf(result, lane, at)
      if (!(error < Infinity)) return
      bounded++
      if (Number.isNaN(value) || lo[at] > value + error || hi[at] < value - error) escaped++
    })
  })
  return { escaped, strays, bounded }
}

function engineOf(defect: planted.Defect, limits: ErrorLimits): Engine {
  return { ...cpu, tf: defect(cpu.tf), profile: { ...cpu.profile, ...limits } }
}

const LANES = 1500

test.each(['truncatedFactors', 'roundedFactors', 'halfProducts'] as const)(
  '%s: the bounds from the measured profile hold, those from the stated one do not',
  async (defect) => {
    await startEngine('cpu')
    const found = await measurePrecision(planted[defect](cpu.tf), IEEE_FLOAT32)
    const measured = engineOf(planted[defect], profileFrom(IEEE_FLOAT32, found))
    const stated = engineOf(planted[defect], IEEE_FLOAT32)
    for (const mode of ['static', 'running'] as const) {
      const cases = drawn(LANES, 7)
      const with_ = judge(measured, mode, cases, MECHANISMS)
      expect(with_).toMatchObject({ escaped: 0, strays: 0 })
      // A bound that is never finite would hold as well.
      expect(with_.bounded).toBeGreaterThan((LANES * 7 * 9) / 2)
      expect(judge(stated, mode, cases, MECHANISMS).escaped).toBeGreaterThan(LANES)
    }
  },
)

test('truncatedSums: the bounds from the measured profile hold', async () => {
  await startEngine('cpu')
  const found = await measurePrecision(planted.truncatedSums(cpu.tf), IEEE_FLOAT32)
  const engine = engineOf(planted.truncatedSums, profileFrom(IEEE_FLOAT32, found))
  for (const mode of ['static', 'running'] as const)
    expect(judge(engine, mode, drawn(LANES, 8), MECHANISMS)).toMatchObject({ escaped: 0, strays: 0 })
})

test('a coarse quotient is bounded by its limit, relative to what it should be', async () => {
  await startEngine('cpu')
  const limits = { ...IEEE_FLOAT32, ulps: { ...IEEE_FLOAT32.ulps, div: 2 ** 18 + 2 } }
  const engine = engineOf(planted.smallQuotients, limits)
  const quotient: Program = ({ q, k }) => [q.div(k), q.div(k.exp())]
  for (const mode of ['static', 'running'] as const)
    expect(judge(engine, mode, drawn(LANES, 9), quotient)).toMatchObject({ escaped: 0, strays: 0 })
})

test('the range of a logarithm allows for its absolute error', async () => {
  await startEngine('cpu')
  const engine = engineOf(planted.smallLogarithms, { ...IEEE_FLOAT32, logAbsolute: 2 ** -21 })
  const logarithm: Program = ({ q }) => [q.abs().maximum(1).minimum(1).log()]
  for (const mode of ['static', 'running'] as const)
    expect(judge(engine, mode, drawn(LANES, 10), logarithm)).toMatchObject({ escaped: 0, strays: 0 })
})

test('halfProducts: factors that lose bits, and results that overflow', async () => {
  await startEngine('cpu')
  const found = await measurePrecision(planted.halfProducts(cpu.tf), IEEE_FLOAT32)
  const engine = engineOf(planted.halfProducts, profileFrom(IEEE_FLOAT32, found))
  const recipe = new Recipe(11)
  const array = (from: number, to: number) => ({
    shape: [3, 5],
    data: Float32Array.from({ length: 15 }, () => recipe.graded(from, to)),
  })
  const pairs: Record<string, [[number, number], [number, number]]> = {
    'small times large': [
      [-26, -13],
      [4, 10],
    ],
    'large times small': [
      [4, 10],
      [-26, -13],
    ],
    'small times small': [
      [-12, -8],
      [-12, -8],
    ],
    overflowing: [
      [5, 8],
      [5, 8],
    ],
  }
  for (const [name, [q, k]] of Object.entries(pairs)) {
    const cases = Array.from({ length: 400 }, () => ({ inputs: { q: array(...q), k: array(...k) } }))
    for (const mode of ['static', 'running'] as const) {
      const scores: Program = ({ q: left, k: right }) => [left.matMul(right.transpose())]
      expect(judge(engine, mode, cases, scores), `${name}, ${mode}`).toMatchObject({ escaped: 0, strays: 0 })
    }
  }
})

/** Arrays of numbers around the smallest normal one, others of large ones, both of one sign or of two. */
function split(recipe: Recipe): () => number {
  let [drawn, sign, exponent] = [0, 0, 0]
  return () => {
    if (drawn++ % 6 === 0) {
      sign = Math.floor(recipe.unit() * 3) - 1
      exponent = [-132, -122, 90][Math.floor(recipe.unit() * 3)]!
    }
    const x = recipe.graded(exponent, exponent + 7)
    return sign === 0 ? x : sign * Math.abs(x)
  }
}

test('flushesSubnormals: the bounds and ranges hold where inputs or results vanish', async () => {
  await startEngine('cpu')
  const engine = engineOf(planted.flushesSubnormals, cpu.profile)
  const draw = split(new Recipe(12))
  const array = (rows: number) => ({ shape: [rows, 3], data: Float32Array.from({ length: 3 * rows }, draw) })
  const cases = Array.from({ length: 400 }, () => ({ inputs: { a: array(2), b: array(2), c: array(4) } }))
  const programs: Record<string, Program> = {
    mul: ({ a, b }) => [a.mul(b), a.mul(b).square().sqrt()],
    div: ({ a, b }) => [a.div(b)],
    extremes: ({ a, b }) => [a.minimum(b), a.maximum(b), a.max(-1), b.min(0), a.abs(), b.relu()],
    sum: ({ a, b }) => [a.sum(-1), a.mul(b).sum()],
    matMul: ({ a, b, c }) => [a.matMul(c.transpose()), a.mul(b).matMul(c.transpose())],
  }
  for (const [name, program] of Object.entries(programs)) {
    for (const mode of ['static', 'running'] as const)
      expect(judge(engine, mode, cases, program), `${name}, ${mode}`).toMatchObject({ escaped: 0, strays: 0 })
  }
})
