import { OverLimit, type Limits, demandWithin } from '../auditor/limits.ts'
import { weigh } from '../auditor/weigh.ts'
import { jsonOf, parseClaim, parseHead } from '../evidence/read.ts'
import { readWithin } from '../evidence/text-limits.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import type { Findings } from './findings.ts'

/** A file of evidence, as far as it follows the schema and asks for no more than the limits. */
export interface AuditedFile {
  readonly evidence: Evidence
  readonly text: string
  /** Ids of all its claims, with those that are left out of the evidence. */
  readonly ids: readonly string[]
}

/**
 * Reads a file that may be made to harm. A claim that is damaged, or that asks for more than a limit, is a finding, and
 * left out of what is returned.
 *
 * @throws {EvidenceError} when the file is no evidence that this version can read
 * @throws {OverLimit} when the file as a whole asks for more than a limit
 */
export function readAudited(path: string, limits: Limits, findings: Findings): AuditedFile {
  const text = readWithin(path, limits)
  const value = jsonOf(text, path)
  const [head, given] = parseHead(value, path)
  demandWithin(limits, 'claims', given.length)
  demandWithin(limits, 'claims', head.run.selected.length)
  const claims: ClaimEvidence[] = []
  const ids: string[] = []
  let certificates = 0
  for (const [i, claim] of given.entries()) {
    const id = idOf(claim) ?? `claims[${i}]`
    ids.push(id)
    const inside = certificatesIn(claim)
    demandWithin(limits, 'certificates', (certificates += inside.length))
    const heavy = inside.flatMap((each) => overLimits(each, limits))
    const [parsed, damaged] = heavy.length > 0 ? [undefined, []] : parseClaim(claim)
    findings.add(id, [...heavy, ...damaged])
    if (parsed) claims.push(parsed)
  }
  return { evidence: { ...head, claims }, text, ids }
}

const idOf = (claim: unknown): string | undefined => {
  const id = typeof claim === 'object' && claim !== null && 'id' in claim ? claim.id : undefined
  return typeof id === 'string' && id !== '' ? id : undefined
}

/** Where a certificate stands, and the certificate. */
type Placed = readonly [path: string, certificate: unknown]

function certificatesIn(claim: unknown): Placed[] {
  const found: Placed[] = []
  const left: Placed[] = [['', claim]]
  for (let next = left.pop(); next; next = left.pop()) {
    const [path, value] = next
    if (typeof value !== 'object' || value === null) continue
    for (const [key, part] of Object.entries(value)) {
      if (key === 'certificate') found.push([path, part])
      else left.push([path === '' ? key : `${path}.${key}`, part])
    }
  }
  return found.reverse()
}

/** What a certificate asks for beyond the limits. That it cannot be weighed, whoever evaluates it will say. */
function overLimits([path, certificate]: Placed, limits: Limits): string[] {
  try {
    weigh(certificate, limits)
    return []
  } catch (error) {
    if (!(error instanceof OverLimit)) return []
    const { variant, subject } = certificate as { variant?: unknown; subject?: unknown }
    const about = [variant, subject].filter((name) => typeof name === 'string').map((name) => `, ${name}`)
    return [`the certificate of ${path}${about.join('').slice(0, 200)} ${error.message}`]
  }
}
