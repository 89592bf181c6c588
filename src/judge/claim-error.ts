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
