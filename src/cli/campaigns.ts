import { join } from 'node:path'
import type { LoadedClaim } from '../claim/discover.ts'
import { claimEvidence, type ClaimEvidence, type Evidence } from '../evidence/schema.ts'
import { FILE, writeEvidence } from '../evidence/write.ts'
import type { CampaignOptions } from '../judge/campaign-options.ts'
import { progressOn } from './progress.ts'
import type { Surroundings } from './surroundings.ts'

/** A run of campaigns: what is judged, how, and what is known already. */
export interface Run {
  readonly selected: readonly LoadedClaim[]
  readonly options: CampaignOptions
  /** The evidence without its claims; `seconds` is the time that earlier parts of the run took. */
  readonly head: Omit<Evidence, 'claims' | 'complete'>
  readonly kept: ReadonlyMap<string, ClaimEvidence>
  readonly folder: string
}

/** How a run ended. */
export interface Ended {
  readonly evidence: Evidence
  readonly interrupted: boolean
  /** Claims that could not be judged, which is a defect of the program or of the machine. */
  readonly failed: readonly { readonly id: string; readonly message: string }[]
}

/**
 * Judges the claims one after another. After every finished one the evidence is written, marked as incomplete; it is
 * marked as complete when no claim is missing. Nothing is written before there is something new to keep.
 */
export async function runCampaigns(run: Run, signal: AbortSignal, around: Surroundings): Promise<Ended> {
  const started = performance.now()
  const finished = new Map(run.kept)
  const failed: { id: string; message: string }[] = []
  const progress = progressOn(around.stderr)
  const evidence = (complete: boolean): Evidence => ({
    ...run.head,
    run: { ...run.head.run, seconds: round(run.head.run.seconds + (performance.now() - started) / 1000) },
    // A lost device that was replaced is noted while the run goes on.
    engine: { ...run.head.engine, notes: [...run.options.engine.notes] },
    complete,
    claims: run.selected.flatMap(({ claim }) => finished.get(claim.id) ?? []),
  })
  try {
    for (const [i, loaded] of run.selected.entries()) {
      const { id } = loaded.claim
      if (finished.has(id)) continue
      if (signal.aborted) break
      const began = performance.now()
      progress.begin(id, i + 1, run.selected.length)
      try {
        const onProgress = (done: number, total: number): void => progress.advance(done, total)
        const judged = await around.judgeClaim(loaded, { ...run.options, onProgress, signal })
        finished.set(id, claimEvidence.parse(judged))
        progress.finish(judged, (performance.now() - began) / 1000)
      } catch (error) {
        progress.stop()
        if (signal.aborted) break
        failed.push({ id, message: error instanceof Error ? error.message : String(error) })
        continue
      }
      writeEvidence(run.folder, evidence(false))
    }
  } finally {
    progress.stop()
  }
  const interrupted = signal.aborted
  const last = evidence(!interrupted && failed.length === 0)
  if (last.claims.length > 0 && !(interrupted && finished.size === run.kept.size))
    writeEvidence(run.folder, last)
  return { evidence: last, interrupted, failed }
}

const round = (seconds: number): number => Math.round(seconds * 1000) / 1000

/** Where the evidence of a run lies. */
export const evidenceFile = (run: Pick<Run, 'folder'>): string => join(run.folder, FILE)
