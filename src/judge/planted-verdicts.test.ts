import { largestEigenvalue } from '../program/spectral.ts'
import { beforeAll, describe, expect, test } from 'vitest'
import { checkCertificate } from '../auditor/certificate-check.ts'
import { relu } from '../attention/feature-map.ts'
import { linear } from '../attention/linear.ts'
import { mechanism } from '../attention/mechanism.ts'
import { softmax, softmaxAttention } from '../attention/softmax.ts'
import type { Subject } from '../attention/attention.ts'
import { exists, probability, scaling, type Claim, type ForAll } from '../claim/claim.ts'
import type { Engine } from '../engine/engine.ts'
import { startEngine } from '../engine/start.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { arrays, lattice, queriesAndKeys, queryAndKeys, uniform } from '../generate/generate.ts'
import { fromHex } from '../program/hex-float.ts'
import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import { logLogSlope } from '../predicate.ts'
import { attackText } from '../report/attack-text.ts'
import { failedClaim } from '../report/failed-claim.ts'
import type { CampaignOptions } from './campaign-options.ts'
import { judgeClaim } from './judge-claim.ts'
import { rowOrder } from './planted-claim.fixture.ts'

/** Claims whose truth is known, each of a kind about which a verdict once said more than was shown. */

let engine: Engine
beforeAll(async () => {
  engine = (await startEngine('auto')).engine
})

const judge = (claim: Claim, options: Partial<CampaignOptions> = {}): Promise<ClaimEvidence> =>
  judgeClaim(
    { claim, theme: 'planted', file: 'planted.ts', sourceHash: `sha256:${'0'.repeat(64)}`, imports: [] },
    { engine, seed: 1, to: 1500, ...options },
  )

const unit = arrays({ dims: {}, arrays: { u: [1] }, from: uniform(0.5, 1) })
const about = (check: ForAll['check'], more: Partial<ForAll> = {}): ForAll => ({
  ...rowOrder,
  inputs: unit,
  expect: { reals: 'holds' },
  check,
  ...more,
})

describe('an equality that enclosures cannot tell from a false one', () => {
  const nearly = 1 + 2 ** -52

  test('is refuted where exact arithmetic decides it', async () => {
    const found = await judge(about(({ u }) => u.exp().mul(nearly).equal(u.exp()).all()))
    expect(found.verdict.reals.status).toBe('refuted')
  })

  /** 1, by a law that no arithmetic here knows. */
  const one = (u: Real) => u.sin().square().add(u.cos().square())

  test('is consistent, and not supported, where it does not', async () => {
    const found = await judge(
      about(({ u }, _a, x) =>
        one(u)
          .equal(
            x
              .constant(2 ** -1000)
              .mul(2 ** -1000)
              .mul(2 ** -1000)
              .add(1),
          )
          .all(),
      ),
    )
    expect(found.verdict.reals.status).toBe('consistent')
    expect(found.failureRateAtMost!.limit).toBe(1)
    expect(found.apartAtMost!.limit).toBeLessThan(0.01)
    expect(fromHex(found.apartAtMost!.width)).toBeGreaterThan(2 ** -53)
    expect(found.asExpected).toBe(false)
    const honest = about(({ u }) => one(u).equal(1).all(), { expect: { reals: 'consistent' } })
    expect((await judge(honest)).asExpected).toBe(true)
  })

  test('the width is that of the entry that may be off by most', async () => {
    const check: ForAll['check'] = ({ u }, _a, x) => {
      const sizes = x.constant([1, 2 ** 40])
      return one(u).mul(sizes).equal(sizes).all()
    }
    const { widest } = await judge(about(check))
    expect(fromHex(widest!.width)).toBeGreaterThan(2 ** 40 * 2 ** -53)
  })
})

test('a limit that comes from a sample of another mixture than the inputs says so', async () => {
  const equal =
    (entries: number): ForAll['check'] =>
    ({ u }) =>
      u.gather(new Array<number>(entries).fill(0)).equal(u).all()
  const small = await judge(about(equal(2)))
  expect(small.sample.cases).toBe(1500)
  expect(small.verdict.reals.meaning).toMatch(/on these inputs/)
  const large = await judge(about(equal(4096), { demand: 0.02 }))
  expect(large.sample.cases).toBe(1024)
  expect(large.verdict.reals.meaning).toMatch(/on inputs like the 1,024 of the sample/)
})

