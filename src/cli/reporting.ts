import type { LoadedClaim } from '../claim/load-claim.ts'
import type { CaseListener } from '../judge/campaign-options.ts'
import type { ReportedRun, Reporter } from '../report/reporters/reported-run.ts'
import { indented } from '../report/visible.ts'
import type { Output } from './services.ts'

/** A reporter, and what the command line calls it. */
interface NamedReporter {
  readonly name: string
  readonly reporter: Reporter
}

/** The reporters of a run. One that fails is told of, once, and ends nothing: it is tried again with the next claim. */
export class Reporting {
  /** Those of which the last attempt failed. */
  private readonly failed = new Set<NamedReporter>()
  /** Whether cases were missed, which do not come again. */
  private missed = false

  constructor(
    private readonly reporters: readonly NamedReporter[],
    private readonly stderr: Output,
  ) {}

  /** Whether something that reporters had to tell is lost. */
  get unwritten(): boolean {
    return this.missed || this.failed.size > 0
  }

  /** Who hears of the cases of a claim; undefined where nobody does. */
  listener(loaded: LoadedClaim, seed: number, startedAt: string): CaseListener | undefined {
    const listeners = this.reporters.flatMap((named) => {
      const listener = named.reporter.watch?.(loaded, seed, startedAt)
      return listener ? [{ named, listener }] : []
    })
    if (listeners.length === 0) return undefined
    return (...range) => {
      // No verdict hangs on who hears of it.
      for (const { named, listener } of listeners)
        if (!this.attempt(named, () => listener(...range))) this.missed = true
    }
  }

  /** @param run is made where somebody is to be told */
  tell(run: () => ReportedRun): void {
    let told: ReportedRun | undefined
    for (const named of this.reporters)
      if (this.attempt(named, () => named.reporter.tell((told ??= run())))) this.failed.delete(named)
  }

  private attempt(named: NamedReporter, what: () => void): boolean {
    try {
      what()
      return true
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      if (!this.failed.has(named)) this.stderr.write(`error: --reporter ${named.name}: ${indented(why)}\n`)
      this.failed.add(named)
      return false
    }
  }
}
