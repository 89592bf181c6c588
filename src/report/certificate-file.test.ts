import { expect, test } from 'vitest'
import type { Certificate } from '../evidence/certificate-schema.ts'
import { certificateHash } from '../evidence/certificate-file.ts'
import { plantedClaim, plantedEvidence } from '../evidence/planted-evidence.fixture.ts'
import type { DecisiveCase, Evidence, ExaminedEvidence } from '../evidence/schema.ts'
import { certificateFileOf } from './certificate-file.ts'

const certificate = { claim: 'a', subject: 'softmax', says: 'satisfied' } as Certificate
const witness = (subject: string): DecisiveCase =>
  ({ case: { seed: 1, index: 7 }, certificate: { ...certificate, subject } }) as DecisiveCase
const of = (changes: Parameters<typeof plantedClaim>[1]): Evidence =>
  plantedEvidence([plantedClaim('a', changes)])

test('what decides the claim is taken where nothing is said', () => {
  const file = certificateFileOf(of({ witnesses: [witness('softmax')] }), 'a')
  expect(file).toMatchObject({
    producer: { tool: 'attention-assay', version: '0.1.0', commit: null },
    claim: { id: 'a', title: 'The claim a', source: { attribution: 'folklore' } },
    of: 'witness',
    case: { seed: 1, index: 7 },
    evidence: null,
    hash: certificateHash(certificate),
    certificate,
  })
})

test('a witness is chosen by its subject, where there are several', () => {
  const two = of({ witnesses: ['softmax', 'linear(id)'].map(witness) })
  expect(() => certificateFileOf(two, 'a')).toThrow(
    "a has a certificate for each of several subjects; name one:\n  --subject softmax\n  --subject 'linear(id)'",
  )
  const { certificate: chosen } = certificateFileOf(two, 'a', { subject: 'linear(id)' })
  expect(chosen.subject).toBe('linear(id)')
  expect(() => certificateFileOf(two, 'a', { subject: 'other' })).toThrow(
    'none that decides it for other, but:',
  )
})

test('a claim without one says why, and one that is not there is told', () => {
  expect(() => certificateFileOf(of({}), 'a')).toThrow('a has no certificate: No violation in 90 cases.')
  expect(() => certificateFileOf(of({}), 'b')).toThrow('the evidence says nothing of "b"')
})

test('what was examined has one of its deviation, or none', () => {
  const evidence = (deviation?: object): Evidence =>
    plantedEvidence([], {
      examined: { subject: 'mine', definition: 'softmax', deviation } as unknown as ExaminedEvidence,
    })
  const deviating = { ...certificate, claim: 'examined-conforms' }
  expect(certificateFileOf(evidence({ certificate: deviating }), 'mine')).toMatchObject({
    claim: { id: 'examined-conforms', title: 'mine is what it is said to be', statement: 'softmax' },
    of: 'deviation',
    certificate: deviating,
  })
  expect(() => certificateFileOf(evidence(), 'mine')).toThrow('has no certificate of a deviation')
})