describe('what is left open', () => {
  /** sin u against itself by another formula: no arithmetic here decides it. */
  const open: ForAll['check'] = ({ u }) => u.add(u).sin().atMost(u.sin().mul(u.cos()).mul(2)).all()

  test('counts as a failure: undecided cases', async () => {
    const found = await judge(
      about((inputs, attention, x) =>
        inputs.u
          .less(0.6)
          .all()
          .or(open(inputs, attention, x)),
      ),
      { to: 2000 },
    )
    expect(found.cases.satisfied).toBeGreaterThan(300)
    expect(found.cases.undecided).toBeGreaterThan(1000)
    expect(found.verdict.reals.status).toBe('inconclusive')
    expect(found.asExpected).toBe(false)
  })

  test('counts as a failure: open hypotheses', async () => {
    const found = await judge(
      about(({ u }) => u.less(0.75).all(), {
        assuming: (inputs, attention, x) =>
          inputs.u
            .less(0.75)
            .all()
            .or(open(inputs, attention, x)),
      }),
    )
    expect(found.cases.open).toBeGreaterThan(500)
    expect(found.cases.violated).toBe(0)
    expect(found.verdict.reals.status).toBe('inconclusive')
    expect(found.undecided.length).toBe(found.cases.open)
  })

  test('may be what a claim demands', async () => {
    const few = await judge(rowOrder, { to: 300 })
    expect(few.verdict.reals).toMatchObject({ status: 'inconclusive' })
    expect(few.verdict.reals.meaning).toMatch(/so few cases exclude no more/)
    expect((await judge({ ...rowOrder, demand: 0.1 }, { to: 300 })).verdict.reals.status).toBe('supported')
    expect((await judge(rowOrder, { to: 300, demand: 0.1 })).verdict.reals.status).toBe('supported')
  })
})

describe('what the form of the program decides, whatever the numbers', () => {
  const shaped = (queries: number[]) => queriesAndKeys({ queries, tokens: 3, width: 2, from: lattice(9) })
  const features: (kernel: (matrix: Real) => Real) => ForAll['check'] =
    (kernel) =>
    ({ q, k }) =>
      kernel(q.maximum(0).matMul(k.maximum(0).transpose()))
        .rank()
        .atMost(2)
  /** Of rows that are put together no more is known than that there are so many. */
  const rowByRow = (matrix: Real) =>
    Array.from({ length: matrix.shape[0] }, (_, i) => matrix.gather([i])).reduce((a, b) => a.concat(b))
  const byForm = features((kernel) => kernel)
  const byNumbers = features(rowByRow)

  test('is no evidence: the rank of a product', async () => {
    const found = await judge(about(byForm, { inputs: shaped([3]) }))
    expect(found.cases).toMatchObject({ satisfied: 1500, byForm: 1500 })
    expect(found.sample).toEqual({ cases: 0, satisfied: 0 })
    expect(found.failureRateAtMost).toBeNull()
    expect(found.verdict.reals.status).toBe('inconclusive')
    expect(found.verdict.reals.meaning).toMatch(/1,500 by form alone.*whatever the numbers are, and no case/)
    expect(found.asExpected).toBe(false)
  })

  test('is not what elimination decides', async () => {
    const found = await judge(about(byNumbers, { inputs: shaped([3]) }))
    expect(found.cases).toMatchObject({ satisfied: 1500, byForm: 0 })
    expect(found.verdict.reals.status).toBe('supported')
    expect(found.verdict.reals.meaning).not.toMatch(/form/)
  })

  test('leaves the sample to the others', async () => {
    const found = await judge(about(byNumbers, { inputs: shaped([2, 3]) }), { to: 3500 })
    expect(found.cases.byForm).toBeGreaterThan(1500)
    expect(found.sample.cases).toBe(3500 - found.cases.byForm)
    expect(found.verdict.reals).toMatchObject({ status: 'supported' })
    expect(found.verdict.reals.meaning).toMatch(/by form alone/)
    const few = await judge(about(byNumbers, { inputs: shaped([2, 3]) }))
    expect(few.verdict.reals.status).toBe('inconclusive')
  })

  test('leaves a subject that nothing tests without a limit', async () => {
    const check: ForAll['check'] = (inputs, attention, x) =>
      (attention.name === softmax.name ? byForm : byNumbers)(inputs, attention, x)
    const subject = [softmax, linear(relu)]
    const found = await judge(about(check, { inputs: shaped([3]), subject }), { to: 3500 })
    expect(found.members.find(({ name }) => name === softmax.name)!.failureRateAtMost).toBeNull()
    expect(found.verdict.reals.status).toBe('inconclusive')
    expect(found.verdict.reals.meaning).toMatch(/of the subject "softmax" no case is in the sample/)
  })
})

