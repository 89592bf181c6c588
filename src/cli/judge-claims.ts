import type { LoadedClaim } from '../claim/load-claim.ts'
import type { Origin } from '../claim/origin/origins-of.ts'
import { ClaimTexts } from '../evidence/evidence-text.ts'
import { claimEvidence, type ClaimEvidence, type Evidence } from '../evidence/schema.ts'
import { writeEvidence } from '../evidence/write.ts'
import type { CampaignOptions } from '../judge/campaign-options.ts'
import { claimJudge } from './claim-judge.ts'
import { claimProgress } from './claim-progress.ts'
import { Keeper } from './keeper.ts'
import { plannedClaims } from './planned-claims.ts'
import type { Reporting } from './reporting.ts'
import { RunSoFar } from './run-so-far.ts'
import type { Services } from './services.ts'
import { whenAborted } from './when-aborted.ts'

/** What `assay verify` is to do: the claims that are judged, how, and what is known already. */
export interface Verification {
  readonly selected: readonly LoadedClaim[]
  readonly options: CampaignOptions
  /** The evidence without its claims; `run.seconds` is the time that an interrupted run took before. */
  readonly head: Omit<Evidence, 'claims' | 'complete'>
  /** Where the claims are from, by their ids. */
  readonly origins: ReadonlyMap<string, Origin>
  readonly kept: ReadonlyMap<string, ClaimEvidence>
  readonly folder: string
  /** When the time of the whole run is over, of `performance.now()`. */
  readonly deadline?: number
}

/** What the judging of the claims came to. */
export interface Judged {
  readonly evidence: Evidence
  readonly interrupted: boolean
  /** Claims that could not be judged, which is a defect of the program or of the machine. */
  readonly failed: readonly { readonly id: string; readonly message: string }[]
  /** Why the file does not hold all of this evidence; what was written before is as it was. */
  readonly unwritten: string | undefined
}

/**
 * Judges the claims one after another. After every finished one the evidence is written, marked as incomplete; it is
 * marked as complete when no claim is missing. Nothing is written before there is something new to keep. A disk that
 * fails ends nothing: the verdicts are told all the same, and each claim is another attempt. Reporters are told after each
 * finished claim, once it is kept.
 */
export async function judgeClaims(
  verification: Verification,
  reporting: Reporting,
  signal: AbortSignal,
  services: Services,
): Promise<Judged> {
  const { selected, origins, kept, folder, deadline } = verification
  const run = new RunSoFar(verification)
  const plan = await plannedClaims(verification, services)
  const progress = claimProgress(services.stderr, plan, deadline)
  let running = 'no claim'
  const turnTo = (id: string): void => {
    if (running === id) return
    running = id
    progress.begin(id)
  }
  services.onStrayFailure((message) => progress.write(strayFailure(running, message)))
  const [keeper, texts] = [new Keeper(services.stderr), new ClaimTexts()]
  reporting.tell(() => run.reported('running'))
  const stopped = whenAborted(signal)
  const watching = { progress, reporting, turnTo, signal }
  try {
    const judge = await Promise.race([claimJudge(verification, watching, services), stopped])
    for (const loaded of selected) {
      const { id } = loaded.claim
      if (run.finished.has(id)) continue
      if (signal.aborted) break
      const began = performance.now()
      turnTo(id)
      try {
        const judged = await Promise.race([judge(loaded), stopped])
        const seconds = (performance.now() - began) / 1000
        run.finish(claimEvidence.parse({ ...judged, origin: origins.get(id) }), seconds)
        progress.finish(judged, seconds)
      } catch (error) {
        progress.stop()
        if (signal.aborted) break
        run.failed.push({ id, message: error instanceof Error ? error.message : String(error) })
        continue
      }
      keeper.keep(() => writeEvidence(folder, run.evidence(false), texts))
      reporting.tell(() => run.reported('running'))
    }
  } finally {
    progress.stop()
  }
  const interrupted = signal.aborted
  const last = run.evidence(!interrupted && run.failed.length === 0)
  if (last.claims.length > 0 && !(interrupted && run.finished.size === kept.size))
    keeper.keep(() => writeEvidence(folder, last, texts))
  reporting.tell(() => run.reported(interrupted ? 'interrupted' : 'finished'))
  return { evidence: last, interrupted, failed: run.failed, unwritten: keeper.unwritten }
}

const strayFailure = (running: string, message: string): string =>
  `note: while ${running} was judged, something failed that nobody waits for: ${message}. ` +
  "No verdict rests on it; it is a promise or a timer that a claim's code left behind.\n"
