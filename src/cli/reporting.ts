import type { LoadedClaim } from '../claim/load-claim.ts'
import type { CaseListener } from '../judge/campaign-options.ts'
import { Observations } from '../report/reporters/jsonl.ts'
import type { ReportedRun, Reporter } from '../report/reporters/reported-run.ts'
import type { Services } from './services.ts'

/** A reporter, and what the command line calls it. */
export interface NamedReporter {
  readonly name: string
  readonly reporter: Reporter
}

/** The reporters of a run. One that fails is told of, once, and ends nothing: it is tried again with the next claim. */
export class Reporting {
  private readonly failed = new Map<NamedReporter, string>()

  constructor(
    private readonly reporters: readonly NamedReporter[],
    private readonly stderr: Services['stderr'],
  ) {}

  /** Whether what a reporter had to tell last was lost. */
  get unwritten(): boolean {
    return this.failed.size > 0
  }

  /** Who hears of the cases of a claim; undefined where nobody does. */
  listener(loaded: LoadedClaim, seed: number, startedAt: string): CaseListener | undefined {
    const listeners = this.reporters.flatMap(({ reporter }) =>
      reporter instanceof Observations ? [reporter.watch(loaded, seed, startedAt)] : [],
    )
    return listeners.length === 0 ? undefined : (...range) => listeners.forEach((each) => each(...range))
  }

  /** @param run is made when somebody is to be told */
  tell(run: () => ReportedRun): void {
    if (this.reporters.length === 0) return
    const told = run()
    for (const named of this.reporters) {
      const before = this.failed.get(named)
      this.failed.delete(named)
      try {
        named.reporter.tell(told)
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        this.failed.set(named, why)
        if (before === undefined) this.stderr.write(`error: --reporter ${named.name}: ${why}\n`)
      }
    }
  }
}
