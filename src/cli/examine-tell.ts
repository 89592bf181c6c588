import { join } from 'node:path'
import type { StartedEngine } from '../engine/start.ts'
import { FORMAT, VERSION, type Evidence, type ExaminedEvidence } from '../evidence/schema.ts'
import { FILE, whileHolding, writeEvidence, WriteError } from '../evidence/write.ts'
import type { Progress } from '../examine/examination.ts'
import { reportedExamination } from '../report/reporters/examined-run.ts'
import type { ReportedRun } from '../report/reporters/reported-run.ts'
import { engineInfo } from './engine-info.ts'
import { deviationText } from './examine-deviation-text.ts'
import { examinedProgress } from './examine-progress.ts'
import { examinedJson, examinedText } from './examine-text.ts'
import { ExitCode } from './exit-code.ts'
import { type ReporterOptions, whileReporting } from './open-reporters.ts'
import type { Reporting } from './reporting.ts'
import { runInfo } from './run-info.ts'
import { type Services, startAnnounced } from './services.ts'
import { indented } from '../report/visible.ts'

/** How an examination is told and kept. */
export interface TellOptions extends ReporterOptions {
  readonly seed: number
  readonly engine: string
  readonly out: string
}

/** What an examination is given. */
export interface Around {
  readonly engine: StartedEngine['engine']
  readonly progress: Progress
  readonly signal: AbortSignal
}

/**
 * Examines, says what was found, and leaves the evidence.
 *
 * @returns the exit code: `Fine` when the attention conforms and has all that is required
 */
export const examineAndTell = (
  options: TellOptions,
  argv: readonly string[],
  services: Services,
  examine: (around: Around) => Promise<ExaminedEvidence>,
): Promise<ExitCode> => {
  const file = join(options.out, FILE)
  return whileHolding(file, () =>
    whileReporting(options, file, services, async (reporting) => {
      const code = await examineTold(options, argv, services, reporting, examine)
      return reporting.unwritten && code !== ExitCode.Interrupted ? ExitCode.CannotRun : code
    }),
  )
}

async function examineTold(
  { seed, engine: name, out, json }: TellOptions,
  argv: readonly string[],
  services: Services,
  reporting: Reporting,
  examine: (around: Around) => Promise<ExaminedEvidence>,
): Promise<ExitCode> {
  const started = await startAnnounced(services, name, seed)
  const run = await runInfo({ seed, recheck: 'sample', demand: null }, argv, [])
  const began = performance.now()
  const head = () => ({
    run: { ...run, seconds: Math.round((performance.now() - began) / 100) / 10 },
    engine: engineInfo(started),
  })
  const file = join(out, FILE)
  const report = (state: ReportedRun['state'], found?: ExaminedEvidence): void =>
    reporting.tell(() => {
      const deviation = found?.deviation ? deviationText(found.deviation) : []
      return reportedExamination({ state, evidence: head(), file, ...(found && { found }), deviation })
    })
  report('running')
  const abort = new AbortController()
  const release = services.onInterrupt(() => abort.abort(new Error('interrupted')))
  let found: ExaminedEvidence
  try {
    const progress = examinedProgress(services.stderr)
    found = await examine({ engine: started.engine, progress, signal: abort.signal })
  } catch (error) {
    if (!abort.signal.aborted) throw error
    services.stderr.write('\nInterrupted; nothing is kept.\n')
    report('interrupted')
    return ExitCode.Interrupted
  } finally {
    release()
  }
  const complete = found.failed === undefined
  const unwritten = writtenOrWhyNot(out, {
    ...head(),
    format: FORMAT,
    version: VERSION,
    complete,
    claims: [],
    examined: found,
  })
  report('finished', found)
  services.stdout.write(json ? `${JSON.stringify(examinedJson(found), null, 2)}\n` : examinedText(found))
  if (found.failed) services.stderr.write(`error: ${indented(found.failed.message)}\n`)
  services.stderr.write(unwritten ? `error: ${unwritten}\n` : `evidence written to ${file}\n`)
  if (found.failed || unwritten) return ExitCode.CannotRun
  const fine = found.conforms === true && found.required.every(({ holds }) => holds === true)
  return fine ? ExitCode.Fine : ExitCode.NotAsExpected
}

function writtenOrWhyNot(folder: string, evidence: Evidence): string | undefined {
  try {
    writeEvidence(folder, evidence)
    return undefined
  } catch (error) {
    if (error instanceof WriteError) return error.message
    throw error
  }
}
