import { isDeepStrictEqual } from 'node:util'
import { shapesOf, type Case } from '../arithmetic/batch.ts'
import { type Allowed, checkCertificate } from '../auditor/certificate-check.ts'
import { subjectsOf, type Claim } from '../claim/claim.ts'
import { recordClaim } from '../claim/record-claim.ts'
import type { Certificate } from '../evidence/certificate-schema.ts'
import type { CaseData } from '../evidence/schema.ts'
import { fromHex } from '../program/hex-float.ts'
import { toJson } from '../program/json.ts'
import type { Program } from '../program/program.ts'
import { certify } from '../judge/certify.ts'
import { Status } from '../judge/status.ts'
import { differences, inBrief } from './differences.ts'

/** How certificates are checked. */
export interface Checking {
  /** Whether what decides here beyond float64 is what decided there: the same is then said of each comparison. */
  readonly sameArithmetics: boolean
  readonly allowed: Allowed
}

/** What a certificate has to be about. */
export interface About {
  /** With the changes of a variant put in. */
  readonly claim: Claim
  readonly variant?: string
  readonly says: Certificate['says']
  readonly shrunk: CaseData
  /** The name of the subject that the case is about. */
  readonly subject: string
  readonly checking: Checking
}

/**
 * Whether a certificate is about this claim as it stands on disk, and whether it holds: the latter is found out by an
 * evaluator that shares nothing with the rest of the program.
 */
async function checkCertificateOf(certificate: Certificate, about: About): Promise<string[]> {
  const { claim, variant, says, shrunk, checking } = about
  const wrong: string[] = []
  if (certificate.claim !== claim.id) wrong.push(`it is about the claim ${certificate.claim}`)
  if (certificate.variant !== variant)
    wrong.push(`it is about ${certificate.variant === undefined ? 'no variant' : `"${certificate.variant}"`}`)
  if (certificate.says !== says) wrong.push(`it says ${certificate.says}, not ${says}`)
  if (!isDeepStrictEqual(certificate.inputs, shrunk))
    return [...wrong, 'its inputs are not those of the case']
  const subject = subjectsOf(claim.subject).find(({ name }) => name === certificate.subject)
  if (!subject) wrong.push(`the claim has no subject ${certificate.subject}`)
  else if (subject.name !== about.subject)
    wrong.push(`it is about ${subject.name}, and its case about ${about.subject}`)
  else {
    const { definition } = recordClaim(claim, subject, shapesOf(caseOf(certificate.inputs)))
    if (claim.kind === 'exists' && says === 'violated' && !definition.obstruction)
      wrong.push('the claim says that something exists, and its program has no obstruction to that')
    if (!isDeepStrictEqual(toJson(definition), certificate.program))
      wrong.push('its program is not the one that the claim on disk makes of these shapes')
    else wrong.push(...(await checkSaid(certificate, about, definition)))
  }
  return [...wrong, ...checkCertificate(certificate, checking.allowed)]
}

/** Whether a certificate says all that can be said of its comparisons, by the arithmetic that is the first to decide. */
async function checkSaid(certificate: Certificate, about: About, program: Program): Promise<string[]> {
  if (!about.checking.sameArithmetics) return []
  const { claim, variant, says, subject } = about
  const status = says === 'violated' ? Status.Violated : Status.Satisfied
  const certified = { claim: claim.id, ...(variant !== undefined && { variant }), subject, program }
  const again = await certify(certified, caseOf(certificate.inputs), status)
  if (!again) return ['no arithmetic certifies it here']
  const parts = ({ decidedBy, bits, atoms, values, ranks }: Certificate) => ({
    decidedBy,
    bits,
    atoms,
    values,
    ranks,
  })
  return differences(parts(certificate), parts(again))
    .slice(0, 1)
    .map(({ path, is, should }) => `${path} is ${inBrief(is)}; found again it is ${inBrief(should)}`)
}

/** Of one certificate no more is said than this. */
const SAID = 5

/** The same of a part of evidence that has to have a certificate. @param name of the part */
export async function checkCertified(
  name: string,
  certificate: Certificate | undefined,
  about: About,
): Promise<string[]> {
  if (!certificate) return [`the ${name} has no certificate`]
  const wrong = await checkCertificateOf(certificate, about)
  const more = wrong.length > SAID ? [`and ${wrong.length - SAID} things more`] : []
  return [...wrong.slice(0, SAID), ...more].map((what) => `certificate of the ${name}: ${what}`)
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

/** Whether a case may be what another shrank to: it has the same arrays, none of them larger. */
export const isWithinCase = (shrunk: CaseData, { inputs }: Case): boolean =>
  Object.keys(shrunk).length === Object.keys(inputs).length &&
  Object.entries(shrunk).every(([name, { shape, data }]) => {
    const larger = Object.hasOwn(inputs, name) ? inputs[name].shape : undefined
    const size = shape.reduce((a, b) => a * b, 1)
    return larger?.length === shape.length && shape.every((n, i) => n <= larger[i]) && size === data.length
  })
