import { createHash } from 'node:crypto'
import { claimEvidence, evidence, type ClaimEvidence, type Evidence } from './schema.ts'

/** Longest array or object that stays on one line. */
const WIDTH = 110

/** The texts of claims, each made once: what a run has found of a claim does not change, and it is written after each. */
export class ClaimTexts {
  private readonly made = new WeakMap<ClaimEvidence, string>()

  of(claim: ClaimEvidence): string {
    const known = this.made.get(claim)
    if (known !== undefined) return known
    const text = laidOut(claimEvidence.parse(inOrder(claim)), '    ')
    this.made.set(claim, text)
    return text
  }
}

/**
 * Evidence as the text of a file. Equal evidence gives equal text: keys stand in the order of the schema, counts by
 * name in the order of the names. Short arrays and objects, and numbers of a case, take one line each. It ends with
 * the digest of the rest.
 *
 * @param texts of claims that are written more than once
 * @throws when the evidence does not follow the schema, which is a defect of the caller
 */
export function evidenceText({ claims, ...head }: Evidence, texts = new ClaimTexts()): string {
  const parsed = evidence.parse({ ...head, claims: [] })
  delete parsed.digest
  const all = claims.map((claim) => texts.of(claim))
  return signed(
    objectOf(parsed, '', (item, indent) =>
      item === parsed.claims ? listOf(all, indent) : laidOut(item, indent),
    ),
  )
}

/** The text of a file that ends with the digest of the rest. */
export const withDigest = (value: object): string => signed(objectOf(value, '', laidOut))

const signed = (text: string): string =>
  `${text.slice(0, -END.length)},\n  "digest": "${digestOf(text)}"${END}\n`
const END = '\n}'
const digestOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`

/** Whether a text ends with the digest of what stands before it, as `evidenceText` writes it. */
export function hasItsDigest(text: string): boolean {
  const [end, digest] = /,\n {2}"digest": "(sha256:[0-9a-f]{64})"\n\}\n$/.exec(text.slice(-200)) ?? []
  return end !== undefined && digestOf(text.slice(0, -end.length) + END) === digest
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
  if (!Array.isArray(value)) return objectOf(value, indent, laidOut)
  const deeper = `${indent}  `
  return listOf(
    value.map((item) => laidOut(item, deeper)),
    indent,
  )
}

type LayOut = (item: unknown, indent: string) => string
/** An array of these texts, each on lines of its own. */
const listOf = (items: readonly string[], indent: string): string =>
  items.length === 0 ? '[]' : overLines('[', items, ']', indent)
/** An object with each key on a line of its own. */
const objectOf = (value: object, indent: string, of: LayOut): string =>
  overLines(
    '{',
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => `${JSON.stringify(key)}: ${of(item, `${indent}  `)}`),
    '}',
    indent,
  )
const overLines = (open: string, parts: readonly string[], close: string, indent: string): string =>
  `${open}\n${parts.map((part) => `${indent}  ${part}`).join(',\n')}\n${indent}${close}`

const isHex = (value: unknown): boolean => typeof value === 'string' && /^-?0x/.test(value)
