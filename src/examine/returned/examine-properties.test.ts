import { expect, test } from 'vitest'
import dispersion from '../../../properties/concentration/softmax-dispersion-bounds.ts'
import associativity from '../../../properties/identities/linear-associativity-recurrence.ts'
import equivariance from '../../../properties/identities/permutation-equivariance.ts'
import hull from '../../../properties/identities/row-stochastic-convex-hull.ts'
import neverInjective from '../../../properties/injectivity/linear-never-injective.ts'
import rowOrder from '../../../properties/order/softmax-row-order-strict.ts'
import linearRank from '../../../properties/rank/linear-rank-le-m.ts'
import posterior from '../../../properties/regression/slr-softmax-posterior.ts'
import tanhBound from '../../../properties/stability/softmax-tv-tanh.ts'
import { elu1 } from '../../attention/feature-map.ts'
import { linear } from '../../attention/linear.ts'
import { softmax, softmaxAttention } from '../../attention/softmax.ts'
import { discover } from '../../claim/discover.ts'
import { ExaminedError, type Examined } from '../examined.ts'
import type { Lanes } from '../lanes.ts'
import { examineProperties, type PropertiesOptions } from './examine-properties.ts'
import { rounded } from '../round-to.ts'
import { DECLARED, nothingButWhat, plainAttention, type PlainParts } from './plain-attention.fixture.ts'
import type { PropertyRow } from './property-row.ts'

const examine = (changed: Partial<PropertiesOptions>) =>
  examineProperties({
    examined: plainAttention(),
    declared: DECLARED,
    subject: softmax,
    claims: [rowOrder, hull, tanhBound, dispersion, equivariance, posterior],
    cases: 128,
    seed: 1,
    outsideHonest: nothingButWhat({}),
    ...changed,
  })

const judged = (row: PropertyRow) => {
  if ('returned' in row && 'counts' in row.returned) return { ...row, returned: row.returned }
  throw new Error(JSON.stringify(row))
}

test('a sound attention: rounding explains each violation', async () => {
  const rows = (await examine({})).map(judged)
  for (const { reals, returned, beyondRounding } of rows) {
    expect(reals.status).not.toBe('refuted')
    expect(beyondRounding).toBe(false)
    expect(returned.reasons).toMatchObject({ beyond: 0, unknown: 0 })
    expect(returned.counts.satisfied + returned.counts.violated).toBeGreaterThan(100)
  }
  expect(rows.filter(({ returned }) => returned.status === 'violated').length).toBeGreaterThan(2)
  expect(rows.find(({ claim }) => claim === tanhBound.id)!.returned.counts.rounded).toBeGreaterThan(0)
})

const MISTAKES: [string, Partial<PlainParts>][] = [
  ['softmax over the query axis', { normaliser: 'queries' }],
  ['no normaliser', { normaliser: 'none' }],
  ['nothing but NaN', { kernel: () => NaN }],
  ['no shift, scores that overflow', { scale: () => 2000, kernel: Math.exp }],
  ['a negative temperature', { scale: () => -1 }],
]
test.each(MISTAKES)('%s is not explained by rounding', async (_, mistake) => {
  const rows = (await examine({ examined: plainAttention(mistake) })).map(judged)
  const fallen = rows.filter(
    ({ returned }) => returned.status === 'violated' || returned.status === 'not numbers',
  )
  expect(fallen.length).toBeGreaterThan(0)
  for (const { returned, beyondRounding } of fallen) {
    expect(beyondRounding).toBe(true)
    // The mistake does not show in every case.
    expect(returned.reasons.beyond).toBeGreaterThan(returned.reasons.rounding)
    expect(returned.first!.outside).toBe(1)
    expect(returned.meaning).toMatch(/rounding does not explain/)
  }
})

test('NaN holds of nothing, and violates nothing', async () => {
  const [row] = (await examine({ examined: plainAttention({ kernel: () => NaN }), claims: [hull] })).map(
    judged,
  )
  expect(row.returned.status).toBe('not numbers')
  expect(row.returned.counts).toMatchObject({ satisfied: 0, violated: 0, notNumbers: 128 })
  expect(row.returned.first).toMatchObject({ notNumbers: true })
})

test('what nobody can say of a number is not said', async () => {
  const unknown = (lanes: Lanes) => new Uint8Array(lanes.lanes).fill(2)
  const [row] = (await examine({ claims: [hull], outsideHonest: unknown })).map(judged)
  expect(row.beyondRounding).toBe('undecided')
  expect(row.returned.meaning).toMatch(/is not known in/)
})