describe('what a limit is about', () => {
  test('regions are not reached by cases that are none', async () => {
    const found = await judge(
      about(({ u }) => u.less(1).all(), {
        assuming: ({ u }) => u.less(0.6).all(),
        cover: [{ name: 'above', atLeast: 0.2, region: ({ u }, _a, x) => x.constant(0.7).less(u).all() }],
      }),
    )
    expect(found.inputs.coverage).toMatchObject([{ reached: 0, met: false }])
    expect(found.verdict.reals.status).toBe('inconclusive')
  })

  test('what may be no case reaches no region, and tells nothing of how tight a bound is', async () => {
    const small: ForAll['check'] = ({ u }) => u.less(0.55).all()
    const found = await judge(
      about(({ u }) => u.greater(0.54).all(), {
        // Below 0.55 it is not known whether a case is one: none is.
        assuming: ({ u }) => u.greaterEqual(0.55).or(u.sin().square().add(u.cos().square()).less(1)).all(),
        cover: [{ name: 'small', atLeast: 0.05, region: small }],
        trivial: { name: 'small', region: small },
        tightness: ({ u }, _a, x) => x.constant(0.54).div(u).sum(),
        demand: 0.2,
      }),
    )
    expect(found.cases.open).toBeGreaterThan(100)
    expect(found.inputs.coverage).toMatchObject([{ reached: 0, met: false }])
    expect(found.trivial).toMatchObject({ reached: 0 })
    expect(fromHex(found.tightness!.atLeast)).toBeLessThan(1)
  })

  test('a subject of which no case is one is not invisible', async () => {
    const never: Subject = mechanism('never defined', ({ q, k }, x) => {
      x.assume(x.constant(1).less(0))
      return q.matMul(k.transpose())
    })
    const found = await judge({ ...rowOrder, subject: [softmax, never] }, { to: 4000 })
    expect(found.members.find(({ name }) => name === 'never defined')!.cases).toMatchObject({
      satisfied: 0,
      undecided: 0,
    })
    expect(found.verdict.reals.status).toBe('inconclusive')
    expect(found.verdict.reals.meaning).toMatch(/"never defined" nothing was decided/)
  })

  test('a counterexample names its subject', async () => {
    const found = await judge({ ...rowOrder, subject: [softmax, linear(relu)], expect: { reals: 'refuted' } })
    expect(found.counterexample!.subject).toBe('linear(relu)')
  })

  test('the trivial share is known', async () => {
    const trivial: NonNullable<ForAll['trivial']> = {
      name: 'small',
      region: ({ u }) => u.less(0.75).all(),
    }
    const { trivial: share } = await judge(about(({ u }) => u.less(2).all(), { trivial }))
    expect(share).toMatchObject({ name: 'small', cases: 1500 })
    expect(share!.reached / 1500).toBeGreaterThan(0.4)
    expect((await judge(rowOrder)).trivial).toBeNull()
  })

  test('how tight an inequality was attacked, and whether its constant is sharp', async () => {
    const claim = about(({ u }) => u.atMost(1).all(), {
      tightness: ({ u }) => u.reshape([]),
      mutants: [
        { name: '1 → 0.98', sharp: true, check: ({ u }) => u.atMost(0.98).all() },
        { name: '1 → 1.02', sharp: false, check: ({ u }) => u.atMost(1.02).all() },
      ],
      controls: [],
    })
    const found = await judge(claim)
    expect(fromHex(found.tightness!.atLeast)).toBeGreaterThan(0.99)
    expect(fromHex(found.tightness!.atLeast)).toBeLessThanOrEqual(1)
    expect(found.mutants).toMatchObject([{ refuted: true }, { refuted: false }])
    expect(found.mutants[0].certificate).toBeDefined()
    expect(found.asExpected).toBe(true)
    const swapped = claim.mutants!.map((mutant) => ({ ...mutant, sharp: !mutant.sharp }))
    expect((await judge({ ...claim, mutants: swapped })).asExpected).toBe(false)
  })

  test('a ratio above 1 where no case violates the inequality is none of its sides', async () => {
    const above = { tightness: ({ u }) => u.reshape([]).mul(3) } satisfies Partial<ForAll>
    const found = await judge(about(({ u }) => u.atMost(1).all(), { ...above, controls: [] }))
    expect(found.verdict.reals.status).toBe('supported')
    expect(found.asExpected).toBe(false)
    expect(failedClaim(found).problems).toEqual([
      expect.stringMatching(/^tightness: expected at most 1, found 2\.99\d+$/),
    ])
    const violated = about(({ u }) => u.atMost(0.5).all(), {
      ...above,
      controls: [],
      expect: { reals: 'refuted' },
    })
    expect((await judge(violated)).asExpected).toBe(true)
  })

  test('a probability of the event that the draws exclude gives no power', async () => {
    const claim = (event: number) =>
      probability({
        ...about(({ u }) => u.less(0.9).all(), { controls: [] }),
        bound: { relation: 'atLeast', value: 0.5, formula: '', event },
      })
    const found = await judge(claim(0.95))
    expect(found.verdict.reals.status).toBe('supported')
    expect(found.asExpected).toBe(false)
    expect(failedClaim(found).problems).toEqual([
      expect.stringMatching(/^event: expected a probability of 0\.95, found one in \[0\.\d+, 0\.\d+\]$/),
    ])
    expect(attackText(found)).not.toMatch(/draws support it with probability/)
    const stated = await judge(claim(0.8))
    expect(stated.asExpected).toBe(true)
    expect(attackText(stated)).toMatch(/draws support it with probability/)
  })
})

