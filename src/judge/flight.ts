import { quietly } from './quietly.ts'

/** What was begun and is not done: while an engine computes one batch, the next one is uploaded. */
export class Flight {
  private readonly flying = new Set<Promise<void>>()
  private failed: Promise<unknown> | undefined

  /** @param most that are in flight at a time */
  constructor(private readonly most: number) {}

  /** Lets something fly along, once there is room. @throws what something before it threw */
  async add(work: () => Promise<unknown>): Promise<void> {
    while (this.flying.size >= this.most) await Promise.race(this.flying)
    if (this.failed) await this.failed
    const flight = quietly(work())
    const landed: Promise<void> = flight
      .catch(() => (this.failed ??= flight))
      .then(
        () => void this.flying.delete(landed),
        () => void this.flying.delete(landed),
      )
    this.flying.add(landed)
  }

  /** Waits until nothing is in flight. */
  async landed(): Promise<void> {
    await Promise.all(this.flying)
  }
}
