import { pathToFileURL } from 'node:url'
import { parentPort } from 'node:worker_threads'
import { FloatMemory } from '../../arithmetic/numbers/float-memory.ts'
import type { Claim } from '../../claim/claim.ts'
import { buffersOf } from './buffers.ts'
import { variantsOf, withVariant } from '../../claim/variants.ts'
import type { Hands } from '../executor.ts'
import { inlineHands } from '../inline-executor.ts'
import { doJob, type ClaimPlace, type Job, type JobResult } from './job.ts'

/** What reaches a thread: a job, or memory that it may use again. */
export type Order = Job | { readonly ask: 'keep'; readonly memory: readonly Float32Array[] }

/** What a job came to. */
export type Answer = { readonly result: JobResult } | { readonly error: string }

const hands = new Map<string, Promise<Hands>>()

/** The claims' own code is loaded once for each thread. */
function handsOf({ place, seed, batch }: Job): Promise<Hands> {
  const key = `${place.file} ${place.variant ?? ''} ${seed} ${batch ?? ''}`
  let own = hands.get(key)
  if (!own) hands.set(key, (own = load(place, seed, batch)))
  return own
}

async function load({ file, variant }: ClaimPlace, seed: number, batch?: number): Promise<Hands> {
  const { default: claim } = (await import(pathToFileURL(file).href)) as { default: Claim }
  const changed = variant === undefined ? claim : withVariant(claim, variantsOf(claim)[variant])
  return inlineHands(changed, seed, FloatMemory.ofThread, batch)
}

/** One after another, in the order in which they came. */
let before = Promise.resolve()

parentPort?.on('message', (order: Order) => {
  if (order.ask === 'keep') order.memory.forEach((floats) => FloatMemory.ofThread.giveBack(floats))
  else before = before.then(() => answer(order))
})

async function answer(job: Job): Promise<void> {
  let answer: Answer
  try {
    answer = { result: await doJob(job, await handsOf(job)) }
  } catch (error) {
    // Not every error keeps its message on the way.
    answer = { error: error instanceof Error ? error.message : String(error) }
  }
  parentPort!.postMessage(answer, buffersOf(answer))
}
