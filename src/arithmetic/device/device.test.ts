import { beforeAll, describe, expect, test } from 'vitest'
import { startEngine } from '../../engine/start.ts'
import type { Engine } from '../../engine/engine.ts'
import { flushesSubnormals } from '../../engine/precision/planted-engines.fixture.ts'
import { batchOf, type Case } from '../case.ts'
import { IntervalArithmetic } from '../interval/interval-tier.ts'
import type { IntervalReal } from '../interval/interval-array.ts'
import type { Arithmetic, Real } from '../real.ts'
import { conjunction } from '../judgement.ts'
import type { Proposition } from '../proposition.ts'
import { Truth } from '../truth.ts'
import { errorOf } from './arrived.ts'
import type { DeviceReal } from './device-real.ts'
import { DeviceArithmetic } from './device-tier.ts'

type Expression = (inputs: Record<string, Real>, x: Arithmetic) => Real

let engines: Engine[]
beforeAll(async () => {
  const cpu = (await startEngine('cpu')).engine
  // As TensorFlow's kernels do.
  const flushing = { ...cpu, device: 'flushing subnormals', tf: flushesSubnormals(cpu.tf) }
  engines = [cpu, (await startEngine('wasm')).engine, flushing]
})

/** Evaluates on the device, and brings the result to the host. */
async function onDevice(engine: Engine, mode: 'static' | 'running', cases: Case[], expression: Expression) {
  await engine.tf.setBackend(engine.name)
  const x = new DeviceArithmetic(engine, mode)
  const { tf } = engine
  let result!: DeviceReal
  const kept = tf.tidy(() => {
    result = expression(x.inputs(batchOf(cases)), x) as DeviceReal
    const { value, error } = result.tensors
    const flags = (x.running?.flags ?? []).map((flag) => tf.keep(flag))
    return { value: tf.keep(value), error: error && tf.keep(error), flags }
  })
  result.host = {
    values: (await kept.value.data()) as Float32Array,
    errors: (await kept.error?.data()) as Float32Array | undefined,
  }
  x.badLanes = new Uint8Array(cases.length)
  for (const flag of kept.flags) {
    const marked = await flag.data()
    for (let lane = 0; lane < cases.length; lane++)
      if (marked[marked.length === 1 ? 0 : lane]) x.badLanes[lane] = 1
  }
  tf.dispose([kept.value, ...(kept.error ? [kept.error] : []), ...kept.flags])
  return result
}

/** How many computed entries lie outside of the range that their lane's bound states, where that is used. */
function strays({ x, bound, host }: DeviceReal): number {
  const { values } = host!
  const size = values.length / bound.lanes
  return values.filter((value, at) => {
    const lane = Math.floor(at / size)
    return !x.badLanes?.[lane] && (value < bound.lo[lane]! || value > bound.hi[lane]!)
  }).length
}

/** How many entries have a true value that is certainly not within the bound. */
function escapes(
  result: DeviceReal,
  truth: IntervalReal,
  lanes: number,
): { escaped: number; bounded: number } {
  const { values } = result.host!
  const size = values.length / lanes
  let escaped = 0
  let bounded = 0
  for (let at = 0; at < values.length; at++) {
    const error = errorOf(result, Math.floor(at / size), at)
    if (!(error < Infinity)) continue
    bounded++
    if (
      truth.lo[at]! > values[at]! + error ||
      truth.hi[at]! < values[at]! - error ||
      Number.isNaN(values[at])
    )
      escaped++
  }
  return { escaped, bounded }
}

