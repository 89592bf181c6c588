import { isDeepStrictEqual } from 'node:util'
import { type Allowed, checkCertificate } from '../auditor/certificate-check.ts'
import { Budget, type Limits } from '../auditor/limits.ts'
import type { Claim } from '../claim/claim.ts'
import type { Discovered } from '../claim/discover.ts'
import type { LoadedClaim } from '../claim/load-claim.ts'
import { mutantsOf, withVariant } from '../claim/variants.ts'
import {
  CERTIFICATE_FORMAT,
  type CertificateFile,
  certificateHash,
  parseCertificateFile,
} from '../evidence/certificate-file.ts'
import { Status } from '../judge/status.ts'
import { checkCertified, isWithinCase } from './certificate-origin.ts'
import { Regenerated } from './regenerated.ts'
import type { Audited } from './audited.ts'
import type { Findings } from './findings.ts'

/** Whether what was read is a certificate with a head of its own, and no evidence. */
export const isCertificateFile = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && 'format' in value && value.format === CERTIFICATE_FORMAT

/**
 * Checks a certificate with a head of its own: that the head is about it, that it holds, and that its program is the one
 * that the claim on disk makes, if that is here.
 *
 * @throws {EvidenceError} when it is of another version
 */
export async function auditCertificate(
  value: object,
  { path, text, claims, limits }: { path: string; text: string; claims: Discovered; limits: Limits },
  findings: Findings,
): Promise<Audited> {
  const { file, damage } = parseCertificateFile(value, path)
  const where = 'the certificate'
  const allowed = { limits, budget: new Budget(limits.work) }
  const { certificate } = value as { certificate?: unknown }
  if (!isPlainlyWritten(text, value))
    findings.add('the file', [
      'a name stands in it twice, or something is written in another way than it has to be',
    ])
  if (!file) {
    findings.add('the file', [`it is damaged: ${damage}`])
    findings.add(where, checkCertificate(certificate, allowed))
  } else {
    findings.add('the head', checkHead(file, certificateHash(certificate)))
    const loaded = claims.claims.find(({ claim }) => claim.id === file.claim.id)
    await findings.check(where, 'it', () =>
      loaded ? checkAgainstClaim(file, loaded, allowed) : checkCertificate(certificate, allowed),
    )
    if (!loaded) return { ...told(findings), unchecked: [NO_CLAIM, ...ON_TRUST, NO_CASE] }
    let isShrunk = false
    await findings.check(where, 'its case', async () => {
      isShrunk = await isShrunkFrom(file, loaded)
      return []
    })
    if (isShrunk) return { ...told(findings), unchecked: [...ON_TRUST, SHRUNK] }
  }
  return { ...told(findings), unchecked: [...ON_TRUST, NO_CASE] }
}

const NO_CLAIM =
  'that the program is the claim: it is not among those here; give its file or folder as a further argument'
const ON_TRUST = [
  'which program made it, from which evidence, and of which repository and commit the claim is, where it says so',
  'which arithmetic was the first to decide it, and with how many bits',
]
const SHRUNK = 'that its case shrinks to these inputs; it decides the claim as they do, and is as large'
const NO_CASE =
  'that the claim draws inputs like these: its hypotheses hold, and no case that it draws is shown'

const told = ({ all }: Findings): Omit<Audited, 'unchecked'> => ({
  findings: all,
  checked: ['1 certificate, by an evaluator of its own, and its head'],
  trusted: [],
})

/** Whether a text is what JSON says in one way only, but for white space: no name twice, no number or text in disguise. */
const isPlainlyWritten = (text: string, value: object): boolean =>
  text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1') === JSON.stringify(value)

/** What the head says otherwise than the certificate. @param found the hash of that, as it stands in the file */
function checkHead({ claim, of, hash, certificate }: CertificateFile, found: string): string[] {
  const { variant, says } = certificate
  const isOfVariant = of === 'control' || of === 'ablation' || of === 'mutant'
  const stands =
    of === 'witness' ? ['satisfied'] : of === 'deviation' ? ['satisfied', 'violated'] : ['violated']
  return [
    ...(hash === found ? [] : ['its hash is not that of the certificate']),
    ...(claim.id === certificate.claim
      ? []
      : [`it is about ${claim.id}, the certificate about ${certificate.claim}`]),
    ...(isOfVariant === (variant !== undefined)
      ? []
      : [`it says ${of}, the certificate is about ${variant === undefined ? 'no variant' : `"${variant}"`}`]),
    ...(stands.includes(says) ? [] : [`it says ${of}, the certificate ${says}`]),
  ]
}

/** What the claim on disk says otherwise. */
async function checkAgainstClaim(
  { claim: head, of, certificate }: CertificateFile,
  { claim, sourceHash }: LoadedClaim,
  allowed: Allowed,
): Promise<string[]> {
  const { variant: name, says, subject, inputs } = certificate
  const changed =
    head.sourceHash === undefined || head.sourceHash === sourceHash
      ? []
      : ['since it was written, the file of the claim has changed']
  const differing = (['title', 'statement', 'source'] as const)
    .filter((key) => head[key] !== undefined && !isDeepStrictEqual(head[key], claim[key]))
    .map((key) => `its ${key} is not that of the claim on disk`)
  const other = otherKind(claim, of)
  if (other !== undefined) return [...changed, ...differing, other, ...checkCertificate(certificate, allowed)]
  const variant = name === undefined ? undefined : variantsFor(claim, of).find((each) => each.name === name)
  if (name !== undefined && !variant)
    return [
      ...changed,
      ...differing,
      `the claim on disk has no ${of} "${name}"`,
      ...checkCertificate(certificate, allowed),
    ]
  const about = {
    claim: withVariant(claim, variant),
    ...(name !== undefined && { variant: name }),
    says,
    shrunk: inputs,
    subject,
    checking: { sameArithmetics: false, allowed },
  }
  return [...changed, ...differing, ...(await checkCertified(of, certificate, about))]
}

/** Why a claim has nothing that such a certificate is of. */
function otherKind({ kind }: Claim, of: CertificateFile['of']): string | undefined {
  if (of === 'deviation') return 'it says deviation, and is about a claim'
  if (kind === 'probability') return 'the claim is about a probability, which no single case decides'
  return of === 'witness' && kind !== 'exists'
    ? 'it says witness, and the claim is about all cases'
    : undefined
}

/** Whether the case that is named is decided as the certificate says, and has arrays as large. */
async function isShrunkFrom(
  { case: named, of, certificate }: CertificateFile,
  { claim }: LoadedClaim,
): Promise<boolean> {
  const variant = variantsFor(claim, of).find(({ name }) => name === certificate.variant)
  if (!named || (certificate.variant !== undefined && !variant)) return false
  const cases = new Regenerated(withVariant(claim, variant), named.seed)
  const wanted = certificate.says === 'violated' ? Status.Violated : Status.Satisfied
  return (
    isWithinCase(certificate.inputs, cases.at(named.index)) &&
    cases.subject(named.index) === certificate.subject &&
    (await cases.status(named.index, true)) === wanted
  )
}

const variantsFor = (claim: Claim, of: CertificateFile['of']) =>
  of === 'control' ? claim.controls : of === 'ablation' ? (claim.ablations ?? []) : mutantsOf(claim)
