import { expect, test } from 'vitest'
import { evidenceText } from '../evidence/evidence-text.ts'
import { plantedEvidence } from '../evidence/planted-evidence.fixture.ts'
import type { ClaimEvidence, Evidence, ExaminedEvidence } from '../evidence/schema.ts'
import { whyDoubtful } from './doubtful-file.ts'
import { refutedClaim } from './page/planted-page.fixture.ts'

/** With a digest that fits, as whoever forges writes it. */
function doubt(change: (claim: ClaimEvidence) => unknown): string | undefined {
  const claim = structuredClone(refutedClaim('a'))
  claim.counterexample!.certificate!.claim = 'a'
  claim.counterexample!.certificate!.subject = claim.counterexample!.subject
  claim.counterexample!.shrunk = structuredClone(claim.counterexample!.certificate!.inputs)
  for (const part of [...claim.controls, ...claim.ablations, ...claim.mutants]) delete part.certificate
  change(claim)
  const text = evidenceText(plantedEvidence([claim]))
  return whyDoubtful(JSON.parse(text) as Evidence, text)
}
const certificateOf = ({ counterexample }: ClaimEvidence) => counterexample!.certificate!

test.each<[string, (claim: ClaimEvidence) => unknown]>([
  ['another claim', (claim) => (certificateOf(claim).claim = 'b')],
  ['a variant', (claim) => (certificateOf(claim).variant = 'half')],
  ['another subject', (claim) => (certificateOf(claim).subject = 'another')],
  ['the contrary', (claim) => (certificateOf(claim).says = 'satisfied')],
  ['other inputs', (claim) => (claim.counterexample!.shrunk = {})],
])('a certificate about %s, beside a counterexample, is doubtful', (_, change) => {
  expect(doubt(() => undefined)).toBeUndefined()
  expect(doubt(change)).toBe('the certificate of the counterexample of a is about something else')
})

test('what was examined is not said to conform where its counts say otherwise', () => {
  const counts = { lanes: 9, compared: 9, deviatingLanes: 1, nonFiniteLanes: 0, unboundedNumbers: 0 }
  const meaning =
    'In 1 of 9 lanes from 0 families numbers were returned that no honest implementation of the definition returns.'
  const doubtOf = (conforms: boolean): string | undefined => {
    const examined = { conforms, meaning, counts, families: [] } as unknown as ExaminedEvidence
    const evidence = plantedEvidence([])
    return whyDoubtful({ ...evidence, examined }, evidenceText(evidence))
  }
  expect(doubtOf(false)).toBeUndefined()
  expect(doubtOf(true)).toBe('whether what was examined conforms is not what its counts say')
})
