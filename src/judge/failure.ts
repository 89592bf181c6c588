import { basename } from 'node:path'
import { framesOf } from '../claim/stack-frames.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { ClaimError } from './claim-error.ts'

/** What a claim's own code threw, as evidence holds it. */
export type Failure = NonNullable<ClaimEvidence['error']>

/**
 * What the own code of a claim threw, with the case on which it did, and the line of the claim's file, where these are
 * known.
 *
 * @param file of the claim
 */
export function failureOf(error: unknown, seed: number, file: string): Failure {
  const index = error instanceof ClaimError ? error.caseIndex : undefined
  const said = (error instanceof Error ? error.message : String(error)) || 'an error without a message'
  const line = lineIn(file, error)
  return {
    message: line === undefined ? said : `${said} (${basename(file)}:${line})`,
    ...(index !== undefined && { case: { seed, index } }),
  }
}

/** On which case it was, and what. */
export const inWords = ({ message, case: named }: Failure): string =>
  `${named ? ` on case ${named.index}` : ''}: ${message}`

/** The innermost line of a file on the way to an error or its causes. */
function lineIn(file: string, error: unknown): number | undefined {
  if (file === '' || !(error instanceof Error)) return undefined
  return framesOf(error).find((place) => place.file === file)?.line ?? lineIn(file, error.cause)
}
