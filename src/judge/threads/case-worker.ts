import { parentPort, workerData } from 'node:worker_threads'
import { demandFloatingPoint } from '../../arithmetic/numbers/floating-point.ts'
import { FloatMemory } from '../../arithmetic/numbers/float-memory.ts'
import { endedALoad } from '../../claim/import-file.ts'
import { claimFrom } from '../../claim/load-claim.ts'
import { limitOwnCode } from '../../generate/own-code.ts'
import { buffersOf } from './buffers.ts'
import { variantsOf, withVariant } from '../../claim/variants.ts'
import { InlineExecutor } from '../inline-executor.ts'
import { doJob, type ClaimPlace, type Job } from './job.ts'
import { sent, type JobAnswer, type Order } from './thread-messages.ts'

limitOwnCode((workerData as { readonly codeSeconds: number }).codeSeconds)

const executors = new Map<string, Promise<InlineExecutor>>()

/** The claims' own code is loaded once for each thread. */
function executorOf({ place, seed, batch }: Job): Promise<InlineExecutor> {
  const key = `${place.file} ${place.variant ?? ''} ${seed} ${batch ?? ''}`
  let own = executors.get(key)
  if (!own) executors.set(key, (own = load(place, seed, batch)))
  return own
}

async function load({ file, variant }: ClaimPlace, seed: number, batch?: number): Promise<InlineExecutor> {
  const claim = await claimFrom(file)
  const changed = variant === undefined ? claim : withVariant(claim, variantsOf(claim)[variant])
  return new InlineExecutor(changed, seed, batch)
}

/** One after another, in the order in which they came. */
let before = Promise.resolve()

parentPort?.on('message', (order: Order) => {
  if (order.ask === 'keep') order.memory.forEach((numbers) => FloatMemory.ofThread.giveBack(numbers))
  else before = before.then(() => answer(order))
})

// What a claim's code leaves behind, and what fails later, is no answer to a job.
for (const event of ['unhandledRejection', 'uncaughtException'] as const)
  process.on(event, (error: unknown) => {
    if (!endedALoad(error)) parentPort?.postMessage({ stray: sent(error).message })
  })

async function answer(job: Job): Promise<void> {
  let answer: JobAnswer
  try {
    demandFloatingPoint()
    const own = await executorOf(job)
    answer = { result: await doJob(job, own), times: own.watch.taken() }
  } catch (error) {
    answer = { error: sent(error) }
  }
  parentPort!.postMessage(answer, buffersOf(answer))
}