/** A small deterministic generator: the tests must not depend on the generators that they help to judge. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

function drawn(count: number, draw: () => number): Case[] {
  const array = (shape: number[]) => ({
    shape,
    data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, draw),
  })
  return Array.from({ length: count }, () => ({
    inputs: { a: array([2, 3]), b: array([2, 3]), c: array([4, 3]) },
  }))
}

const EXPRESSIONS: Record<string, Expression> = {
  add: ({ a, b }) => a!.add(b!),
  sub: ({ a, b }) => a!.sub(b!),
  mul: ({ a, b }) => a!.mul(b!),
  div: ({ a, b }) => a!.div(b!),
  'div by a small difference': ({ a, b }) => a!.mul(b!).div(a!.mul(a!).add(b!.abs())),
  'div of a cancelled numerator': ({ a, b }) => a!.add(1000).sub(1000).div(b!.abs().add(0.5)),
  'div by a cancelled denominator': ({ a, b }) => a!.div(b!.abs().add(1000).sub(999)),
  'exp of a coarse number': ({ a }) => a!.minimum(10).add(1e8).sub(1e8).exp(),
  minimum: ({ a, b }) => a!.mul(b!).minimum(b!),
  maximum: ({ a, b }) => a!.mul(b!).maximum(b!),
  'neg, abs, relu': ({ a, b }) => a!.sub(b!).neg().abs().add(a!.mul(b!).relu()),
  square: ({ a, b }) => a!.sub(b!).square(),
  sqrt: ({ a, b }) => a!.square().add(b!.abs()).sqrt(),
  exp: ({ a, b }) => a!.mul(b!).exp(),
  log: ({ a, b }) => a!.abs().add(b!.square()).log(),
  'sum over all': ({ a, b }) => a!.mul(b!).sum(),
  'sum of one sign': ({ a, b }) => a!.mul(b!).abs().sum(-1),
  max: ({ a, b }) => a!.mul(b!).max(-1),
  min: ({ a, b }) => a!.mul(b!).min(0, true),
  matMul: ({ a, c }) => a!.matMul(c!.transpose()),
  'matMul of products': ({ a, b, c }) => a!.mul(b!).matMul(c!.square().transpose()),
  softmax: ({ a, c }) => {
    const terms = a!.matMul(c!.transpose()).belowMax(-1).exp()
    return terms.div(terms.sum(-1, true))
  },
  'a quotient of features': ({ a, c }) => {
    const features = (rows: Real) => rows.minimum(0).exp().add(rows.relu())
    const kernel = features(a!).matMul(features(c!).transpose())
    return kernel.div(kernel.sum(-1, true))
  },
  'gather, concat, reshape': ({ a, b }) => a!.mul(b!).gather([1, 0, 1]).concat(b!, 0).reshape([15]),
  constants: ({ a }, x) =>
    a!
      .mul(0.1)
      .add(x.rational(1, 3))
      .sub(x.constant([0.7, 1e-3, 5])),
}

const moderate = (r: () => number) => () => Math.fround((r() + r() + r() - 1.5) * 3)
/** Any exponent, both signs, exact zeros, subnormals, numbers near one. */
const wild = (r: () => number) => () => {
  const kind = r()
  if (kind < 0.05) return 0
  if (kind < 0.2) return Math.fround(1 + (r() - 0.5) * 2 ** -20)
  const span = kind < 0.6 ? 20 : 148
  return Math.fround((r() < 0.5 ? -1 : 1) * (1 + r()) * 2 ** Math.round((r() * 2 - 1) * span))
}

/** Arrays of numbers around the smallest normal one, others of large ones, both of one sign or of two. */
const small = (r: () => number) => {
  let drawn = 0
  let sign = 0
  let exponent = 0
  return () => {
    // Every array has 6 entries or twice as many.
    if (drawn++ % 6 === 0) {
      sign = Math.floor(r() * 3) - 1
      exponent = [-132, -122, 90][Math.floor(r() * 3)]!
    }
    return Math.fround((sign || (r() < 0.5 ? -1 : 1)) * (1 + r()) * 2 ** (exponent + Math.floor(r() * 8)))
  }
}

describe.each(['static', 'running'] as const)('the %s bound', (mode) => {
  for (const [name, expression] of Object.entries(EXPRESSIONS)) {
    test(`holds the true error: ${name}`, async () => {
      for (const engine of engines) {
        let bounded = 0
        for (const [kind, lanes] of [
          [moderate, 400],
          [wild, 800],
          [small, 400],
        ] as const) {
          const cases = drawn(lanes, kind(random(lanes + name.length)))
          const result = await onDevice(engine, mode, cases, expression)
          const truth = expression(
            IntervalArithmetic.inputs(batchOf(cases)),
            new IntervalArithmetic(),
          ) as IntervalReal
          const found = escapes(result, truth, lanes)
          expect(found.escaped, `${engine.name} (${engine.device}), ${kind.name}`).toBe(0)
          expect(strays(result), `${engine.name} (${engine.device}), ${kind.name}`).toBe(0)
          if (kind === moderate) bounded = found.bounded
        }
        // A bound that is always infinite would pass the test above; the moderate cases have to be bounded.
        if (mode === 'running' ? name !== 'exp of a coarse number' : !name.startsWith('div'))
          expect(bounded).toBeGreaterThan(0)
      }
    })
  }
})

