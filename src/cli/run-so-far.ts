import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import { wholeMilliseconds } from '../evidence/whole-milliseconds.ts'
import type { ReportedRun } from '../report/reporters/reported-run.ts'
import { reportedRun } from '../report/reporters/verified-run.ts'
import type { Verification } from './judge-claims.ts'
import { evidenceFile } from './resume.ts'

/** What a run of `assay verify` has found so far. */
export class RunSoFar {
  readonly finished: Map<string, ClaimEvidence>
  readonly failed: { readonly id: string; readonly message: string }[] = []
  /** Seconds for each claim that was judged in this run. */
  private readonly took = new Map<string, number>()
  private readonly started = performance.now()

  constructor(private readonly verification: Verification) {
    this.finished = new Map(verification.kept)
  }

  /** Keeps what was found of a claim. @param seconds that it took */
  finish(claim: ClaimEvidence, seconds: number): void {
    this.finished.set(claim.id, claim)
    this.took.set(claim.id, seconds)
  }

  evidence(complete: boolean): Evidence {
    const { head, options, selected } = this.verification
    const seconds = head.run.seconds + (performance.now() - this.started) / 1000
    return {
      ...head,
      run: { ...head.run, seconds: wholeMilliseconds(seconds) },
      // A lost device that was replaced is noted while the run goes on.
      engine: { ...head.engine, notes: [...new Set([...head.engine.notes, ...options.engine.notes])] },
      complete,
      claims: selected.flatMap(({ claim }) => this.finished.get(claim.id) ?? []),
    }
  }

  /** For reporters. */
  reported(state: ReportedRun['state']): ReportedRun {
    const { selected, folder } = this.verification
    const { finished, failed, took } = this
    const evidence = this.evidence(false)
    return reportedRun({ state, evidence, file: evidenceFile(folder), selected, finished, failed, took })
  }
}
