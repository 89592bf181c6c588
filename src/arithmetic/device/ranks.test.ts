import { beforeAll, expect, test } from 'vitest'
import type { Engine } from '../../engine/engine.ts'
import { startEngine } from '../../engine/start.ts'
import type { Proposition } from '../../program/proposition.ts'
import type { Real } from '../../program/real.ts'
import { record } from '../../program/record.ts'
import { Truth } from '../../program/truth.ts'
import { batchOf } from '../batch.ts'
import { run } from './run.ts'

let engine: Engine
beforeAll(async () => void (engine = (await startEngine('cpu')).engine))

const { True, False, Undecided } = Truth
const SINGULAR = [1, 2, 2, 4]
const REGULAR = [1, 2, 3, 0]
const NEARLY_SINGULAR = [1, 2, 2, 4 + 2 ** -20]

test.each<[truth: Truth, name: string, numbers: number[], claim: (m: Real) => Proposition]>([
  [True, 'numbers without errors have the rank that they have', NEARLY_SINGULAR, (m) => m.rank().atLeast(2)],
  [True, 'at most it', SINGULAR, (m) => m.rank().atMost(1)],
  [False, 'and no other', SINGULAR, (m) => m.rank().atLeast(2)],
  [True, 'what the errors leave no other rank', REGULAR, (m) => m.exp().rank().atLeast(2)],
  [False, 'what the errors leave no lower rank', REGULAR, (m) => m.exp().rank().atMost(1)],
  [Undecided, 'what the errors leave another rank', [1, 2, 1, 2], (m) => m.exp().rank().atMost(1)],
  [
    Undecided,
    'what is too near to singular',
    NEARLY_SINGULAR,
    (m) =>
      m
        .mul(1 / 3)
        .rank()
        .atLeast(2),
  ],
  [True, 'one certain entry', [1, 2, 1, 2], (m) => m.exp().rank().atLeast(1)],
  [
    True,
    'by form',
    REGULAR,
    (m) =>
      m
        .gather([0])
        .transpose()
        .matMul(m.gather([1]))
        .rank()
        .atMost(1),
  ],
  [True, 'extents', REGULAR, (m) => m.exp().rank().atMost(2)],
  [True, 'two ranks', REGULAR, (m) => m.rank().atMost(m.exp().rank())],
  [Undecided, 'of what may not exist', [0, 1, 2, 3], (m) => m.div(m.mul(3).sub(m)).rank().atMost(2)],
])('over the reals it is %i: %s', async (truth, _, numbers, claim) => {
  const batch = batchOf([{ inputs: { m: { shape: [2, 2], data: Float32Array.from(numbers) } } }])
  const program = record(({ m }) => ({ claim: claim(m) }), batch.shapes).implementation
  expect([...(await run(program, batch, engine, 'static')).reals.claim]).toEqual([truth])
})
