import { join } from 'node:path'
import type { StartedEngine } from '../engine/start.ts'
import { FORMAT, VERSION, type Evidence, type ExaminedEvidence } from '../evidence/schema.ts'
import { FILE, whileHolding, writeEvidence, WriteError } from '../evidence/write.ts'
import type { Progress } from '../examine/examination.ts'
import { engineInfo } from './engine-info.ts'
import { examinedProgress } from './examine-progress.ts'
import { examinedJson, examinedText } from './examine-text.ts'
import { ExitCode } from './exit-code.ts'
import { runInfo } from './run-info.ts'
import { type Services, startAnnounced } from './services.ts'
import { indented } from '../report/visible.ts'

/** How an examination is told and kept. */
export interface TellOptions {
  readonly seed: number
  readonly engine: string
  readonly out: string
  readonly json?: boolean
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
  { seed, engine: name, out, json }: TellOptions,
  argv: readonly string[],
  services: Services,
  examine: (around: Around) => Promise<ExaminedEvidence>,
): Promise<ExitCode> =>
  whileHolding(join(out, FILE), async () => {
    const started = await startAnnounced(services, name, seed)
    const run = await runInfo({ seed, recheck: 'sample', demand: null }, argv, [])
    const began = performance.now()
    const abort = new AbortController()
    const release = services.onInterrupt(() => abort.abort(new Error('interrupted')))
    let found: ExaminedEvidence
    try {
      const progress = examinedProgress(services.stderr)
      found = await examine({ engine: started.engine, progress, signal: abort.signal })
    } catch (error) {
      if (!abort.signal.aborted) throw error
      services.stderr.write('\nInterrupted; nothing is kept.\n')
      return ExitCode.Interrupted
    } finally {
      release()
    }
    const unwritten = writtenOrWhyNot(out, {
      format: FORMAT,
      version: VERSION,
      complete: found.failed === undefined,
      run: { ...run, seconds: Math.round((performance.now() - began) / 100) / 10 },
      engine: engineInfo(started),
      claims: [],
      examined: found,
    })
    services.stdout.write(json ? `${JSON.stringify(examinedJson(found), null, 2)}\n` : examinedText(found))
    if (found.failed) services.stderr.write(`error: ${indented(found.failed.message)}\n`)
    services.stderr.write(unwritten ? `error: ${unwritten}\n` : `evidence written to ${join(out, FILE)}\n`)
    if (found.failed || unwritten) return ExitCode.CannotRun
    const fine = found.conforms === true && found.required.every(({ holds }) => holds === true)
    return fine ? ExitCode.Fine : ExitCode.NotAsExpected
  })

function writtenOrWhyNot(folder: string, evidence: Evidence): string | undefined {
  try {
    writeEvidence(folder, evidence)
    return undefined
  } catch (error) {
    if (error instanceof WriteError) return error.message
    throw error
  }
}
