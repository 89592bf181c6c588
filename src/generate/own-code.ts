import { createContext, Script } from 'node:vm'
import { isMainThread } from 'node:worker_threads'

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

/**
 * Does something that may never return, such as a claim's own code: it is ended when its time is over, and when
 * somebody presses Ctrl-C, which the listeners of SIGINT are then told. Costs about a fifth of a millisecond.
 *
 * @param doing what is done, in words, asked for when it took too long
 * @throws {TimeLimitError} when its time is over; {Error} when it was interrupted, or wanted to end the program; what
 * `work` throws
 */
export function inTime<T>(doing: () => string, work: () => T): T {
  if (within) return work()
  const release = keepRunning()
  context.work = work
  within = true
  try {
    return script.runInContext(context, { timeout: 1000 * limit, breakOnSigint: hearsInterrupts() }) as T
  } catch (error) {
    release()
    throw ended(error, doing)
  } finally {
    context.work = undefined
    within = false
    release()
  }
}

/** Without a listener Ctrl-C ends the program at once, which is better still. */
const hearsInterrupts = (): boolean => isMainThread && process.listenerCount('SIGINT') > 0

function ended(error: unknown, doing: () => string): unknown {
  const code = (error as { readonly code?: unknown } | null | undefined)?.code
  if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
    return new TimeLimitError(
      `${doing()} did not end within ${limit} s; mend what never ends, draw smaller cases, or allow more with --code-seconds`,
    )
  if (code !== 'ERR_SCRIPT_EXECUTION_INTERRUPTED') return error
  process.emit('SIGINT', 'SIGINT')
  return new Error(`interrupted: ${doing()}`)
}

/** A claim's own code does not end the program of which it is a part. */
function keepRunning(): () => void {
  const names = ['exit', 'abort', 'reallyExit', 'emit']
  const real = Object.fromEntries(names.map((name): [string, unknown] => [name, Reflect.get(process, name)]))
  const code = process.exitCode
  const release = (): void => {
    Object.assign(process, real)
    process.exitCode = code
  }
  const refuse = (name: string) => (given?: unknown) => {
    throw new Error(`its code called process.${name}(${given === undefined ? '' : String(given)})`)
  }
  // What a claim imported by its name is the real one, which tells of its end before it calls the last one.
  const emit = (event: unknown, ...args: unknown[]): unknown => {
    if (event === 'exit') {
      Reflect.set(process, '_exiting', false)
      refuse('exit')(args[0])
    }
    return Reflect.apply(real.emit as () => unknown, process, [event, ...args])
  }
  Object.assign(process, Object.fromEntries(names.map((name) => [name, refuse(name)])), { emit })
  return release
}
