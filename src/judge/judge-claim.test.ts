import type { Tensor } from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Subject } from '../attention/attention.ts'
import { linear } from '../attention/linear.ts'
import { relu } from '../attention/feature-map.ts'
import { softmax } from '../attention/softmax.ts'
import {
  exists,
  forAll,
  probability,
  scaling,
  type Claim,
  type ForAll,
  type Inputs,
  type Measure,
} from '../claim/claim.ts'
import type { Engine } from '../engine/engine.ts'
import { startEngine } from '../engine/start.ts'
import { claimEvidence } from '../evidence/schema.ts'
import { fromHex } from '../program/hex-float.ts'
import type { Recorder } from '../program/recorder.ts'
import { arrays, gaussian, lattice, queryAndKeys, uniform } from '../generate/generate.ts'
import { logLogSlope } from '../predicate.ts'
import { judgeClaim } from './judge-claim.ts'
import type { CampaignOptions } from './campaign-options.ts'
import { drawGroups } from './case-group.ts'
import { rowOrder } from './planted-claim.fixture.ts'
import { RECHECK_ONE_IN } from './rechecked.ts'

let engine: Engine
beforeAll(async () => {
  engine = (await startEngine('wasm')).engine
})

const judge = (claim: Claim, options: Partial<CampaignOptions> = {}) =>
  judgeClaim(
    { claim, theme: 'planted', file: 'planted.ts', sourceHash: `sha256:${'0'.repeat(64)}`, imports: [] },
    { engine, seed: 1, to: 600, ...options },
  )

/** One number a case, uniform in [0, 1). */
const unit = arrays({ dims: {}, arrays: { u: [1] }, from: uniform(0, 1) })