describe('the returned numbers', () => {
  const float32 = async (check: ForAll['check'], inputs = unit) =>
    (await judge(about(check, { inputs }))).verdict.float32!

  test('rounding is the reason only where the statement holds and the error bounds allow it', async () => {
    const thirds = await float32(({ u }) => u.div(3).mul(3).equal(u).all())
    expect(thirds.cases.violated).toMatchObject({ statement: 0, unexplained: 0 })
    expect(thirds.meaning).toMatch(/an artefact of rounding, not of the statement/)
    const wrong = await float32(({ u }) => u.less(0.75).all())
    expect(wrong.cases.violated).toMatchObject({ rounding: 0, unexplained: 0 })
    expect(wrong.meaning).toMatch(/the statement is false there/)
  })

  test('NaN and infinity are no violation', async () => {
    const large = arrays({ dims: {}, arrays: { u: [1] }, from: uniform(100, 200) })
    for (const check of [
      ({ u }) => u.exp().div(u.exp()).equal(1).all(),
      ({ u }, _a, x) => u.exp().log().less(x.constant(1000)).all(),
      // Nor is the opposite of a comparison with what is no number shown.
      ({ u }) => u.exp().sub(u.exp()).less(0).not().all(),
      ({ u }) => u.sameOrder(u.exp().sub(u.exp())).not().all(),
      ({ u }) =>
        u
          .gather([0, 0])
          .sameOrder(u.exp().sub(u.exp()).gather([0, 0]))
          .not()
          .all(),
      ({ u }) => largestEigenvalue(u.exp().sub(u.exp()).reshape([1, 1])).greater(5),
    ] satisfies ForAll['check'][]) {
      const found = await float32(check, large)
      expect(found.cases.nonFinite).toBe(1500)
      expect(found.status).toBe('inconclusive')
      expect(found.meaning).toMatch(/NaN or infinite in 1,500 cases/)
    }
  })
})

describe('there is a witness', () => {
  const pairs = arrays({ dims: {}, arrays: { k: [1], q: [1] }, from: uniform(0, 1) })
  const above = (quantifiers: { k: 'forAll' | 'exists'; q: 'exists' }, subject: Claim['subject'] = softmax) =>
    exists({
      ...rowOrder,
      inputs: pairs,
      subject,
      quantifiers,
      check: ({ k, q }, attention, x) => {
        const factor = attention.name === softmax.name ? 1 : 2
        return x.constant(factor).mul(k).less(q).all()
      },
      obstruction: ({ k }, _a, x) => x.constant(1).less(k).all(),
    })

  test('one proves, where nothing else is drawn', async () => {
    const found = await judge(above({ k: 'exists', q: 'exists' }))
    expect(found.verdict.reals.status).toBe('proved')
    expect(found.verdict.float32!.status).toBe('proved')
  })

  test('that an obstruction excludes what was not drawn either is said to be what the claim argues', async () => {
    const reals = async (k: 'forAll' | 'exists') => {
      const claim = above({ k, q: 'exists' })
      const found = await judge({
        ...claim,
        obstruction: ({ k }) => k.atMost(1).all(),
        check: ({ q }) => q.less(0).all(),
      })
      return found.verdict.reals
    }
    for (const k of ['forAll', 'exists'] as const)
      expect(await reals(k)).toMatchObject({
        status: 'refuted',
        meaning: expect.stringMatching(/as the claim argues/) as string,
      })
  })

  test('one proves nothing where there has to be one for each draw', async () => {
    const found = await judge(above({ k: 'forAll', q: 'exists' }))
    expect(found.cases.satisfied).toBeGreaterThan(300)
    expect(found.verdict.reals.status).toBe('inconclusive')
    expect(found.verdict.float32!.status).toBe('inconclusive')
  })

  test('each subject needs its own', async () => {
    const both = above({ k: 'exists', q: 'exists' }, [softmax, softmaxAttention({ scale: 2 })])
    const found = await judge(both)
    expect(found.verdict.reals.status).toBe('proved')
    expect(found.witnesses.map(({ subject }) => subject)).toHaveLength(2)
    const one = {
      ...both,
      check: ((i, a, x) =>
        a.name === softmax.name ? both.check(i, a, x) : x.constant(1).less(0)) as ForAll['check'],
    }
    const lacking = await judge(one)
    expect(lacking.verdict.reals.status).toBe('inconclusive')
  })

  test('every input is quantified', async () => {
    const { error } = await judge({ ...above({ k: 'exists', q: 'exists' }), quantifiers: { k: 'exists' } })
    expect(error!.message).toMatch(/quantifiers say nothing of the input q/)
  })
})

