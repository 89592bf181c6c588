import { OverLimit, type Limits, demandWithin } from '../auditor/limits.ts'
import { weigh } from '../auditor/weigh.ts'
import { jsonOf, parseClaim, parseHead } from '../evidence/read.ts'
import { readWithin } from '../evidence/text-limits.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import { demandTails } from './tail-work.ts'
import type { Findings } from './findings.ts'

/** A file of evidence, as far as it follows the schema and asks for no more than the limits. */
export interface AuditedFile {
  readonly evidence: Evidence
  readonly text: string
  /** Ids of all its claims, with those that are left out of the evidence. */
  readonly ids: readonly string[]
}

/** A file that was read and may be anything. */
export interface ReadFile {
  readonly path: string
  readonly text: string
  readonly value: unknown
}

/**
 * Reads a file that may be made to harm.
 *
 * @throws {EvidenceError} when it is no JSON; {OverLimit} when it asks for more than a limit
 */
export function readFileWithin(path: string, limits: Limits): ReadFile {
  const text = readWithin(path, limits)
  return { path, text, value: jsonOf(text, path) }
}

/**
 * Reads evidence that may be made to harm. A claim that is damaged, or that asks for more than a limit, is a finding, and
 * left out of what is returned.
 *
 * @throws {EvidenceError} when the file is no evidence that this version can read
 * @throws {OverLimit} when the file as a whole asks for more than a limit
 */
export function readAudited(
  { path, text, value }: ReadFile,
  limits: Limits,
  findings: Findings,
): AuditedFile {
  if (typeof value === 'object' && value !== null)
    demandWithin(limits, 'claimParts', partsOf({ ...value, claims: undefined }).parts)
  const [head, given] = parseHead(value, path)
  demandWithin(limits, 'claims', given.length)
  demandWithin(limits, 'claims', head.run.selected.length)
  const claims: ClaimEvidence[] = []
  const ids: string[] = []
  let [certificates, wrong] = [0, 0]
  for (const [i, claim] of given.entries()) {
    const id = idOf(claim) ?? `claims[${i}]`
    ids.push(id)
    const { parts, certificates: inside } = partsOf(claim)
    demandWithin(limits, 'certificates', (certificates += inside.length))
    const heavy = [
      ...overLimit('it', () => demandWithin(limits, 'claimParts', parts)),
      ...inside.flatMap((each) => overLimits(each, limits)),
    ]
    if (heavy.length > 0) findings.add(id, heavy.slice(0, SAID))
    else if (wrong > WRONG) findings.add(id, ['it is not looked at, as so much is damaged before it'])
    else {
      const parsed = parseClaim(claim)
      const { claim: followed } = parsed
      const many = followed ? overLimit('it', () => demandTails(followed, limits)) : [parsed.damage]
      findings.add(id, many)
      if (followed && many.length === 0) claims.push(followed)
      wrong += followed ? 0 : parsed.issues
    }
  }
  return { evidence: { ...head, claims }, text, ids }
}

/** Of one claim no more is said than this. */
const SAID = 5
/** Parts that do not follow the schema, after which no more are looked for: to name one takes some microseconds. */
const WRONG = 1e5

const idOf = (claim: unknown): string | undefined => {
  const id = typeof claim === 'object' && claim !== null && 'id' in claim ? claim.id : undefined
  return typeof id === 'string' && id !== '' ? id : undefined
}

/** Where a certificate stands, and the certificate. */
type Placed = readonly [path: string, certificate: unknown]

/** How many values there are in a claim, and its certificates. */
function partsOf(claim: unknown): { parts: number; certificates: Placed[] } {
  const certificates: Placed[] = []
  const left: [path: string, value: unknown, certified: boolean][] = [['', claim, false]]
  let parts = 0
  for (let next = left.pop(); next; next = left.pop()) {
    const [path, value, certified] = next
    parts++
    if (typeof value !== 'object' || value === null) continue
    for (const [key, part] of Object.entries(value)) {
      const found = key === 'certificate' && !certified
      if (found) certificates.push([path, part])
      left.push([certified ? '' : path === '' ? key : `${path}.${key}`, part, certified || found])
    }
  }
  return { parts, certificates: certificates.reverse() }
}

/** What asks for more than a limit, in words. */
function overLimit(subject: string, demand: () => void): string[] {
  try {
    demand()
    return []
  } catch (error) {
    return error instanceof OverLimit ? [`${subject} ${error.message}`] : []
  }
}

/** The same of a certificate. That it cannot be weighed, whoever evaluates it will say. */
function overLimits([path, certificate]: Placed, limits: Limits): string[] {
  const { variant, subject } = (certificate ?? {}) as { variant?: unknown; subject?: unknown }
  const about = [variant, subject].filter((name) => typeof name === 'string').map((name) => `, ${name}`)
  return overLimit(`the certificate of ${path}${about.join('').slice(0, 200)}`, () =>
    weigh(certificate, limits),
  )
}
