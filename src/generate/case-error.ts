import { inTime, TimeLimitError } from './own-code.ts'

/** What is wrong with one case of a claim, and which it is. */
export class CaseError extends Error {
  override name = 'CaseError'
  constructor(
    readonly caseIndex: number,
    message: string,
  ) {
    super(message)
  }
}

/** Names the case with which something was not done in time. @throws {CaseError} in place of a TimeLimitError */
export function withCase<T>(index: () => number, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof TimeLimitError ? new CaseError(index(), error.message) : error
  }
}

/**
 * Does something that may never return, as `inTime` does.
 *
 * @param owner whose code it is
 * @param index the case that it has come to
 * @throws {CaseError} when its time is over
 */
export const caseInTime = <T>(doing: () => string, owner: object, index: () => number, work: () => T): T =>
  withCase(index, () => inTime(doing, owner, work))
