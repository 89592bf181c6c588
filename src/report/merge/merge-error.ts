/** Files that do not make one run; the message says which, and what to do. */
export class MergeError extends Error {
  override readonly name = 'MergeError'
}
