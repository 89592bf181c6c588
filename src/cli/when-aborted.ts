/** Rejects with the signal's reason when it aborts: in a race with work that then is not waited for. */
export function whenAborted(signal: AbortSignal): Promise<never> {
  const stopped = new Promise<never>((_, reject) => {
    const stop = (): void => reject(signal.reason as Error)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
  // Nobody may be in the race any more.
  stopped.catch(() => {})
  return stopped
}
