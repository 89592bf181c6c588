import type { Stopwatch } from '../../arithmetic/stopwatch.ts'
import { CaseError } from '../../generate/case-error.ts'
import { TimeLimitError } from '../../generate/own-code.ts'
import type { Job, JobResult } from './job.ts'

/** What reaches a thread: a job, or memory that it may use again. */
export type Order = Job | { readonly ask: 'keep'; readonly memory: readonly (Float32Array | Float64Array)[] }

/** What a job came to, or a failure in the thread that nobody waits for. */
export type JobAnswer =
  | { readonly result: JobResult; readonly times: ReturnType<Stopwatch['taken']> }
  | { readonly error: SentError }
  | { readonly stray: string }

/** An error on its way between threads: not every one keeps its message and its class by itself. */
export interface SentError {
  readonly message: string
  readonly caseIndex?: number
  readonly outOfTime: boolean
}

export const sent = (error: unknown): SentError => ({
  message: error instanceof Error ? error.message : String(error),
  ...(error instanceof CaseError && { caseIndex: error.caseIndex }),
  outOfTime: error instanceof TimeLimitError,
})

/** The error that was sent. */
export function revived({ message, caseIndex, outOfTime }: SentError): Error {
  if (caseIndex !== undefined) return new CaseError(caseIndex, message)
  return outOfTime ? new TimeLimitError(message) : new Error(message)
}
