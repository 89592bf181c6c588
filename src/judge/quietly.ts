/** A promise that may be left behind: its failure counts when somebody awaits it. */
export function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  return promise
}