test('an exponent is decided case by case, not by a mean', async () => {
  // β^1 in half of the cases and β^3 in the others: the mean slope is 2.
  const betas = [1, 2 ** -1, 2 ** -2, 2 ** -3]
  const found = await judge(
    scaling({
      ...rowOrder,
      inputs: arrays({ dims: {}, arrays: { s: [1] }, from: lattice(1) }).filter(
        ({ inputs }) => inputs.s.data[0] !== 0,
      ),
      measure: ({ s }, _a, x) =>
        logLogSlope(s.mul(x.constant(betas).log()).add(x.constant(betas).log().mul(2)).exp(), betas, x),
      exponent: { is: 2, spacing: 1 },
      expect: { reals: 'holds' },
    }),
  )
  expect(found.verdict.reals.status).toBe('refuted')
  expect(found.cases.violated).toBe(1500)
})

describe('laws of logarithms', () => {
  const log = (x: Recorder, of: number) => x.constant(of).log()

  test('decide what no enclosure tells: a strict inequality between equals is false', async () => {
    const found = await judge(
      about((_i, _a, x) => x.rational(1, 3).log().less(log(x, 3).neg()), { expect: { reals: 'refuted' } }),
    )
    expect(found.verdict.reals.status).toBe('refuted')
    expect(checkCertificate(found.counterexample!.certificate)).toEqual([])
  })

  test('decide a hypothesis', async () => {
    const six: ForAll['check'] = (_i, _a, x) => log(x, 2).add(log(x, 3)).equal(log(x, 6))
    const found = await judge(about(({ u }) => u.less(0.75).all(), { assuming: six }))
    expect(found.cases.open).toBe(0)
    expect(found.verdict.reals.status).toBe('refuted')
  })
})

test('a comparison that depends on what belowMax subtracts is an error of the claim', async () => {
  const found = await judge({
    ...rowOrder,
    check: ({ q, k }) => q.matMul(k.transpose()).belowMax(1).exp().sum(-1).atMost(1).all(),
  })
  expect(found.error!.message).toMatch(/belowMax.*normalise before comparing/)
})

describe('an implementation that is certainly wrong', () => {
  const scaled = (power: number): Subject['definition'] => softmaxAttention({ scale: 8 ** power }).definition
  const wrong: Subject = { name: 'scaled by 1/d', definition: scaled(-0.5), implementation: scaled(-1) }
  const same: ForAll = {
    ...rowOrder,
    subject: wrong,
    inputs: queryAndKeys({ tokens: [4], width: [8] }),
    expect: { reals: 'holds' },
    check: ({ q, k }, attention) => {
      const terms = q
        .matMul(k.transpose())
        .mul(8 ** -0.5)
        .belowMax(1)
        .exp()
      return attention
        .weights({ q, k })
        .equal(terms.div(terms.sum(-1, true)))
        .all()
    },
  }

  test.each([0, 100_000])('is not consistent with its definition, at cases from %d', async (from) => {
    const found = await judge(same, { from, to: from + 300 })
    expect(found.rechecked.contradictions.length).toBeGreaterThan(100)
    expect(found.verdict.reals.meaning).toMatch(/A defect/)
    expect(found.asExpected).toBe(false)
  })
})

test('a second look at all cases leaves nothing to the device', async () => {
  const sampled = await judge(rowOrder)
  expect(sampled.cases.byTier.device).toBeGreaterThan(0)
  expect(sampled.verdict.reals.meaning).toMatch(/given the engine's precision profile/)
  const all = await judge(rowOrder, { recheck: 'all' })
  expect(all.cases.byTier.device).toBe(0)
  expect(all.cases.discardedByDevice).toBe(0)
  expect(all.verdict.reals.meaning).not.toMatch(/precision profile/)
  expect(all.verdict.reals.status).toBe('supported')
})