describe('a campaign', () => {
  test('says the same whatever the batch size', async () => {
    const [one, many, all] = await Promise.all([1, 64, 4096].map((batch) => judge(rowOrder, { batch })))
    expect(JSON.stringify(many)).toBe(JSON.stringify(one))
    expect(JSON.stringify(all)).toBe(JSON.stringify(one))
    expect(JSON.stringify(await judge(rowOrder))).toBe(JSON.stringify(one))
    expect(JSON.stringify(await judge(rowOrder, { seed: 2 }))).not.toBe(JSON.stringify(one))
  })

  test('leaves no tensor behind', async () => {
    const before = engine.tf.memory()
    await judge(rowOrder)
    await judge({ ...rowOrder, controls: [{ name: 'relu', subject: linear(relu) }] })
    expect(engine.tf.memory().numTensors).toBe(before.numTensors)
    expect(engine.tf.memory().numBytes).toBe(before.numBytes)
  })

  test('writes evidence that its schema accepts', async () => {
    const evidence = await judge({ ...rowOrder, controls: [{ name: 'relu', subject: linear(relu) }] })
    expect(() => claimEvidence.parse(evidence)).not.toThrow()
  })

  test('stops when it is aborted', async () => {
    const reason = new Error('stop')
    await expect(judge(rowOrder, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  })

  test('tries the running bound between the others on an engine that wants it', async () => {
    const evidence = await judge(rowOrder, { engine: { ...engine, runningBound: true } })
    const { device, running, interval } = evidence.cases.byTier
    const alone = (await judge(rowOrder)).cases
    expect(evidence.cases).toMatchObject({
      satisfied: alone.satisfied,
      violated: 0,
      undecided: alone.undecided,
    })
    expect(device + running + interval).toBe(alone.satisfied)
  })
})

describe('the verdict', () => {
  test('of a true claim is support, with the failure rate that the cases allow', async () => {
    const inputs = queryAndKeys({ tokens: [3], width: [2], from: gaussian(1) })
    const evidence = await judge({ ...rowOrder, inputs, demand: 0.02 }, { to: 1000 })
    expect(evidence.verdict.reals.status).toBe('supported')
    const { limit, confidence } = evidence.failureRateAtMost!
    // With no failure and none undecided: the p with (1 - p)^1000 = 1 - confidence.
    expect(evidence.cases.undecided).toBe(0)
    expect((1 - limit) ** 1000).toBeLessThanOrEqual(1 - confidence)
    expect((1 - limit * 0.999) ** 1000).toBeGreaterThan(1 - confidence)
  })

  test('of a false claim is a refutation, with a shrunk case that still violates it', async () => {
    const inputs = queryAndKeys({ tokens: [2], width: [1, 3] })
    const evidence = await judge({ ...rowOrder, inputs, subject: linear(relu), expect: { reals: 'refuted' } })
    expect(evidence.verdict.reals.status).toBe('refuted')
    const { shrunk, original, tier } = evidence.counterexample!
    expect(tier).toBe('interval')
    expect(shrunk.k.data.length).toBeLessThanOrEqual(original.k.data.length)
    const [q, k] = [shrunk.q, shrunk.k].map(({ data }) => data.map(fromHex))
    const width = q.length
    const scores = [0, 1].map((row) => q.reduce((sum, x, i) => sum + x * k[row * width + i], 0))
    const kernel = [0, 1].map((row) =>
      q.reduce((sum, x, i) => sum + Math.max(x, 0) * Math.max(k[row * width + i], 0), 0),
    )
    expect(Math.sign(scores[0] - scores[1])).not.toBe(Math.sign(kernel[0] - kernel[1]))
  })

  test('is inconclusive where the cases do not reach what they have to', async () => {
    const cover = [
      {
        name: 'a score above 1000',
        atLeast: 0.01,
        region: (({ q, k }, _a, x) =>
          x.constant(1000).less(q.matMul(k.transpose())).any()) as ForAll['check'],
      },
    ]
    const inputs = queryAndKeys({ tokens: [3], width: [2], from: gaussian(1) })
    const evidence = await judge({ ...rowOrder, inputs, cover })
    expect(evidence.verdict.reals.status).toBe('inconclusive')
    expect(evidence.inputs.coverage).toMatchObject([{ reached: 0, met: false }])
    expect(evidence.asExpected).toBe(false)
  })

  test('takes no case away for what a region or a tightness assumes', async () => {
    const claim: ForAll = { ...rowOrder, inputs: unit, check: ({ u }) => u.greater(0.5).all() }
    const part = ({ u }: Inputs, x: Recorder) => {
      x.assume(u.greater(0.5).all())
      return u.sum()
    }
    const trivial = { name: 'r', region: (({ u }, _a, x) => part({ u }, x).less(0.8)) as ForAll['check'] }
    const { cases, trivial: seen } = await judge({
      ...claim,
      trivial,
      tightness: ({ u }, _a, x) => part({ u }, x),
    })
    expect(cases.discarded).toBe(0)
    expect(cases.violated).toBeGreaterThan(200)
    // Of the region is what it assumes, too.
    const drawn = drawGroups(claim, 1, 0, 600).flatMap(({ batch }) => [...batch.data['u']])
    expect(seen).toMatchObject({ reached: drawn.filter((u) => 0.5 < u && u < 0.8).length, cases: 600 })
  })

  test.each(['measure', 'tightness'])('%s is one number', async (name) => {
    const two: Measure = ({ u }) => u.concat(u)
    const about = { ...rowOrder, inputs: unit }
    const claim =
      name === 'measure'
        ? scaling({ ...about, measure: two, exponent: { is: 1, spacing: 9 } })
        : { ...about, check: (({ u }) => u.less(2).all()) as ForAll['check'], tightness: two }
    expect((await judge(claim)).error?.message).toBe(
      `${name} is one number of a case, and this is an array [2]`,
    )
  })

  test.each(['forAll', 'exists', 'probability'] as const)(
    'of kind %s supports nothing beyond its regions, in either reading',
    async (kind) => {
      const about = {
        ...rowOrder,
        inputs: arrays({ arrays: { u: [1], v: [1] }, from: uniform(0, 1) }),
        cover: [{ name: 'below 0', atLeast: 0.1, region: (({ u }) => u.less(0).all()) as ForAll['check'] }],
      }
      const sum: ForAll['check'] = ({ u, v }) => u.add(v).greater(0).all()
      const claim = {
        forAll: forAll({ ...about, check: sum }),
        exists: exists({ ...about, check: sum, quantifiers: { u: 'forAll', v: 'exists' } }),
        probability: probability({
          ...about,
          check: sum,
          bound: { relation: 'atLeast', value: 0.5, formula: '' },
        }),
      }[kind]
      const { verdict } = await judge(claim, { to: 2000 })
      const uncovered = await judge({ ...claim, cover: [] }, { to: 2000 })
      for (const reading of ['reals', 'float32'] as const) {
        expect(verdict[reading]).toMatchObject({ status: 'inconclusive', lacks: { what: 'regions' } })
        expect(verdict[reading]?.meaning).toMatch(/did not reach "below 0"/)
        expect(uncovered.verdict[reading]?.status).toBe('supported')
      }
      expect(uncovered.verdict.reals.meaning).toMatch(/given the engine's precision profile/)
    },
  )

  test('calls undecided what no tier decides, and never satisfied', async () => {
    // No enclosure says that sin 2u = 2 sin u cos u, and the exact numbers do not know this law.
    const claim: ForAll = {
      ...rowOrder,
      inputs: unit,
      check: ({ u }) => u.add(u).sin().atMost(u.sin().mul(u.cos()).mul(2)).all(),
    }
    const evidence = await judge(claim, { to: 60 })
    expect(evidence.cases).toMatchObject({ satisfied: 0, violated: 0, undecided: 60 })
    expect(evidence.undecided.map(({ index }) => index)).toEqual(Array.from({ length: 60 }, (_, i) => i))
    expect(evidence.verdict.reals.status).toBe('inconclusive')
    expect(evidence.failureRateAtMost).toMatchObject({ limit: 1 })
  })

  test('decides exactly what enclosures cannot order', async () => {
    const thirds =
      (relation: 'atMost' | 'less'): ForAll['check'] =>
      (_inputs, _attention, x) => {
        const third = x.rational(1, 3)
        return third.add(third).add(third)[relation](1)
      }
    const atMost = await judge({ ...rowOrder, inputs: unit, check: thirds('atMost') }, { to: 60 })
    expect(atMost.cases).toMatchObject({ satisfied: 60, byTier: { interval: 0, exact: 60 } })
    const less = await judge({ ...rowOrder, inputs: unit, check: thirds('less') }, { to: 60 })
    expect(less.cases).toMatchObject({ violated: 60, byTier: { interval: 0, exact: 60 } })
    expect(less.counterexample?.certificate).toMatchObject({
      says: 'violated',
      decidedBy: 'exact',
      bits: null,
    })
  })

  test('reports an engine that gives two results for one input, and does not believe it', async () => {
    // The first batch comes back with its order reversed; what is run again does not.
    let calls = 0
    const { tf } = engine
    const unsteady: Engine = {
      ...engine,
      tf: new Proxy(tf, {
        get: (target, name) =>
          name === 'exp' && calls++ === 0 ? (x: Tensor) => tf.exp(tf.neg(x)) : Reflect.get(target, name),
      }),
    }
    const evidence = await judge({ ...rowOrder, controls: [] }, { engine: unsteady, to: 20, batch: 64 })
    expect(evidence.nondeterminism).toMatchObject([{ reading: 'float32', first: 'false', again: 'true' }])
    expect(evidence.verdict.float32).toMatchObject({ status: 'inconclusive' })
    expect(evidence.verdict.float32!.meaning).toMatch(/two results for one input/)
    expect(evidence.asExpected).toBe(false)
  })

  test('counts discarded cases, and says nothing from them', async () => {
    const never: ForAll = { ...rowOrder, assuming: (_i, _a, x) => x.constant(1).less(0) }
    const evidence = await judge(never)
    expect(evidence.cases.discarded).toBe(600)
    expect(evidence.verdict.reals.status).toBe('inconclusive')
    expect(evidence.asExpected).toBe(false)
  })

  test('is not as expected when a control survives', async () => {
    const control = { name: 'softmax itself', subject: softmax, cases: 64 }
    const evidence = await judge({ ...rowOrder, controls: [control], demand: 0.1 })
    expect(evidence.controls).toMatchObject([{ refuted: false, casesTried: 64 }])
    expect(evidence.verdict.reals.status).toBe('supported')
    expect(evidence.asExpected).toBe(false)
  })

  test('is not as expected when a restriction is refuted', async () => {
    const restriction = { name: 'none', hypothesis: 'none', subject: linear(relu) }
    const evidence = await judge({ ...rowOrder, restrictions: [restriction] })
    expect(evidence.restrictions).toMatchObject([{ refuted: true }])
    expect(evidence.asExpected).toBe(false)
  })
})

describe('an implementation that is not its definition', () => {
  const wrong: Subject = {
    name: 'softmax, implemented as its reverse',
    definition: (x) => softmax.definition(x),
    implementation: (x) => {
      const { weights, output } = softmax.implementation(x)
      return { weights: ({ q, k }) => weights({ q: q.neg(), k }), output }
    },
  }

  test('is found by deciding satisfied cases again', async () => {
    // The reversed implementation satisfies the false claim that softmax reverses the order.
    const reversed: ForAll = {
      ...rowOrder,
      subject: wrong,
      inputs: queryAndKeys({ tokens: [5], width: [3], from: gaussian(1) }),
      check: ({ q, k }, attention) => q.neg().matMul(k.transpose()).sameOrder(attention.weights({ q, k })),
    }
    const evidence = await judge(reversed, { to: 64 * RECHECK_ONE_IN })
    expect(evidence.rechecked.cases).toBe(64)
    expect(evidence.rechecked.contradictions).toHaveLength(64)
    expect(evidence.verdict.reals.meaning).toMatch(/defect/)
    expect(evidence.asExpected).toBe(false)
  })

  test('does not make a true claim false', async () => {
    const inputs = queryAndKeys({ tokens: [5], width: [3], from: gaussian(1) })
    const evidence = await judge({ ...rowOrder, subject: wrong, inputs })
    expect(evidence.cases.violated).toBe(0)
    expect(evidence.rechecked.contradictions.length).toBeGreaterThan(0)
    expect(evidence.asExpected).toBe(false)
  })
})

describe("an error in a claim's code", () => {
  test('makes it inconclusive and names the first case', async () => {
    const picky: ForAll = {
      ...rowOrder,
      inputs: fc.oneof(unit, arrays({ dims: {}, arrays: { u: [2] }, from: uniform(0, 1) })),
      check: ({ u }) => u.gather([1]).atMost(1),
    }
    const evidence = await judge(picky)
    expect(evidence.verdict.reals.status).toBe('inconclusive')
    expect(evidence.error!.message).toMatch(/there is no entry 1 along axis 0 of \[1\]/)
    const first = evidence.error!.case!.index
    const shapes = Array.from(
      { length: first + 1 },
      (_, index) => drawGroups(picky, 1, index, index + 1)[0].shape,
    )
    expect(shapes).toEqual([...Array<string>(first).fill('u[2]'), 'u[1]'])
    expect(evidence.asExpected).toBe(false)
  })

  test('is also a predicate that returns nonsense', async () => {
    const evidence = await judge({ ...rowOrder, check: () => 42 as never })
    expect(evidence.error!.message).toMatch(/check needs a proposition.*42/)
  })
})

describe('the other kinds', () => {
  const coin = (share: number, relation: 'atLeast' | 'atMost', value: number) =>
    probability({
      ...rowOrder,
      inputs: unit,
      check: ({ u }) => u.less(share).all(),
      bound: { relation, value, formula: '' },
    })

  test('probability: compares exact confidence limits with the bound', async () => {
    expect((await judge(coin(0.5, 'atLeast', 0.3))).verdict.reals.status).toBe('supported')
    expect((await judge(coin(0.5, 'atMost', 0.3))).verdict.reals.status).toBe('refuted')
    expect((await judge(coin(0.5, 'atLeast', 0.5))).verdict.reals.status).toBe('inconclusive')
    const { probability: found } = await judge(coin(0.5, 'atMost', 0.9))
    expect(found).toMatchObject({ draws: 600, undecided: 0 })
    expect(found!.lower).toBeLessThan(0.5)
    expect(found!.upper).toBeGreaterThan(0.5)
  })

  const power = (exponent: number) =>
    scaling({
      ...rowOrder,
      inputs: unit,
      // u b^2 for b = 1, 1/2, 1/4, 1/8.
      measure: ({ u }, _attention, x) =>
        logLogSlope(
          u.add(1).mul(x.constant([1, 2 ** -2, 2 ** -4, 2 ** -6])),
          [1, 2 ** -1, 2 ** -2, 2 ** -3],
          x,
        ),
      exponent: { is: exponent, spacing: 1 },
      expect: { reals: 'holds' },
    })

  test('scaling: singles out the exponent', async () => {
    const right = await judge({ ...power(2), demand: 0.1 })
    expect(right.verdict.reals.status).toBe('supported')
    expect(right.scaling).toMatchObject({ exponent: 2 })
    expect(fromHex(right.scaling!.least!.limit)).toBeGreaterThan(1.99)
    expect(fromHex(right.scaling!.most!.limit)).toBeLessThan(2.01)
    expect((await judge(power(3))).verdict.reals.status).toBe('refuted')
  })

  const witness = (above: number) =>
    exists({
      ...rowOrder,
      quantifiers: { u: 'exists' },
      inputs: unit,
      check: ({ u }, _a, x) => x.constant(above).less(u).all(),
    })

  test('exists: a witness proves, an obstruction refutes, and neither is inconclusive', async () => {
    const proved = await judge(witness(0.5))
    expect(proved.verdict.reals.status).toBe('proved')
    expect(fromHex(proved.witnesses[0].shrunk.u.data[0])).toBeGreaterThan(0.5)
    expect((await judge(witness(2))).verdict.reals.status).toBe('inconclusive')
    const obstructed = { ...witness(2), obstruction: (({ u }) => u.atMost(1).all()) as ForAll['check'] }
    expect((await judge(obstructed)).verdict.reals.status).toBe('refuted')
  })
})

test('integers tie exactly: equal scores have equal weights', async () => {
  const ties = queryAndKeys({ tokens: [4], width: [1], from: lattice(1) })
  const { cases } = await judge({ ...rowOrder, inputs: ties })
  expect(cases).toMatchObject({ satisfied: 600, undecided: 0 })
})
