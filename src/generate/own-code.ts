import { createContext, Script } from 'node:vm'
import { isMainThread } from 'node:worker_threads'
import { restoreBuiltIns } from './built-ins.ts'
import { keepRunning } from './keep-running.ts'

/** A piece of a claim's own code did not return in time. */
export class TimeLimitError extends Error {
  override name = 'TimeLimitError'
}

/** Nobody waits longer for one piece of a claim's own code: one recording, or some hundreds of cases. */
const SECONDS = 60
let limit = SECONDS

/** How many seconds a piece of a claim's own code may take, in this thread. */
export const ownCodeSeconds = (): number => limit

/** Sets how many seconds a piece of a claim's own code may take in this thread. */
export function limitOwnCode(seconds: number): void {
  limit = seconds
}

const context = createContext({ work: undefined as (() => unknown) | undefined }) as {
  work: (() => unknown) | undefined
}
// Node ends a script from outside, whatever it calls; nothing else does that with a function.
const script = new Script('work()')
let within = false
/** Whose code has returned. */
const returned = new WeakSet<object>()

/**
 * Does something that may never return, such as a claim's own code: it is ended when its time is over. Costs about a fifth
 * of a millisecond. Until code of this owner has returned once, Ctrl-C ends it too, which the listeners of SIGINT are then
 * told. From then on Ctrl-C waits for it to end: whenever Node lets a script be interrupted it takes those listeners away
 * for a moment, in which Ctrl-C is lost, or ends the program with nothing said.
 *
 * @param doing what is done, in words, asked for when it took too long
 * @param owner whose code it is
 * @throws {TimeLimitError} when its time is over; {Error} when it was interrupted, or wanted to end the program; what
 * `work` throws
 */
export function inTime<T>(doing: () => string, owner: object, work: () => T): T {
  if (within) return work()
  const release = keepRunning()
  const after = (): string => {
    context.work = undefined
    within = false
    release()
    return restoreBuiltIns()
  }
  context.work = work
  within = true
  let result: T
  try {
    result = script.runInContext(context, {
      timeout: 1000 * limit,
      breakOnSigint: !returned.has(owner) && hearsInterrupts(),
    }) as T
  } catch (error) {
    after()
    throw ended(error, doing)
  }
  demandNone(after())
  returned.add(owner)
  return result
}

/**
 * Waits for something that may never come, such as a claim's file that is loaded: for what a function does
 * meanwhile see `inTime`.
 *
 * @throws {TimeLimitError} when its time is over; what `work` throws
 */
export async function arrivesInTime<T>(doing: string, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooLate(doing)), 1000 * limit)
  })
  try {
    const result = await Promise.race([work(), late])
    demandNone(restoreBuiltIns())
    return result
  } finally {
    clearTimeout(timer)
  }
}

function demandNone(changed: string): void {
  if (changed !== '') throw new Error(`its code changed ${changed} of JavaScript itself`)
}

const tooLate = (doing: string): TimeLimitError =>
  new TimeLimitError(
    `${doing} did not end within ${limit} s; mend what never ends, draw smaller cases, or allow more with --code-seconds`,
  )

/** Without a listener Ctrl-C ends the program at once, which is better still. */
const hearsInterrupts = (): boolean => isMainThread && process.listenerCount('SIGINT') > 0

function ended(error: unknown, doing: () => string): unknown {
  const code = (error as { readonly code?: unknown } | null | undefined)?.code
  if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return tooLate(doing())
  if (code !== 'ERR_SCRIPT_EXECUTION_INTERRUPTED') return error
  process.emit('SIGINT', 'SIGINT')
  return new Error(`interrupted: ${doing()}`)
}
