import type { Tensor } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { batchOf, type Batch } from '../../arithmetic/batch.ts'
import { DeviceContext } from '../../arithmetic/device/context.ts'
import { conjunction } from '../../program/judged.ts'
import type { Reading } from '../../program/proposition.ts'
import { Truth } from '../../program/truth.ts'
import {
  MODES,
  statementInIntervals,
  statementOnDevice,
  type BoundMode,
} from '../conformance/both-arithmetics.ts'
import { drawn } from '../conformance/drawn-inputs.ts'
import type { Engine } from '../engine.ts'
import { startEngine } from '../start.ts'

type Statement = Parameters<typeof statementInIntervals>[1]

/** What a compiler may do that assumes there is neither NaN nor infinity: every such result becomes this number. */
const ANYTHING = 0.5

let cpu: Engine
/** The same kernels, in which overflow is invisible; once as an engine that says so, once as one that does not. */
let honest: Engine
let silent: Engine
beforeAll(async () => {
  cpu = (await startEngine('cpu')).engine
  const losing =
    (kernel: (...given: Tensor[]) => Tensor) =>
    (...given: Tensor[]): Tensor => {
      const exact = kernel(...given)
      const values = exact.dataSync().map((v) => (Number.isFinite(v) ? v : ANYTHING))
      return cpu.tf.tensor(values, exact.shape, 'float32')
    }
  const broken = Object.fromEntries(
    (['add', 'sub', 'mul', 'div', 'square', 'sqrt', 'exp', 'log', 'sum', 'max', 'matMul'] as const).map(
      (name) => [name, losing(cpu.tf[name] as never)],
    ),
  )
  silent = { ...cpu, tf: { ...cpu.tf, ...broken } }
  honest = { ...silent, assumesFinite: true }
})

/** The truth of a statement in every lane. */
async function judged(
  engine: Engine,
  mode: BoundMode,
  batch: Batch,
  statement: Statement,
  reading: Reading,
): Promise<Uint8Array> {
  return conjunction((await statementOnDevice(engine, mode, batch, statement))[reading])
}

const vector = (...data: number[]) => ({ shape: [data.length], data: Float32Array.from(data) })
const square = (...data: number[]) => ({ shape: [2, 2], data: Float32Array.from(data) })

/** True or false over the reals, and the opposite of what the lost numbers say. */
const TRAPS: Record<string, [Statement, ...number[]]> = {
  'a sum': [({ a }) => a.add(a).atMost(1), 3e38],
  'a product': [({ a }) => a.mul(a).atMost(1), 1e30],
  'a square': [({ a }) => a.square().atMost(1), 1e30],
  'a quotient': [({ a }, x) => a.div(x.constant(1e-10)).atMost(1), 1e35],
  'a quotient by nothing': [({ a }) => a.div(a.sub(a)).atMost(1), 7],
  'an exponential': [({ a }) => a.exp().atMost(1), 100],
  'the logarithm of a negative number': [({ a }) => a.neg().log().atMost(1), 7],
  'the root of a negative number': [({ a }) => a.neg().sqrt().atMost(1), 7],
  'a sum of many': [({ a }) => a.sum().atMost(1), 3e38, 3e38],
  'clipped overflow': [({ a }) => a.exp().minimum(7).maximum(0).atMost(1), 100],
  'the sign of overflow': [({ a }) => a.exp().relu().sub(3).atMost(0), 100],
  'one over overflow': [({ a }, x) => x.constant(1).div(a.exp().add(1)).atMost(0.1).not(), 100],
}

