import { expect, test } from 'vitest'
import { evidenceText } from '../evidence/evidence-text.ts'
import { plantedEvidence } from '../evidence/planted-evidence.fixture.ts'
import type { ClaimEvidence, Evidence, ExaminedEvidence } from '../evidence/schema.ts'
import { fittingClaim } from '../recount/fitting-claim.fixture.ts'
import { whyDoubtful } from './doubtful-file.ts'
import { REFUTED, refutedClaim } from './page/planted-page.fixture.ts'

/** With a digest that fits, as whoever forges writes it. */
function doubt(claim: ClaimEvidence, change: (claim: ClaimEvidence) => unknown): string | undefined {
  const forged = structuredClone(claim)
  change(forged)
  const text = evidenceText(plantedEvidence([forged]))
  return whyDoubtful(JSON.parse(text) as Evidence, text)
}

const supported = fittingClaim('a')
const refuted = fittingClaim('a', (claim) => {
  claim.expect = { reals: 'refuted' }
  claim.cases.satisfied--
  claim.cases.violated++
  claim.sample.satisfied--
  claim.counterexample = structuredClone(
    refutedClaim('a', { ...REFUTED, subject: 'softmax' }).counterexample!,
  )
})
const certificateOf = ({ counterexample }: ClaimEvidence) => counterexample!.certificate!

test.each<[string, (claim: ClaimEvidence) => unknown]>([
  ['another claim', (claim) => (certificateOf(claim).claim = 'b')],
  ['a variant', (claim) => (certificateOf(claim).variant = 'half')],
  ['another subject', (claim) => (certificateOf(claim).subject = 'another')],
  ['the contrary', (claim) => (certificateOf(claim).says = 'satisfied')],
  ['other inputs', (claim) => (claim.counterexample!.shrunk = {})],
])('a certificate about %s, beside a counterexample, is doubtful', (_, change) => {
  expect(doubt(refuted, () => undefined)).toBeUndefined()
  expect(doubt(refuted, change)).toBe('the certificate of the counterexample of a is about something else')
})

test.each<[string, ClaimEvidence, (claim: ClaimEvidence) => unknown, RegExp]>([
  [
    'a refuted claim is said to be supported',
    refuted,
    ({ verdict }) => (verdict.reals.status = 'supported'),
    /the verdict over the reals is "supported"; the counts make it "refuted"/,
  ],
  [
    'a sentence says more',
    supported,
    ({ verdict }) => (verdict.reals.meaning = 'No violation in all cases.'),
    /the sentence of the verdict over the reals is/,
  ],
  [
    'a limit is smaller',
    supported,
    ({ failureRateAtMost }) => (failureRateAtMost!.limit = 1e-9),
    /the limit on the failure rate is/,
  ],
  [
    'the returned numbers are said to support it',
    refuted,
    ({ verdict }) => {
      verdict.float32!.cases.violated.unexplained = 1
      verdict.float32!.cases.satisfied--
    },
    /the float32 verdict is "supported"/,
  ],
  [
    'a control that stands is as expected',
    supported,
    ({ controls }) => (controls[0].refuted = false),
    /asExpected is true/,
  ],
  [
    'cases are counted that were not tried',
    supported,
    (claim) => (claim.cases.satisfied = 5000),
    /5000 cases are counted, and 500 indices were tried/,
  ],
  [
    'a case is named by another seed',
    supported,
    ({ controls }) => (controls[0].case = { seed: 2, index: 2 }),
    /a case is named by the seed 2/,
  ],
  ['it failed, and was counted', supported, (claim) => (claim.error = { message: 'no' }), /it failed, and /],
])('%s: its counts contradict it, whatever the digest says', (_, claim, change, said) => {
  expect(doubt(claim, () => undefined)).toBeUndefined()
  expect(doubt(claim, change)).toMatch(said)
})

test('a probability has one, and counts that nobody can conclude from are told', () => {
  expect(doubt(supported, (claim) => (claim.kind = 'probability'))).toMatch(
    /about a probability, and states none/,
  )
  const many = (claim: ClaimEvidence) => Object.assign(claim.range, { to: 9e15 })
  expect(doubt(supported, many)).toMatch(/so many cases are counted that it is not looked at/)
})

test('what was examined is not said to conform, or to have a property, where its counts say otherwise', () => {
  const counts = { lanes: 9, numbers: 9, compared: 9, deviatingLanes: 0, nonFiniteLanes: 0 }
  const found = {
    gives: ['output'],
    definition: 'softmax',
    declared: {
      ...{ mechanism: 'softmax', scale: 'none', mask: { kind: 'none' }, position: { kind: 'none' } },
      heads: { query: 1, key: 1 },
    },
    conforms: true,
    meaning:
      'Each of 9 numbers that were compared, of 9 lanes from 1 families, is one that an honest implementation of the definition may return.',
    counts: { ...counts, unboundedNumbers: 0, unboundedNonFinite: 0 },
    families: [{ family: 'normal', lanes: 9, deviatingLanes: 0 }],
    accuracy: [
      {
        ...{ scoresBelow: 'Infinity', tokensAtMost: 'Infinity', numbers: 9, nonFinite: 0, deviating: 0 },
        ...{ median: 0, ninetyNine: 1, largest: 1 },
      },
    ],
    ...{ diagnosis: [], properties: [], implementation: [], required: [] },
  } as unknown as ExaminedEvidence
  const doubtOf = (change: Partial<ExaminedEvidence>): string | undefined => {
    const evidence = plantedEvidence([])
    return whyDoubtful({ ...evidence, examined: { ...found, ...change } }, evidenceText(evidence))
  }
  expect(doubtOf({})).toBeUndefined()
  expect(doubtOf({ conforms: false })).toMatch(/conforms is false; found again it is true/)
  expect(doubtOf({ meaning: 'For all inputs.' })).toMatch(/the sentence is "For all inputs."/)
  expect(doubtOf({ required: [{ property: 'twice-the-same', holds: true }] })).toMatch(/what is required is/)
})
