/** A kind of work: what is done of it, in how many ms, and what is left. */
interface Kind {
  done: number
  taken: number
  left: number
}

/** Learns from the work that is done how long the rest takes, of each kind by itself. */
export class TimeLeft<Name extends string> {
  private readonly kinds: Record<Name, Kind>
  private since: number

  /** @param work of each kind, in a unit of its own @param now a clock, in ms */
  constructor(
    work: Readonly<Record<Name, number>>,
    private readonly now: () => number,
  ) {
    const entries = Object.entries<number>(work).map(([name, left]) => [name, { done: 0, taken: 0, left }])
    this.kinds = Object.fromEntries(entries) as Record<Name, Kind>
    this.since = now()
  }

  /** So much of a kind is done; all the time since the last call went into it. */
  did(name: Name, amount: number): void {
    const kind = this.kinds[name]
    const now = this.now()
    kind.done += amount
    kind.left = Math.max(0, kind.left - amount)
    kind.taken += now - this.since
    this.since = now
  }

  /** The share of the time that is over, from 0 to 1. */
  share(): number {
    const taken = Object.values<Kind>(this.kinds).reduce((sum, kind) => sum + kind.taken, 0)
    return taken === 0 ? 0 : taken / (taken + this.left())
  }

  /** `4 min left`; empty before anything is known. */
  inWords(): string {
    return this.known().length === 0 ? '' : `${duration(this.left() / 1000)} left`
  }

  /** In ms. Of a kind of which nothing is done it is not known how long it takes. */
  private left(): number {
    return this.known().reduce((sum, { done, taken, left }) => sum + (left * taken) / done, 0)
  }

  private known(): Kind[] {
    return Object.values<Kind>(this.kinds).filter(({ done }) => done > 0)
  }
}

/** How long it takes where it is over at a given time. */
export class UntilDeadline {
  private readonly began: number

  /** @param deadline of the clock @param now a clock, in ms */
  constructor(
    private readonly deadline: number,
    private readonly now: () => number,
  ) {
    this.began = now()
  }

  /** Whatever is done, it is over then. */
  did(): void {}

  share(): number {
    return Math.min(1, (this.now() - this.began) / (this.deadline - this.began))
  }

  inWords(): string {
    return `${duration(Math.max(0, this.deadline - this.now()) / 1000)} left`
  }
}

/** A time as people say it. @param seconds rounded up */
function duration(seconds: number): string {
  if (seconds < 59.5) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
