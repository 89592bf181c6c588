import type { LoadedClaim } from '../../claim/load-claim.ts'
import type { ClaimEvidence, Evidence } from '../../evidence/schema.ts'
import type { ReportedRun } from './reported-run.ts'
import { judgedTest, unjudgedTest } from './claim-test.ts'
import { runFacts } from './run-facts.ts'

/** A run of `assay verify`, as far as it got. */
export interface VerifiedRun {
  readonly state: ReportedRun['state']
  /** Without its claims. */
  readonly evidence: Omit<Evidence, 'claims' | 'complete'>
  /** Where the evidence lies. */
  readonly file: string
  readonly selected: readonly LoadedClaim[]
  readonly finished: ReadonlyMap<string, ClaimEvidence>
  /** Claims that could not be judged, and why. */
  readonly failed: readonly { readonly id: string; readonly message: string }[]
  /** Seconds for each claim that was judged in this run. */
  readonly took: ReadonlyMap<string, number>
}

/** What a run of `assay verify` has to report. */
export function reportedRun(run: VerifiedRun): ReportedRun {
  const { state, evidence, file, selected, finished, failed, took } = run
  const { version, startedAt } = evidence.run
  const tests = selected.map((loaded) => {
    const { id } = loaded.claim
    const claim = finished.get(id)
    return claim
      ? judgedTest(claim, loaded, { engine: evidence.engine.name, seconds: took.get(id) })
      : unjudgedTest(loaded, state, failed.find((each) => each.id === id)?.message)
  })
  const fine = tests.filter(({ outcome }) => outcome === 'passed').length
  return {
    name: 'assay verify',
    state,
    version,
    startedAt,
    seconds: evidence.run.seconds,
    headline: `${fine} of ${tests.length} claims as expected`,
    facts: runFacts(evidence, file),
    columns: ['over the reals', 'in float32', 'cases', 'fails with probability at most'],
    tests,
  }
}
