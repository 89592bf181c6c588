import { beforeAll, expect, test } from 'vitest'
import { batchOf, type Batch } from '../../arithmetic/batch.ts'
import { elu1, identity } from '../../attention/feature-map.ts'
import { linear } from '../../attention/linear.ts'
import { softmax } from '../../attention/softmax.ts'
import { compared } from '../conformance/against-enclosures.ts'
import { MODES, type Build, type BoundMode } from '../conformance/both-arithmetics.ts'
import { asking, ASKS } from '../conformance/subject-list.ts'
import type { Real } from '../../program/real.ts'
import type { Engine } from '../engine.ts'
import { IEEE_FLOAT32, type ErrorLimits } from '../../arithmetic/device/error-limits.ts'
import { startEngine } from '../start.ts'
import { measurePrecision, profileFrom } from './measure.ts'
import * as planted from './planted-engines.fixture.ts'
import * as plantedFunctions from './planted-functions.fixture.ts'
import * as plantedSums from './planted-sums.fixture.ts'
import { Recipe } from './recipe.ts'

type Formula = Build<Real>

let cpu: Engine
beforeAll(async () => {
  cpu = (await startEngine('cpu')).engine
})

const scores: Formula = ({ q, k }) => q.matMul(k.transpose())
/** Each of 9 entries or more. */
const MECHANISMS: readonly Formula[] = [
  scores,
  ...[softmax, linear(elu1), linear(identity)].flatMap((subject) => ASKS.map((ask) => asking(subject, ask))),
]

const LANES = 1500

/** A case for each source of numbers: rows and columns of q, k and v. */
const batchFrom = (sources: Iterable<Record<string, () => number>>): Batch =>
  batchOf(
    Array.from(sources, (source) => {
      const array = (name: string) => ({
        shape: [3, 5],
        data: Float32Array.from({ length: 15 }, source[name]),
      })
      return { inputs: { q: array('q'), k: array('k'), v: array('v') } }
    }),
  )

/** Ordinary tokens, wide ones, and ones that are all alike, whose rounding errors add up. */
function drawn(seed: number): Batch {
  const recipe = new Recipe(seed)
  const kinds = [() => recipe.graded(-3, 0), () => recipe.graded(-12, 4), () => 1 + 2 ** -11 + 2 ** -13]
  return batchFrom(
    Array.from({ length: LANES }, (_, i) => kinds[i % 3]).map((kind) => ({ q: kind, k: kind, v: kind })),
  )
}

/** How many entries have a bound, and how many have one that is untrue of them, or lie outside of their lane's range. */
async function judged(engine: Engine, mode: BoundMode, batch: Batch, formulas: readonly Formula[]) {
  let [escaped, bounded] = [0, 0]
  for (const of of formulas) {
    for (const found of await compared(engine, { batch, of, modes: [mode] })) {
      escaped += found.escapes.length
      bounded += found.bounded
    }
  }
  return { escaped, bounded }
}

const engineOf = (defect: planted.Defect, limits: ErrorLimits): Engine => ({
  ...cpu,
  tf: defect(cpu.tf),
  profile: { ...cpu.profile, ...limits },
})

async function measured(defect: planted.Defect): Promise<Engine> {
  const found = await measurePrecision(defect(cpu.tf), IEEE_FLOAT32)
  return engineOf(defect, profileFrom(IEEE_FLOAT32, found))
}

test.each(['truncatedFactors', 'roundedFactors', 'halfProducts'] as const)(
  '%s: the bounds from the measured profile hold, those from the stated one do not',
  async (defect) => {
    const engine = await measured(plantedSums[defect])
    const stated = engineOf(plantedSums[defect], IEEE_FLOAT32)
    const batch = drawn(7)
    for (const mode of MODES) {
      const { escaped, bounded } = await judged(engine, mode, batch, MECHANISMS)
      expect(escaped).toBe(0)
      // A bound that is never finite would hold as well.
      expect(bounded).toBeGreaterThan((LANES * 7 * 9) / 2)
      expect((await judged(stated, mode, batch, MECHANISMS)).escaped).toBeGreaterThan(LANES)
    }
  },
)

test('truncatedSums: the bounds from the measured profile hold', async () => {
  const engine = await measured(plantedSums.truncatedSums)
  for (const mode of MODES) expect((await judged(engine, mode, drawn(8), MECHANISMS)).escaped).toBe(0)
})

test('a coarse quotient is bounded by its limit, relative to what it should be', async () => {
  const limits = { ...IEEE_FLOAT32, ulps: { ...IEEE_FLOAT32.ulps, div: 2 ** 18 + 2 } }
  const engine = engineOf(planted.smallQuotients, limits)
  const quotients: Formula[] = [({ q, k }) => q.div(k), ({ q, k }) => q.div(k.exp())]
  for (const mode of MODES) expect((await judged(engine, mode, drawn(9), quotients)).escaped).toBe(0)
})

test('the range of a logarithm allows for its absolute error', async () => {
  const engine = engineOf(plantedFunctions.smallLogarithms, { ...IEEE_FLOAT32, logAbsolute: 2 ** -21 })
  const logarithm: Formula = ({ q }) => q.abs().maximum(1).minimum(1).log()
  for (const mode of MODES) expect((await judged(engine, mode, drawn(10), [logarithm])).escaped).toBe(0)
})

test('halfProducts: factors that lose bits, and results that overflow', async () => {
  const ranges: Record<string, readonly [q: [number, number], k: [number, number]]> = {
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
  const engine = await measured(plantedSums.halfProducts)
  const recipe = new Recipe(11)
  for (const [name, [q, k]] of Object.entries(ranges)) {
    const source = { q: () => recipe.graded(...q), k: () => recipe.graded(...k), v: () => 0 }
    const batch = batchFrom(Array.from({ length: 400 }, () => source))
    for (const mode of MODES)
      expect((await judged(engine, mode, batch, [scores])).escaped, `${name}, ${mode}`).toBe(0)
  }
})
