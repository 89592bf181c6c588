import { parentPort } from 'node:worker_threads'
import { demandFloatingPoint } from '../../arithmetic/numbers/floating-point.ts'
import { FloatMemory } from '../../arithmetic/numbers/float-memory.ts'
import { loadClaim } from '../../claim/load-claim.ts'
import { buffersOf } from './buffers.ts'
import { variantsOf, withVariant } from '../../claim/variants.ts'
import { InlineExecutor } from '../inline-executor.ts'
import { doJob, type ClaimPlace, type Job, type JobResult } from './job.ts'

/** What reaches a thread: a job, or memory that it may use again. */
export type Order = Job | { readonly ask: 'keep'; readonly memory: readonly Float32Array[] }

/** What a job came to. */
export type JobAnswer = { readonly result: JobResult } | { readonly error: string }

const executors = new Map<string, Promise<InlineExecutor>>()

/** The claims' own code is loaded once for each thread. */
function executorOf({ place, seed, batch }: Job): Promise<InlineExecutor> {
  const key = `${place.file} ${place.variant ?? ''} ${seed} ${batch ?? ''}`
  let own = executors.get(key)
  if (!own) executors.set(key, (own = load(place, seed, batch)))
  return own
}

async function load({ file, variant }: ClaimPlace, seed: number, batch?: number): Promise<InlineExecutor> {
  const { claim } = await loadClaim(file)
  const changed = variant === undefined ? claim : withVariant(claim, variantsOf(claim)[variant])
  return new InlineExecutor(changed, seed, batch)
}

/** One after another, in the order in which they came. */
let before = Promise.resolve()

parentPort?.on('message', (order: Order) => {
  if (order.ask === 'keep') order.memory.forEach((floats) => FloatMemory.ofThread.giveBack(floats))
  else before = before.then(() => answer(order))
})

async function answer(job: Job): Promise<void> {
  let answer: JobAnswer
  try {
    demandFloatingPoint()
    answer = { result: await doJob(job, await executorOf(job)) }
  } catch (error) {
    // Not every error keeps its message on the way.
    answer = { error: error instanceof Error ? error.message : String(error) }
  }
  parentPort!.postMessage(answer, buffersOf(answer))
}
