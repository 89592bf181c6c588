import type { Certificate } from '../evidence/certificate-schema.ts'
import {
  CERTIFICATE_FORMAT,
  CERTIFICATE_VERSION,
  certificateHash,
  type CertificateFile,
} from '../evidence/certificate-file.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import { type FoundBy, foundBy } from './cite-run.ts'
import { claimIn } from './claim-in.ts'
import { asKilled, counterexampleOf } from './counterexample-of.ts'
import { shellWord } from './shell-word.ts'
import { inOneLine } from './visible.ts'

/** Evidence has no such certificate; the message says which it has. */
class NoCertificateError extends Error {
  override readonly name = 'NoCertificateError'
}

/** Which of a claim's certificates is meant: what decides the claim where nothing is said. */
export interface Wanted {
  /** A control, an ablation or a mutant. */
  readonly variant?: string
  /** Of a claim that has a witness for each subject. */
  readonly subject?: string
}

interface Held {
  readonly of: CertificateFile['of']
  readonly case: CertificateFile['case']
  readonly certificate: Certificate
}

/**
 * One certificate of a claim, or of the deviation of what was examined, with a head of its own.
 *
 * @param name the id of the claim, or the name of what was examined
 * @throws {UnknownClaimError} when the evidence does not speak of it; {NoCertificateError} when it has no such certificate
 */
export function certificateFileOf(evidence: Evidence, name: string, wanted: Wanted = {}): CertificateFile {
  const { run, digest, examined } = evidence
  const head = {
    format: CERTIFICATE_FORMAT,
    version: CERTIFICATE_VERSION,
  } as const
  const producer = ({ version, commit }: FoundBy) => ({ producer: { tool: run.tool, version, commit } })
  const tail = ({ of, case: named, certificate }: Held) => ({
    of,
    ...(named && { case: named }),
    evidence: digest ?? null,
    hash: certificateHash(certificate),
    certificate,
  })
  if (examined?.subject === name) {
    const certificate = examined.deviation?.certificate
    if (!certificate) throw none(`what was examined has no certificate of a deviation`)
    const { claim: id } = certificate
    const claim = { id, title: `${name} is what it is said to be`, statement: examined.definition }
    return {
      ...head,
      ...producer(foundBy(evidence)),
      claim,
      ...tail({ of: 'deviation', case: undefined, certificate }),
    }
  }
  const claim = claimIn(evidence, name)
  const { id, title, statement, source, sourceHash, origin } = claim
  return {
    ...head,
    ...producer(foundBy(evidence, claim)),
    claim: { id, title, statement, source, sourceHash, ...(origin && { origin }) },
    ...tail(chosen(claim, wanted)),
  }
}

/** All certificates of a claim, those that decide it first. */
function certificatesOf(claim: ClaimEvidence): Held[] {
  const { witnesses, controls, ablations, mutants, search } = claim
  const found = counterexampleOf(claim)
  const places = [
    ['counterexample', found ? [found.decisive] : []],
    ['witness', witnesses],
    ['control', controls],
    ['ablation', ablations],
    ['mutant', mutants.map((mutant) => asKilled(mutant, search))],
  ] as const
  return places.flatMap(([of, parts]) =>
    parts.flatMap(({ certificate, case: named }) => (certificate ? [{ of, case: named, certificate }] : [])),
  )
}

function chosen(claim: ClaimEvidence, { variant, subject }: Wanted): Held {
  const all = certificatesOf(claim)
  const fitting = all.filter(
    ({ certificate }) =>
      certificate.variant === variant && (subject === undefined || certificate.subject === subject),
  )
  if (fitting.length === 1) return fitting[0]
  const options = all.map(({ certificate }) => `\n  ${optionsFor(certificate)}`)
  if (fitting.length > 1)
    throw none(`${claim.id} has a certificate for each of several subjects; name one:${options.join('')}`)
  const what = variant === undefined ? 'none that decides it' : `none of "${inOneLine(variant)}"`
  throw none(
    all.length === 0
      ? `${claim.id} has no certificate: ${inOneLine(claim.verdict.reals.meaning)}`
      : `${claim.id} has ${what}${subject === undefined ? '' : ` for ${inOneLine(subject)}`}, but:${options.join('')}`,
  )
}

const optionsFor = ({ variant, subject }: Certificate): string =>
  [...(variant === undefined ? [] : ['--variant', variant]), '--subject', subject]
    .map(shellWord)
    .map(inOneLine)
    .join(' ')

const none = (message: string): NoCertificateError => new NoCertificateError(message)
