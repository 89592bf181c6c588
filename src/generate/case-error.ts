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
