import fc from 'fast-check'
import { expect, test } from 'vitest'
import { relu } from '../attention/feature-map.ts'
import { linear } from '../attention/linear.ts'
import { softmax } from '../attention/softmax.ts'
import type { CaseGroup } from './case-group.ts'
import { blankOutcomes, type Outcomes } from './outcomes.ts'
import { rowOrder } from './planted-claim.fixture.ts'
import { LISTED, Tally } from './tally.ts'

const forAll = {
  ...rowOrder,
  subject: [softmax, linear(relu)],
  cover: [{ name: 'c', atLeast: 0, region: rowOrder.check }],
}
const scaling = {
  ...forAll,
  kind: 'scaling' as const,
  exponent: { is: 1, spacing: 1 },
  measure: () => undefined as never,
}

/** One case: all that is known of it, by numbers of few values, so that many are tied. */
const outcome = fc.record({
  status: fc.nat(5),
  tier: fc.nat(4),
  float32: fc.constantFrom<number[]>(0, 2, 3, 4, 6),
  recheck: fc.nat(3),
  bits: fc.nat(31),
  numbers: fc.array(fc.constantFrom(-1, 0, 0.5, 2, NaN), { minLength: 5, maxLength: 5 }),
})

type OneCase = typeof outcome extends fc.Arbitrary<infer Value> ? Value : never

/** Outcomes of consecutive cases, and the one group of each case. */
function outcomesOf(cases: readonly OneCase[], from: number): [Outcomes, CaseGroup[]] {
  const out = blankOutcomes(cases.length, 1, true)
  const groups = cases.map(({ status, tier, float32, recheck, bits, numbers }, at): CaseGroup => {
    Object.assign(out.status, { [at]: status })
    Object.assign(out.tier, { [at]: tier })
    Object.assign(out.float32, { [at]: float32 })
    Object.assign(out.recheck, { [at]: recheck })
    for (const [i, column] of [out.explained, out.sampled, out.byForm, out.covered[0]].entries())
      column[at] = (bits >> i) & 1
    for (const [i, column] of [out.margin, out.bound, out.width, out.observed, out.radius].entries())
      column[at] = numbers[i]
    const indices = Float64Array.of(from + at)
    const families = ['f', 'g']
    const family = Int16Array.of((bits % 3) - 1)
    return { subject: bits % 2, shape: `s${bits % 4}`, indices, families, family, batch: undefined as never }
  })
  return [out, groups]
}

const tallied = (claim: typeof forAll | typeof scaling, cases: readonly OneCase[], from: number) => {
  const tally = new Tally(claim)
  tally.add(outcomesOf(cases, from)[0], from, outcomesOf(cases, from)[1])
  return tally
}

/** Whatever the order in which shapes and distributions were seen. */
const counted = (tally: Tally) => ({ ...tally, claim: undefined })

test.each([forAll, scaling])(
  'parts that were counted apart are what is counted of all, of $kind',
  (claim) => {
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 40 }), fc.nat(40), fc.nat(40), (cases, a, b) => {
        const cuts = [0, a, b, cases.length].map((cut) => Math.min(cut, cases.length)).sort((x, y) => x - y)
        const joined = new Tally(claim)
        for (const [i, to] of cuts.slice(1).entries())
          joined.join(tallied(claim, cases.slice(cuts[i], to), 7 + cuts[i]))
        expect(counted(joined)).toEqual(counted(tallied(claim, cases, 7)))
      }),
      { numRuns: 300 },
    )
  },
)

test('no more cases are named than one run would name', () => {
  const open = Array.from({ length: 700 }, () => ({
    status: 3,
    tier: 0,
    float32: 3,
    recheck: 0,
    bits: 0,
    numbers: [0, 0, 0, 0, 0],
  }))
  const joined = new Tally(forAll)
  for (const from of [0, 700, 1400]) joined.join(tallied(forAll, open, from))
  expect(joined.open).toEqual(Array.from({ length: LISTED }, (_, i) => i))
})
