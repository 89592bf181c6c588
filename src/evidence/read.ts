import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { evidence, FORMAT, VERSION, type Evidence } from './schema.ts'

/** A file is no evidence that this version can read; the message is for people. */
export class EvidenceError extends Error {
  override readonly name = 'EvidenceError'
}

/**
 * Reads a file of evidence and checks it against the schema.
 *
 * @throws EvidenceError saying what is wrong with the file, and where
 */
export function readEvidence(path: string): Evidence {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new EvidenceError(
      code === 'ENOENT' ? `there is no file ${path}` : `${path} cannot be read: ${message}`,
    )
  }
  return parseEvidence(text, path)
}

/** As `readEvidence`, from the text of a file. */
export function parseEvidence(text: string, path: string): Evidence {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const last = text.trimEnd().at(-1)
    const found = !last
      ? 'is empty'
      : last !== '}'
        ? 'is cut off'
        : `is not JSON (${(error as Error).message})`
    throw new EvidenceError(`${path} ${found}; run \`assay verify\` again, or restore the file`)
  }
  const head = (typeof value === 'object' && value !== null ? value : {}) as {
    format?: unknown
    version?: unknown
    run?: { tool?: unknown; version?: unknown }
  }
  if (head.format !== FORMAT)
    throw new EvidenceError(`${path} is not a file of evidence (no format "${FORMAT}")`)
  if (head.version !== VERSION)
    throw new EvidenceError(
      `${path} has version ${String(head.version)} of the format, this program reads version ${VERSION}; ` +
        `use the program that wrote it: ${String(head.run?.tool ?? 'attention-assay')} ${String(head.run?.version ?? 'of that version')}`,
    )
  const result = evidence.safeParse(value)
  if (result.success) return result.data
  const issues = result.error.issues
    .slice(0, 3)
    .map((issue) => `${z.core.toDotPath(issue.path) || 'the top level'}: ${issue.message}`)
  const more = result.error.issues.length - issues.length
  throw new EvidenceError(`${path} is damaged: ${issues.join('; ')}${more > 0 ? `; and ${more} more` : ''}`)
}