describe('an engine that may assume finite numbers', () => {
  for (const [name, [statement, ...numbers]] of Object.entries(TRAPS)) {
    const batch = batchOf([{ inputs: { a: vector(...numbers) } }])
    for (const mode of MODES) {
      for (const reading of ['reals', 'float32'] as const) {
        test(`leaves ${name} undecided (${mode}, ${reading})`, async () => {
          expect([...(await judged(honest, mode, batch, statement, reading))]).toEqual([Truth.Undecided])
        })
      }
    }
  }

  test('has no running bound, which looks for overflow in what was computed', () => {
    expect(new DeviceContext(honest, 'running').running).toBeUndefined()
    expect(new DeviceContext(cpu, 'running').running).toBeDefined()
  })

  test('would be believed without its word', async () => {
    const batch = batchOf([{ inputs: { a: vector(100) } }])
    const said = await judged(silent, 'static', batch, TRAPS['an exponential'][0], 'float32')
    expect([...said]).toEqual([Truth.True])
  })

  test('decides the lanes that stay finite, in both readings', async () => {
    const batch = batchOf([1, 100, 0.5].map((a) => ({ inputs: { a: vector(a) } })))
    for (const reading of ['reals', 'float32'] as const) {
      const said = await judged(honest, 'static', batch, ({ a }) => a.exp().atMost(2), reading)
      expect([...said]).toEqual([Truth.False, Truth.Undecided, Truth.True])
    }
  })

  test('decides a masked softmax in float32, whose bound is infinite while its numbers are finite', async () => {
    const batch = batchOf([{ inputs: { a: vector(0.5, -1e30, 1e25) } }])
    const statement: Statement = ({ a }) => a.belowMax(-1).exp().sum().atMost(4)
    expect([...(await judged(honest, 'static', batch, statement, 'float32'))]).toEqual([Truth.True])
  })

  test('lets no lane reach another one through a kernel that pads with it', async () => {
    const matMul = (a: Tensor, b: Tensor, ta?: boolean, tb?: boolean): Tensor => {
      const product = cpu.tf.matMul(a, b, ta, tb)
      // Zero times a number of the next lane, as tiles beyond the edge of a matrix are.
      const next = b.dataSync().at(-1)!
      return cpu.tf.add(product, next * 0)
    }
    const padding: Engine = {
      ...cpu,
      assumesFinite: true,
      tf: { ...cpu.tf, matMul } as unknown as Engine['tf'],
    }
    const finite = { a: square(1, 0, 0, 1), b: square(1, 2, 3, 4) }
    const batch = batchOf([{ inputs: finite }, { inputs: { ...finite, b: square(1, 2, 3, 100) } }])
    const statement: Statement = ({ a, b }) => a.matMul(b.exp()).atMost(1000).all()
    const said = await judged(padding, 'static', batch, statement, 'float32')
    expect([...said]).toEqual([Truth.True, Truth.Undecided])
  })

  test('says nothing of the root of zero, which may be reached through infinity', async () => {
    const batch = batchOf([0, 4].map((a) => ({ inputs: { a: vector(a) } })))
    const statement: Statement = ({ a }) => a.sqrt().atMost(3)
    expect([...(await judged(honest, 'static', batch, statement, 'float32'))]).toEqual([
      Truth.Undecided,
      Truth.True,
    ])
    expect([...(await judged(cpu, 'static', batch, statement, 'float32'))]).toEqual([Truth.True, Truth.True])
  })

  test('never decides against the enclosures, over numbers of all sizes', async () => {
    const statements: Statement[] = [
      ({ a, b }) => a.mul(b).less(a.add(b)).all(),
      ({ a, b }) => a.exp().div(b.exp().add(1)).atMost(b.square()).all(),
      ({ a, b }) => a.matMul(b).exp().sum(-1).atMost(a.sum(-1)).all(),
      ({ a, b }) => a.div(b).sqrt().less(b.abs().log()).any(),
      ({ a, b }) => a.sameOrder(b.exp().mul(a)).all(),
    ]
    let decided = 0
    let open = 0
    for (const kind of ['moderate', 'wild', 'corners'] as const) {
      const batch = drawn({ a: [2, 2], b: [2, 2] }, kind, 200, 7)
      for (const statement of statements) {
        const truth = conjunction(statementInIntervals(batch, statement))
        for (const mode of MODES) {
          const said = await judged(honest, mode, batch, statement, 'reals')
          said.forEach((is, lane) => {
            const opposite = is === Truth.True ? Truth.False : is === Truth.False ? Truth.True : undefined
            if (opposite === undefined) open++
            else decided++
            if (opposite !== undefined) expect(truth[lane]).not.toBe(opposite)
          })
        }
      }
    }
    expect(decided).toBeGreaterThan(500)
    expect(open).toBeGreaterThan(500)
  })
})
