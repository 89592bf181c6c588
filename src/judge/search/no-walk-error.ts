/** No walk can be made on a claim; the message says why. */
export class NoWalkError extends Error {
  override readonly name = 'NoWalkError'
}
