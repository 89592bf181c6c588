import { expect, test } from 'vitest'
import { exists, forAll, type Claim, type Predicate } from '../claim/claim.ts'
import { folklore } from '../claim/source.ts'
import { softmax } from '../attention/softmax.ts'
import { arrays, lattice, queryAndKeys, uniform } from '../generate/generate.ts'
import { onEachEngine } from '../engine/on-each-engine.fixture.ts'
import { runCampaign } from './campaign.ts'

const named = (id: string) =>
  ({ id, title: id, statement: 'x', source: folklore(), subject: softmax, controls: [] }) as const
const two = { tokens: 2, width: 2 } as const

/** Of positive numbers; -k has no logarithm and no root, and k - k is 0. */
const NEIGHBOURS: readonly (readonly [string, Predicate<'q' | 'k'>])[] = [
  ['0/0 is not above 1', ({ k }) => k.sub(k).div(k.sub(k)).maximum(1).greaterEqual(1)],
  ['the least of 1/0 and k is at most k', ({ k }) => k.div(k.sub(k)).minimum(k).atMost(k)],
  ['the largest of log(-k) is some number', ({ k }) => k.neg().log().max().abs().greaterEqual(0)],
  [
    'the sum over both axes of log(-k) is some number',
    ({ k }) => k.neg().log().sum(0).sum(0).square().greaterEqual(0),
  ],
  ['0 times log(-k) is 0', ({ k }) => k.neg().log().mul(0).equal(0)],
  ['log(-k) less log(-k) is 0', ({ k }) => k.neg().log().sub(k.neg().log()).equal(0)],
  [
    '0/0 is 0/0',
    ({ k }) =>
      k
        .sub(k)
        .div(k.sub(k))
        .equal(k.sub(k).div(k.sub(k))),
  ],
  ['the root of -k is at most itself', ({ k }) => k.neg().sqrt().atMost(k.neg().sqrt())],
  ['0/0 has at most the rank of its shape', ({ k }) => k.sub(k).div(k.sub(k)).rank().atMost(2)],
  ['k beside log(-k) has a rank of 1 at least', ({ k }) => k.concat(k.neg().log()).rank().atLeast(1)],
  ['a row of log(-k) has its own order', ({ k }) => k.neg().log().sameOrder(k.neg().log())],
  ['softmax of log(-k) sums to 1', ({ k }, a) => a.weights({ q: k, k: k.neg().log() }).sum(-1).equal(1)],
  ['the tangent of log(-k) is at most 1', ({ k }) => k.neg().log().tanh().atMost(1)],
  ['log(-k) beside e^(10^38) is positive', ({ k }) => k.mul(1e38).exp().add(k.neg().log()).greater(0)],
  [
    'a sum of 1/0, -1/0 and 0 is 0',
    ({ k }) =>
      k
        .div(k.sub(k))
        .sub(k.div(k.sub(k)))
        .sum()
        .equal(0),
  ],
  [
    'means of what comes before, of log(-k), are numbers',
    ({ k }, _, x) => x.constant([1, 0, 0.5, 0.5], [2, 2]).matMul(k.neg().log()).square().greaterEqual(0),
  ],
  ['it is positive, or it is not', ({ k }) => k.neg().log().greater(0).or(k.neg().log().greater(0).not())],
]

/** What does not exist, and is neither true nor false of. */
const UNDEFINED: Readonly<Record<string, Claim>> = {
  '1/0 + 1/0 = 0': exists({
    ...named('sum-of-quotient-by-zero'),
    quantifiers: { q: 'exists', k: 'exists' },
    inputs: queryAndKeys(two),
    check: ({ q }) => q.abs().add(1).div(q.sub(q)).sum(-1).equal(0),
    expect: { reals: 'holds' },
  }),
  'a product of 1/0 with zeros is 0': exists({
    ...named('product-of-quotient-by-zero'),
    quantifiers: { q: 'exists', k: 'exists' },
    inputs: queryAndKeys(two),
    check: ({ q, k }) =>
      k
        .sub(k)
        .matMul(q.abs().add(1).div(q.sub(q)).transpose())
        .equal(0),
    expect: { reals: 'holds' },
  }),
  'the sum of logarithms of negative numbers is 1': forAll({
    ...named('sum-of-log-of-negative'),
    inputs: queryAndKeys({ ...two, from: uniform(-2, -1) }),
    check: ({ k }) => k.log().sum(-1).equal(1),
    expect: { reals: 'refuted' },
  }),
  'the largest root of negative numbers is positive': forAll({
    ...named('largest-root-of-negative'),
    inputs: queryAndKeys({ ...two, from: uniform(-2, -1) }),
    check: ({ k }) => k.mul(0).less(k.sqrt().max(-1, true).maximum(1)),
    expect: { reals: 'holds' },
  }),
  ...Object.fromEntries(
    NEIGHBOURS.map(([title, check]) => [
      title,
      forAll({
        ...named('undefined-neighbour'),
        inputs: queryAndKeys({ tokens: 2, width: 2, from: uniform(1, 2) }),
        check,
        expect: { reals: 'holds' },
      }),
    ]),
  ),
}

const axes = arrays({ arrays: { c: [2, 2, 2, 2, 2, 2], d: [2, 2, 2, 2, 2, 2] }, from: lattice(8) })

/** Integers, so exactly in float32 too. */
const ON_SIX_AXES: Readonly<Record<string, Claim>> = {
  'c + d - d = c': forAll({
    ...named('axes-6'),
    inputs: axes,
    check: ({ c, d }) => c.add(d).sub(d).equal(c),
    expect: { reals: 'holds', float32: 'holds' },
  }),
  'the sums over axis 3 of c and d are those of c + d': forAll({
    ...named('axes-6-sums'),
    inputs: axes,
    check: ({ c, d }) => c.sum(3).add(d.sum(3)).equal(c.add(d).sum(3)),
    expect: { reals: 'holds', float32: 'holds' },
  }),
}

await onEachEngine(['wasm', 'tensorflow'], 'What is said of undefined terms', (engine) => {
  test.each(Object.entries(UNDEFINED))('%s: neither true nor false', async (_, claim) => {
    const { tally } = await runCampaign(claim, { engine: engine(), seed: 1, from: 0, to: 32 })
    expect(tally.all.cases).toMatchObject({ satisfied: 0, violated: 0, consistent: 0, undecided: 32 })
  })
  test.each(Object.entries(ON_SIX_AXES))('on six axes, %s', async (_, claim) => {
    const { tally } = await runCampaign(claim, { engine: engine(), seed: 1, from: 0, to: 32 })
    expect(tally.all.cases).toMatchObject({ satisfied: 32, violated: 0 })
  })
})
