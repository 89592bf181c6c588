/** Lets timers, signals and a test runner's heartbeat through. */
export const breathe = () => new Promise<void>((resolve) => setImmediate(resolve))
