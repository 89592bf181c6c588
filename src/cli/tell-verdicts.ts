import type { LoadedClaim } from '../claim/load-claim.ts'
import { evidenceText } from '../evidence/evidence-text.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import { type ClaimPlace, placeOf } from '../report/claim-place.ts'
import { indented, inOneLine } from '../report/visible.ts'
import { ExitCode } from './exit-code.ts'
import type { Judged } from './judge-claims.ts'
import { paintOn, writePainted } from './paint.ts'
import { evidenceFile } from './resume.ts'
import type { Output, Services } from './services.ts'
import { markOf } from './verdict-table.ts'
import { verdictsText } from './verdict-text.ts'
import type { VerifyOptions } from './verify-options.ts'

/** Ids that the last line names; the table above it has all. */
const NAMED = 5

/** Says what came of a run. @param selected what was asked for */
export function tellVerdicts(
  { evidence, interrupted, failed, unwritten }: Judged,
  selected: readonly LoadedClaim[],
  { json, out, shard, verbose = false }: VerifyOptions,
  { stdout, stderr }: Services,
): ExitCode {
  const { claims } = evidence
  if (json) stdout.write(evidenceText(evidence))
  else if (claims.length > 0 && !shard) showVerdicts(evidence, selected, verbose, stdout)
  for (const { id, message } of failed)
    stderr.write(`error: ${inOneLine(id)} could not be judged: ${indented(message)}\n`)
  if (unwritten) stderr.write(`error: ${unwritten}\n`)
  const file = claims.length > 0 && !unwritten ? evidenceFile(out) : undefined
  if (interrupted) {
    const kept = file
      ? `${claims.length} of ${selected.length} claims are kept in ${file}`
      : 'no claim was finished'
    stderr.write(
      `\nInterrupted; ${unwritten ? 'what was found last is lost' : kept}. Go on with the same command and --resume.\n`,
    )
    return ExitCode.Interrupted
  }
  const where = file
    ? `evidence written to ${file}`
    : unwritten
      ? `not all of it in ${evidenceFile(out)}`
      : 'no evidence written'
  const told = shard
    ? `shard ${shard.number}/${shard.of} of ${selected.length} claims, of which \`assay merge\` tells the verdicts`
    : summary(claims, selected.length, failed)
  ;(json ? stderr : stdout).write(`${told} · ${where}\n`)
  if (failed.length > 0 || unwritten) return ExitCode.CannotRun
  if (shard) return ExitCode.Fine
  return codeOf(claims)
}

/** Prints the table of verdicts, and what is not as expected. @param loaded the claims, as far as they are there */
export function showVerdicts(
  { claims, engine }: Evidence,
  loaded: readonly LoadedClaim[],
  verbose: boolean,
  stdout: Output,
): void {
  const places = new Map(loaded.map((each): [string, ClaimPlace] => [each.claim.id, placeOf(each)]))
  const shown = { columns: stdout.columns ?? 100, paint: paintOn(stdout), verbose }
  // Above it on a terminal are the lines of standard error.
  writePainted(
    stdout,
    `${stdout.isTTY ? '\n' : ''}${verdictsText({ claims, places, engine: engine.name }, shown)}\n`,
  )
}

/** What verdicts answer to the shell. */
export function codeOf(claims: readonly ClaimEvidence[]): ExitCode {
  const marks = claims.map((claim) => markOf(claim).text)
  if (marks.includes('✗')) return ExitCode.NotAsExpected
  return marks.includes('?') ? ExitCode.TooFewCases : ExitCode.Fine
}

/** How many claims came out as expected, and which did not. */
export function summary(
  claims: readonly ClaimEvidence[],
  of: number,
  failed: readonly { readonly id: string }[] = [],
): string {
  const marked = (mark: string): string[] =>
    claims.flatMap((claim) => (markOf(claim).text === mark ? [claim.id] : []))
  return [
    `${marked('✓').length} of ${of} claims as expected`,
    ...named('not as expected', marked('✗')),
    ...named('too few cases', marked('?')),
    ...named(
      'not judged',
      failed.map(({ id }) => id),
    ),
  ].join(' · ')
}

function named(what: string, ids: readonly string[]): string[] {
  if (ids.length === 0) return []
  const more = ids.length > NAMED ? ` and ${ids.length - NAMED} more` : ''
  return [`${what}: ${ids.slice(0, NAMED).map(inOneLine).join(', ')}${more}`]
}
