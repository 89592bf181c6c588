import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { claimEvidence, evidence, FORMAT, VERSION, type ClaimEvidence, type Evidence } from './schema.ts'

/** A file is no evidence that this version can read; the message is for people. */
export class EvidenceError extends Error {
  override readonly name = 'EvidenceError'
}

/**
 * Reads a file of evidence and checks it against the schema.
 *
 * @throws {EvidenceError} saying what is wrong with the file, and where
 *
 * @example
 * ```ts
 * import { readEvidence } from 'attention-assay/evidence'
 *
 * for (const { id, verdict, failureRateAtMost } of readEvidence('evidence/evidence.json').claims)
 *   console.log(id, verdict.reals.status, failureRateAtMost?.limit)
 * ```
 */
export const readEvidence = (path: string): Evidence => readEvidenceText(path).evidence

/** The same with the text of the file. @throws {EvidenceError} as `readEvidence` */
export function readEvidenceText(path: string): { evidence: Evidence; text: string } {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw unreadable(path, error)
  }
  return { evidence: parseEvidence(text, path), text }
}

/** Why a file cannot be read, for people. */
export function unreadable(path: string, error: unknown): EvidenceError {
  const { code, message } = error as NodeJS.ErrnoException
  return new EvidenceError(
    code === 'ENOENT' ? `there is no file ${path}` : `${path} cannot be read: ${message}`,
  )
}

/**
 * As `readEvidence`, from the text of a file, whose name the message of an error begins with.
 *
 * @throws {EvidenceError} saying what is wrong with the text, and where
 *
 * @example
 * ```ts
 * import { parseEvidence } from 'attention-assay/evidence'
 *
 * declare const response: Response
 * const { run, claims } = parseEvidence(await response.text(), response.url)
 * console.log(run.seed, claims.length)
 * ```
 */
export function parseEvidence(text: string, path: string): Evidence {
  const value = jsonOf(text, path)
  demandHead(value, path)
  return wholeEvidence(value, path)
}

function wholeEvidence(value: object, path: string): Evidence {
  const result = parsed(evidence, value)
  if (result.data) return result.data
  throw new EvidenceError(`${path} is damaged: ${result.damage}`)
}

/** @throws EvidenceError when the text is no JSON */
export function jsonOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const last = text.trimEnd().at(-1)
    const found = !last
      ? 'is empty'
      : last !== '}'
        ? 'is cut off'
        : `is not JSON (${(error as Error).message})`
    throw new EvidenceError(`${path} ${found}; run \`assay verify\` again, or restore the file`)
  }
}

/**
 * All of a file but its claims, and these as they stand there.
 *
 * @throws EvidenceError saying what is wrong with the former
 */
export function parseHead(value: unknown, path: string): [head: Evidence, claims: readonly unknown[]] {
  demandHead(value, path)
  const claims = 'claims' in value && Array.isArray(value.claims) ? (value.claims as unknown[]) : undefined
  return [wholeEvidence({ ...value, ...(claims && { claims: [] }) }, path), claims ?? []]
}

/** A value that follows a schema, or what is wrong with it and how often. */
export function parsed<T>(
  schema: z.ZodType<T>,
  value: unknown,
): { data: T } | { data: undefined; damage: string; issues: number } {
  try {
    const { success, data, error } = schema.safeParse(value)
    return success ? { data } : { data: undefined, damage: inWords(error), issues: error.issues.length }
  } catch (error) {
    // So many problems are more arguments than a function takes.
    if (!(error instanceof RangeError)) throw error
    return { data: undefined, damage: 'more of it is wrong than can be listed', issues: Infinity }
  }
}

/** The evidence of one claim, or what is wrong with it, and how many parts of it are. */
export function parseClaim(
  value: unknown,
): { claim: ClaimEvidence } | { claim: undefined; damage: string; issues: number } {
  const result = parsed(claimEvidence, value)
  if (result.data) return { claim: result.data }
  return { claim: undefined, damage: `it is damaged: ${result.damage}`, issues: result.issues }
}

function demandHead(value: unknown, path: string): asserts value is object {
  const head = (typeof value === 'object' && value !== null ? value : {}) as {
    format?: unknown
    version?: unknown
    run?: { tool?: unknown; version?: unknown }
  }
  if (head.format !== FORMAT)
    throw new EvidenceError(`${path} is not a file of evidence (no format "${FORMAT}")`)
  if (head.version === VERSION) return
  throw new EvidenceError(
    `${path} has version ${inBrief(head.version)} of the format, this program reads version ${VERSION}; ` +
      `use the program that wrote it: ${inBrief(head.run?.tool ?? 'attention-assay')} ${inBrief(head.run?.version ?? 'of that version')}`,
  )
}

/** A value of a file in a few words, for messages. */
export const inBrief = (value: unknown): string =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, 60)

function inWords({ issues }: z.ZodError): string {
  const first = issues
    .slice(0, 3)
    .map((issue) => `${z.core.toDotPath(issue.path) || 'the top level'}: ${issue.message}`.slice(0, 500))
  const more = issues.length - first.length
  return `${first.join('; ')}${more > 0 ? `; and ${more} more` : ''}`
}
