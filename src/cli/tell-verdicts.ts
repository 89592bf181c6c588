import type { LoadedClaim } from '../claim/load-claim.ts'
import { evidenceText } from '../evidence/evidence-text.ts'
import { type ClaimPlace, placeOf } from '../report/claim-place.ts'
import { indented, inOneLine } from '../report/visible.ts'
import { ExitCode } from './exit-code.ts'
import type { Judged } from './judge-claims.ts'
import { paintOn, writePainted } from './paint.ts'
import { evidenceFile } from './resume.ts'
import type { Services } from './services.ts'
import { markOf } from './verdict-table.ts'
import { verdictsText } from './verdict-text.ts'
import type { VerifyOptions } from './verify-options.ts'

/** Ids that the last line names; the table above it has all. */
const NAMED = 5

/** Says what came of a run. @param selected what was asked for */
export function tellVerdicts(
  judged: Judged,
  selected: readonly LoadedClaim[],
  { json, out, verbose = false }: VerifyOptions,
  { stdout, stderr }: Services,
): ExitCode {
  const { evidence, interrupted, failed, unwritten } = judged
  const { claims, engine } = evidence
  if (json) stdout.write(evidenceText(evidence))
  else if (claims.length > 0) {
    const places = new Map(selected.map((loaded): [string, ClaimPlace] => [loaded.claim.id, placeOf(loaded)]))
    const shown = { columns: stdout.columns ?? 100, paint: paintOn(stdout), verbose }
    // Above it on a terminal are the lines of standard error.
    writePainted(
      stdout,
      `${stdout.isTTY ? '\n' : ''}${verdictsText({ claims, places, engine: engine.name }, shown)}\n`,
    )
  }
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
  ;(json ? stderr : stdout).write(`${summary(judged, selected.length, file, out)}\n`)
  if (failed.length > 0 || unwritten) return ExitCode.CannotRun
  const marks = claims.map((claim) => markOf(claim).text)
  if (marks.includes('✗')) return ExitCode.NotAsExpected
  return marks.includes('?') ? ExitCode.TooFewCases : ExitCode.Fine
}

/** How many claims came out as expected, which did not, and where the evidence is. */
function summary(
  { evidence: { claims }, failed, unwritten }: Judged,
  of: number,
  file: string | undefined,
  out: string,
): string {
  const marked = (mark: string): string[] =>
    claims.flatMap((claim) => (markOf(claim).text === mark ? [claim.id] : []))
  const where = file
    ? `evidence written to ${file}`
    : unwritten
      ? `not all of it in ${evidenceFile(out)}`
      : 'no evidence written'
  return [
    `${marked('✓').length} of ${of} claims as expected`,
    ...named('not as expected', marked('✗')),
    ...named('too few cases', marked('?')),
    ...named(
      'not judged',
      failed.map(({ id }) => id),
    ),
    where,
  ].join(' · ')
}

function named(what: string, ids: readonly string[]): string[] {
  if (ids.length === 0) return []
  const more = ids.length > NAMED ? ` and ${ids.length - NAMED} more` : ''
  return [`${what}: ${ids.slice(0, NAMED).map(inOneLine).join(', ')}${more}`]
}
