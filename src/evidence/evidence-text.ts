import { createHash } from 'node:crypto'
import { evidence, type ClaimEvidence, type Evidence } from './schema.ts'

/** Longest array or object that stays on one line. */
const WIDTH = 110

/**
 * Evidence as the text of a file. Equal evidence gives equal text: keys stand in the order of the schema, counts by
 * name in the order of the names. Short arrays and objects, and numbers of a case, take one line each. It ends with
 * the digest of the rest.
 *
 * @throws when the evidence does not follow the schema, which is a defect of the caller
 */
export function evidenceText(value: Evidence): string {
  const parsed = evidence.parse({ ...value, claims: value.claims.map(inOrder) })
  delete parsed.digest
  return withDigest(parsed)
}

/** The text of a file that ends with the digest of the rest. */
export const withDigest = (value: object): string => `${laidOut({ ...value, digest: digestOf(value) })}\n`

const digestOf = (value: unknown): string => digestOfText(laidOut(value))
const digestOfText = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`

/** Whether a text ends with the digest of what stands before it, as `evidenceText` writes it. */
export function hasItsDigest(text: string): boolean {
  const [end, digest] = /,\n {2}"digest": "(sha256:[0-9a-f]{64})"\n\}\n$/.exec(text.slice(-200)) ?? []
  return end !== undefined && digestOfText(`${text.slice(0, -end.length)}\n}`) === digest
}

function inOrder(claim: ClaimEvidence): ClaimEvidence {
  const distributions = Object.fromEntries(
    Object.entries(claim.inputs.distributions).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  )
  return { ...claim, inputs: { ...claim.inputs, shapes: [...claim.inputs.shapes].sort(), distributions } }
}

/** JSON in which short arrays and objects, and the numbers of a case, take one line each. */
export function laidOut(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const line = JSON.stringify(value)
  const flat = Array.isArray(value) && value.every((item) => typeof item !== 'object')
  if (flat && (value.length === 0 || typeof value[0] === 'number' || isHex(value[0]))) return line
  if (line.length + indent.length <= WIDTH) return line
  const deeper = `${indent}  `
  if (Array.isArray(value))
    return `[\n${value.map((item) => deeper + laidOut(item, deeper)).join(',\n')}\n${indent}]`
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  return `{\n${entries.map(([key, item]) => `${deeper}${JSON.stringify(key)}: ${laidOut(item, deeper)}`).join(',\n')}\n${indent}}`
}

const isHex = (value: unknown): boolean => typeof value === 'string' && /^-?0x/.test(value)