test('the first case beyond rounding is told, shrunk, with what was asked and answered', async () => {
  const mistake = { normaliser: 'none' } as const
  const [row] = (await examine({ examined: plainAttention(mistake), claims: [hull] })).map(judged)
  const { shrunk, original, asked } = row.returned.first!
  const numbers = (item: typeof shrunk) =>
    Object.values(item.inputs).reduce((sum, { data }) => sum + data.length, 0)
  expect(numbers(shrunk)).toBeLessThanOrEqual(numbers(original))
  expect(asked.every(({ lanes }) => lanes.lanes === 1)).toBe(true)
  expect(asked.map(({ answer }) => Object.keys(answer))).toEqual([
    ['output', 'weights'],
    ['output', 'weights'],
  ])
})

const selfOnly = ({ queries, keys }: Lanes) => {
  if (queries !== keys) throw new ExaminedError(`${queries} queries for ${keys} keys`)
}

test('a causal self-attention is asked about one query as its last one', async () => {
  const causal = { allows: (query: number, key: number) => key <= query }
  const rows = await examine({
    examined: plainAttention(causal, selfOnly),
    declared: { ...DECLARED, mask: { kind: 'causal', aligned: 'start' } },
    subject: softmaxAttention({ mask: 'causal' }),
    takes: { selfOnly: true },
    outsideHonest: nothingButWhat(causal),
  })
  for (const row of rows.filter(({ claim }) => claim !== equivariance.id)) {
    const { reals, beyondRounding, returned } = judged(row)
    expect(reals.status).not.toBe('refuted')
    expect(beyondRounding).toBe(false)
    expect(returned.counts.satisfied + returned.counts.violated).toBeGreaterThan(100)
  }
  expect(rows.find(({ claim }) => claim === equivariance.id)).toMatchObject({
    notApplicable: expect.stringMatching(/its mask hides some of \d+ keys from one of \d+ queries/) as string,
  })
})

test.each(['inverse-sqrt-width', 2] as const)(
  'a scale of %s is no matter of the scores that a claim means',
  async (scale) => {
    const scaled = { scale: (width: number) => (scale === 2 ? 2 : 1 / Math.sqrt(width)) }
    const rows = await examine({
      examined: plainAttention(scaled),
      declared: { ...DECLARED, scale },
      subject: softmaxAttention({ scale }),
      outsideHonest: nothingButWhat(scaled),
    })
    for (const { reals, beyondRounding } of rows.map(judged)) {
      expect(reals.status).not.toBe('refuted')
      expect(beyondRounding).toBe(false)
    }
  },
)

test('of cases that do not satisfy a claim, one beyond rounding is told', async () => {
  const ofMany = (lanes: Lanes) => new Uint8Array(lanes.lanes).fill(lanes.keys > 2 ? 1 : 0)
  const [row] = (await examine({ claims: [hull], outsideHonest: ofMany })).map(judged)
  const { rounding, beyond } = row.returned.reasons
  expect(Math.min(rounding, beyond)).toBeGreaterThan(0)
  expect(row.returned.first).toMatchObject({ outside: 1, repeats: true })
  expect(row.returned.first!.asked.every(({ lanes }) => lanes.keys > 2)).toBe(true)
})

test('an attention that never says the same again is told as that', async () => {
  let times = 0
  const dropping = plainAttention({
    kernel: (score, most) => (++times % 7 === 0 ? 0 : Math.exp(score - most)),
  })
  const [row] = (
    await examine({
      examined: dropping,
      claims: [hull],
      outsideHonest: (lanes) => new Uint8Array(lanes.lanes).map(() => +(++times % 97 === 0)),
    })
  ).map(judged)
  expect(row.returned.first).toMatchObject({ repeats: false })
  expect(row.returned.first!.shrunk).toEqual(row.returned.first!.original)
})

const alikeInHeads = (rows: Float32Array, heads: number, width: number) =>
  rows.every((x, at) => at % (heads * width) < width || x === rows[at - width])

