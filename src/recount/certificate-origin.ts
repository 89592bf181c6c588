import { isDeepStrictEqual } from 'node:util'
import { shapesOf, type Case } from '../arithmetic/batch.ts'
import { checkCertificate } from '../auditor/certificate-check.ts'
import { subjectsOf, type Claim } from '../claim/claim.ts'
import { recordClaim } from '../claim/record-claim.ts'
import type { Certificate } from '../evidence/certificate-schema.ts'
import type { CaseData } from '../evidence/schema.ts'
import { fromHex } from '../program/hex-float.ts'
import { toJson } from '../program/json.ts'

/** What a certificate has to be about. */
export interface About {
  /** With the changes of a variant put in. */
  readonly claim: Claim
  readonly variant?: string
  readonly says: Certificate['says']
  readonly shrunk: CaseData
}

/**
 * Whether a certificate is about this claim as it stands on disk, and whether it holds: the latter is found out by an
 * evaluator that shares nothing with the rest of the program.
 */
function checkCertificateOf(certificate: Certificate, { claim, variant, says, shrunk }: About): string[] {
  const wrong: string[] = []
  if (certificate.claim !== claim.id) wrong.push(`it is about the claim ${certificate.claim}`)
  if (certificate.variant !== variant)
    wrong.push(`it is about ${certificate.variant === undefined ? 'no variant' : `"${certificate.variant}"`}`)
  if (certificate.says !== says) wrong.push(`it says ${certificate.says}, not ${says}`)
  if (!isDeepStrictEqual(certificate.inputs, shrunk)) wrong.push('its inputs are not those of the case')
  const subject = subjectsOf(claim.subject).find(({ name }) => name === certificate.subject)
  if (!subject) wrong.push(`the claim has no subject ${certificate.subject}`)
  else {
    const { definition } = recordClaim(claim, subject, shapesOf(caseOf(certificate.inputs)))
    if (!isDeepStrictEqual(toJson(definition), certificate.program))
      wrong.push('its program is not the one that the claim on disk makes of these shapes')
  }
  return [...wrong, ...checkCertificate(certificate)]
}

/** The same of a part of evidence that has to have a certificate. @param name of the part */
export function checkCertified(name: string, certificate: Certificate | undefined, about: About): string[] {
  if (!certificate) return [`the ${name} has no certificate`]
  return checkCertificateOf(certificate, about).map((what) => `certificate of the ${name}: ${what}`)
}

/** The case that evidence writes down. */
export const caseOf = (data: CaseData): Case => ({
  inputs: Object.fromEntries(
    Object.entries(data).map(([name, { shape, data }]) => [
      name,
      { shape, data: Float32Array.from(data, fromHex) },
    ]),
  ),
})
