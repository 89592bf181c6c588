/**
 * Does all of some work, so many pieces at a time.
 *
 * @throws what the first of them threw, in their order, once all have ended: what is thrown does not depend on which one is
 * the fastest
 */
export async function allDone(work: readonly (() => Promise<void>)[], atOnce = work.length): Promise<void> {
  const failures = new Map<number, unknown>()
  const next = work.entries()
  const begun = Array.from({ length: Math.min(atOnce, work.length) }, async () => {
    for (const [i, piece] of next) await piece().catch((error: unknown) => failures.set(i, error))
  })
  await Promise.all(begun)
  if (failures.size > 0) throw failures.get(Math.min(...failures.keys()))
}