describe('a bound is itself safe', () => {
  const one = (a: number[], b = a): Case => ({
    inputs: {
      a: { shape: [a.length], data: Float32Array.from(a) },
      b: { shape: [b.length], data: Float32Array.from(b) },
    },
  })
  async function truthOf(item: Case, statement: (i: Record<string, Real>, x: Arithmetic) => Proposition) {
    const truths: Truth[] = []
    for (const engine of engines) {
      for (const mode of ['static', 'running'] as const) {
        await engine.tf.setBackend(engine.name)
        const x = new DeviceArithmetic(engine, mode)
        let proposition!: Proposition
        const operands: DeviceReal[] = []
        engine.tf.tidy(() => {
          proposition = statement(x.inputs(batchOf([item])), x)
          for (const atom of proposition.atoms()) {
            for (const operand of atom.operands as DeviceReal[]) {
              const { value, error } = operand.tensors
              operand.host = {
                values: value.dataSync() as Float32Array,
                errors: error?.dataSync() as Float32Array,
              }
              operands.push(operand)
            }
          }
          x.badLanes = Uint8Array.of(
            (x.running?.flags ?? []).some((f) => f.dataSync().some((v) => v !== 0)) ? 1 : 0,
          )
        })
        truths.push(conjunction(proposition.judge('reals'))[0] as Truth)
      }
    }
    return truths
  }
  const never = (truth: Truth, truths: Truth[]) => expect(truths).not.toContain(truth)

  test('overflow makes an atom undecided', async () => {
    never(Truth.True, await truthOf(one([3e38]), ({ a }) => a!.mul(a!).less(Infinity)))
    never(Truth.False, await truthOf(one([3e38]), ({ a }) => a!.mul(a!).sub(a!.mul(a!)).equal(0)))
    never(Truth.True, await truthOf(one([200]), ({ a }, x) => x.constant(1e30).less(a!.exp().relu())))
  })

  test('a NaN makes an atom undecided, also behind a kernel that loses it', async () => {
    for (const through of ['relu', 'abs'] as const) {
      const truths = await truthOf(one([3e38]), ({ a }) => a!.mul(a!).sub(a!.mul(a!))[through]().atMost(1))
      expect(new Set(truths)).toEqual(new Set([Truth.Undecided]))
    }
    never(Truth.True, await truthOf(one([-1]), ({ a }) => a!.log().maximum(0).atMost(1)))
    never(Truth.True, await truthOf(one([0]), ({ a }) => a!.div(a!).minimum(1).atMost(2)))
  })

  test('a value in the flushed range does not become certain', async () => {
    never(Truth.True, await truthOf(one([1e-30]), ({ a }) => a!.mul(a!).atMost(0)))
    never(Truth.False, await truthOf(one([1e-30]), ({ a }, x) => x.constant(0).less(a!.mul(a!))))
    never(Truth.False, await truthOf(one([-100]), ({ a }, x) => x.constant(0).less(a!.exp())))
  })

  test('a tie in float32 that is none over the reals is not called one', async () => {
    const truths = await truthOf(one([0, 1e-9]), ({ a }) => {
      const terms = a!.belowMax(-1).exp()
      return a!.sameOrder(terms.div(terms.sum(-1, true)))
    })
    never(Truth.False, truths)
  })

  test('exact numbers are compared exactly', async () => {
    expect(new Set(await truthOf(one([3, 4], [3, 4]), ({ a, b }) => a!.equal(b!)))).toEqual(
      new Set([Truth.True]),
    )
    expect(new Set(await truthOf(one([3], [4]), ({ a, b }) => b!.atMost(a!)))).toEqual(new Set([Truth.False]))
  })
})
