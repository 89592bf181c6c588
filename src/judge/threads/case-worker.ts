import { parentPort, workerData } from 'node:worker_threads'
import { demandFloatingPoint } from '../../arithmetic/numbers/floating-point.ts'
import { FloatMemory } from '../../arithmetic/numbers/float-memory.ts'
import { endedALoad } from '../../claim/import-file.ts'
import { claimFrom } from '../../claim/load-claim.ts'
import { readSources, versionOf, type KnownFiles } from '../../claim/sources-of.ts'
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

const known: KnownFiles = new Map()
const versions = new Map<string, Promise<string>>()

/** @throws {Error} when the file is not what the run has loaded: a verdict would be about two claims */
async function load({ file, variant, version }: ClaimPlace, seed: number, batch?: number) {
  const claim = await claimFrom(file)
  if (version !== undefined && version !== (await importedVersion(file)))
    throw new Error(`${file}, or what it imports, has changed since this run loaded it; run it again`)
  const changed = variant === undefined ? claim : withVariant(claim, variantsOf(claim)[variant])
  return new InlineExecutor(changed, seed, batch)
}

/** Of what this thread has imported: read once, after the import, so that no later text is taken for it. */
function importedVersion(file: string): Promise<string> {
  let own = versions.get(file)
  if (!own) versions.set(file, (own = readSources(file, known).then(versionOf)))
  return own
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
