/** An error of a claim's own code, with the case at which it happened where that is known. */
export class ClaimError extends Error {
  override name = 'ClaimError'
  constructor(
    readonly caseIndex: number | undefined,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

/** @throws {ClaimError} in place of whatever the claim's code throws */
export function ofClaim<T>(caseIndex: number, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new ClaimError(caseIndex, error)
  }
}
