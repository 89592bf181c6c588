import { expect, test } from 'vitest'
import { evidenceText } from '../evidence/evidence-text.ts'
import { plantedEvidence } from '../evidence/planted-evidence.fixture.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
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