test.each<[string, Partial<PlainParts>, (lanes: Lanes) => boolean, Partial<PropertiesOptions>]>([
  [
    'outputs only, of one width',
    { gives: { weights: false, output: true } },
    ({ valueWidth }) => valueWidth === 3,
    { takes: { fixed: { valueWidth: 3 } } },
  ],
  ['tokens of one width', {}, ({ width }) => width === 16, { takes: { fixed: { width: 16 } } }],
  [
    'grouped heads',
    {},
    ({ queryHeads, keyHeads, width, valueWidth, q, k, v }) =>
      queryHeads === 4 &&
      keyHeads === 2 &&
      alikeInHeads(q, 4, width) &&
      alikeInHeads(k, 2, width) &&
      alikeInHeads(v, 2, valueWidth),
    { declared: { ...DECLARED, heads: { query: 4, key: 2 } } },
  ],
  [
    'a mask that is given',
    {},
    ({ mask }) => mask!.every((allowed) => allowed === 1),
    { declared: { ...DECLARED, mask: { kind: 'given' } } },
  ],
])('%s are given as they are taken, and change nothing', async (_, parts, fits, changed) => {
  const demand = (lanes: Lanes) => {
    if (!fits(lanes)) throw new ExaminedError('does not fit')
  }
  const examined = plainAttention(parts, demand)
  const plain = await examine({ claims: [rowOrder, hull], cases: 40 })
  const found = await examine({ claims: [rowOrder, hull], cases: 40, examined, ...changed })
  expect(examined.asked.length).toBeGreaterThan(0)
  expect(found.map((row) => judged(row).returned.counts)).toEqual(
    plain.map((row) => judged(row).returned.counts),
  )
})

test('in float16 nothing sees a number that float16 does not have', async () => {
  const examined = plainAttention()
  const declared = { ...DECLARED, precision: 'float16', accumulation: 'float32' } as const
  const [order, row] = (await examine({ examined, declared, claims: [rowOrder, tanhBound] })).map(judged)
  for (const { q, k } of examined.asked)
    for (const numbers of [q, k]) expect(numbers.every((x) => Object.is(x, rounded('float16', x)))).toBe(true)
  expect(order.returned.counts.rounded).toBe(0)
  expect(row.returned.counts.rounded).toBeGreaterThan(0)
  const { original } = order.returned.first!
  expect(original.inputs.k.data.every((x) => x === rounded('float16', x))).toBe(true)
})

test('an attention that fails is told at once, after what was said before', async () => {
  let asked = 0
  const examined: Examined = {
    ...plainAttention(),
    answer: () => (asked++ === 0 ? Promise.resolve({}) : Promise.reject(new ExaminedError('asked again'))),
  }
  const rows: PropertyRow[] = []
  const options = { examined, claims: [linearRank, hull], onRow: (row: PropertyRow) => void rows.push(row) }
  await expect(examine(options)).rejects.toThrow(/no (weights|output)|asked again/)
  expect(rows.map(({ claim }) => claim)).toEqual([linearRank.id])
})

test('linear attention is asked for what claims about feature maps need', async () => {
  const subject = linear(elu1, { mask: 'causal' })
  const rows = await examine({
    subject,
    declared: {
      ...DECLARED,
      mechanism: { featureMap: 'elu1', normalised: true },
      mask: { kind: 'causal', aligned: 'start' },
    },
    claims: [associativity, linearRank, neverInjective, dispersion],
    cases: 16,
  })
  expect(rows).toMatchObject([
    { claim: associativity.id, reals: { status: 'inconclusive' }, returned: { status: 'violated' } },
    { claim: linearRank.id, notApplicable: expect.stringMatching(/hides some/) as string },
    { claim: neverInjective.id, returned: { notApplicable: expect.stringMatching(/what exists/) as string } },
    { claim: dispersion.id, notApplicable: expect.stringMatching(/exponentials of scores/) as string },
  ])
})

const KINDS: [string, Partial<PropertiesOptions>][] = [
  ['a self-attention', { takes: { selfOnly: true } }],
  [
    'a window',
    {
      declared: { ...DECLARED, mask: { kind: 'window', size: 2, aligned: 'end' } },
      subject: softmaxAttention({ mask: (q, k) => k <= q && k > q - 2 }),
    },
  ],
  ['positions', { declared: { ...DECLARED, position: { kind: 'rotary', base: 10000, pairs: 'halves' } } }],
  ['fixed extents', { takes: { fixed: { queries: 4, keys: 4, width: 2, valueWidth: 2 } } }],
  ['weights only', { examined: plainAttention({ gives: { weights: true, output: false } }) }],
  [
    'an unnormalised linear attention of a map of its own',
    {
      declared: { ...DECLARED, mechanism: { featureMap: 'mine', normalised: false } },
      subject: linear({ ...elu1, name: 'mine' }, { normalised: false }),
    },
  ],
]
test.each(KINDS)('each claim of the catalogue fits %s, or says why not', async (_, changed) => {
  const { claims } = await discover()
  const rows = await examine({ ...changed, claims: claims.map(({ claim }) => claim), cases: 4 })
  for (const row of rows) {
    expect(row).not.toHaveProperty('error')
    if ('notApplicable' in row) expect(row.notApplicable).toMatch(/^[A-Z].*\.$/)
  }
  expect(rows.filter((row) => 'reals' in row).length).toBeGreaterThan(0)
  expect(rows.filter((row) => 'notApplicable' in row).length).toBeGreaterThan(9)
})
