/** What a promise gives, or something else when that takes too long. A promise that is late must not reject. */
export async function within<T>(event: Promise<T>, seconds: number, late: () => T): Promise<T>
export async function within(event: Promise<void>, seconds: number): Promise<void>
export async function within<T>(event: Promise<T>, seconds: number, late?: () => T): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<T | undefined>((resolve) => {
    timer = setTimeout(() => resolve(late?.()), 1000 * seconds)
  })
  try {
    return await Promise.race([event, limit])
  } finally {
    clearTimeout(timer)
  }
}
