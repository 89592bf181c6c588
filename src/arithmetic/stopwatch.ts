/**
 * What the time of a claim goes to. `wall` is all of it, from its beginning to its end. Of its parts, `bounds` are the
 * static ones, on the host; `download` ends when the numbers are there, so that it holds what an engine computes meanwhile;
 * `variants` is all that these take but their certificates, and `certificates` has the shrinking in it.
 */
export const STAGES = [
  'wall',
  'drawing',
  'upload',
  'bounds',
  'kernels',
  'download',
  'judging',
  'intervals',
  'mpfr',
  'exact',
  'variants',
  'certificates',
] as const

export type Stage = (typeof STAGES)[number]

/** Adds up milliseconds by stage. Stages of several threads run at once, so their sum can be longer than `wall`. */
export class Stopwatch {
  private readonly spent: Map<Stage, number>

  /** @param within shares its sums, in which all that is measured here counts as one stage */
  constructor(
    within?: Stopwatch,
    private readonly all?: Stage,
  ) {
    this.spent = within?.spent ?? new Map()
  }

  /** Begins to measure: each call adds the time since the one before to a stage. */
  laps(): (stage: Stage) => void {
    let last = performance.now()
    return (stage) => {
      const now = performance.now()
      this.add([[stage, now - last]])
      last = now
    }
  }

  /** Adds what was measured elsewhere. */
  add(times: Iterable<readonly [stage: Stage, milliseconds: number]>): void {
    for (const [stage, milliseconds] of times) {
      const counted = this.all ?? stage
      this.spent.set(counted, (this.spent.get(counted) ?? 0) + milliseconds)
    }
  }

  /** Milliseconds of a stage up to now. */
  of(stage: Stage): number {
    return this.spent.get(stage) ?? 0
  }

  /** What was measured since this was asked last. */
  taken(): [stage: Stage, milliseconds: number][] {
    const times = [...this.spent]
    this.spent.clear()
    return times
  }
}
