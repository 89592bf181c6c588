import { pathToFileURL } from 'node:url'
import { parentPort } from 'node:worker_threads'
import type { Batch } from '../arithmetic/case.ts'
import type { Claim } from '../claim/claim.ts'
import { buffersOf } from './buffers.ts'
import type { CaseGroup } from './case-group.ts'
import { InlineSource } from './case-source.ts'
import type { LaneReport } from './evaluate.ts'
import { variantsOf, withVariant } from './program.ts'

/** A claim by its place, so that another thread finds it. */
export interface ClaimPlace {
  readonly file: string
  /** The number of a control, an ablation or a restriction among the claim's variants. */
  readonly variant?: number
}

/** What a thread is asked for. */
export type Job = {
  readonly place: ClaimPlace
  readonly seed: number
  readonly batch: number | undefined
} & (
  | { readonly ask: 'draw'; readonly from: number; readonly to: number }
  | { readonly ask: 'climb'; readonly subject: number; readonly cases: Batch }
)

/** What it answers. */
export type Answer = { readonly result: readonly CaseGroup[] | LaneReport } | { readonly error: string }

const sources = new Map<string, Promise<InlineSource>>()

/** The claims' own code is loaded once for each thread. */
function sourceOf({ place, seed, batch }: Job): Promise<InlineSource> {
  const key = `${place.file} ${place.variant ?? ''} ${seed} ${batch ?? ''}`
  let source = sources.get(key)
  if (!source) sources.set(key, (source = load(place, seed, batch)))
  return source
}

async function load({ file, variant }: ClaimPlace, seed: number, batch?: number): Promise<InlineSource> {
  const { default: claim } = (await import(pathToFileURL(file).href)) as { default: Claim }
  const changed = variant === undefined ? claim : withVariant(claim, variantsOf(claim)[variant])
  return new InlineSource(changed, seed, batch)
}

async function answer(job: Job): Promise<readonly CaseGroup[] | LaneReport> {
  const source = await sourceOf(job)
  return job.ask === 'draw' ? source.draw(job.from, job.to) : source.climb(job.subject, job.cases)
}

parentPort?.on('message', (job: Job) => {
  answer(job).then(
    (result) => parentPort!.postMessage({ result } satisfies Answer, buffersOf(result)),
    // Not every error keeps its message on the way.
    (error: unknown) =>
      parentPort!.postMessage({
        error: error instanceof Error ? error.message : String(error),
      } satisfies Answer),
  )
})
