/** Floats of one batch; keeps an upload and the intermediate tensors of a claim well inside memory. */
const FLOATS_IN_A_BATCH = 2 ** 21

/** Lanes tried for a batch on an engine. */
export const DEVICE_LANES = [4096, 1024, 256]
/** Lanes tried for the loops of the interval tier, whose arrays should fit into a cache. */
export const INTERVAL_LANES = [256, 64, 1024]

/** Timings of a size before it is compared with the others. */
const TRIALS = 2

/**
 * Chooses how many lanes are taken at a time, for each shape: tries a few sizes on the work itself, then keeps the
 * fastest. A batch of big tensors can be slower on a CPU engine than several small ones. The choice changes
 * nothing but time.
 */
export class Planner {
  private readonly seen = new Map<string, Map<number, { trials: number; best: number }>>()

  constructor(
    private readonly candidates: readonly number[],
    private readonly fixed?: number,
  ) {}

  /** Lanes for the next batch of cases of `floats` numbers each. */
  lanes(shape: string, floats: number): number {
    if (this.fixed !== undefined) return this.fixed
    const most = Math.max(1, Math.floor(FLOATS_IN_A_BATCH / Math.max(1, floats)))
    const times = this.seen.get(shape)
    const candidates = this.candidates.map((lanes) => Math.min(lanes, most))
    const untried = candidates.find((lanes) => (times?.get(lanes)?.trials ?? 0) < TRIALS)
    if (untried !== undefined) return untried
    return candidates.reduce((a, b) => (times!.get(b)!.best < times!.get(a)!.best ? b : a))
  }

  /** Notes that a batch of that many lanes took so long. A batch that was not full says nothing about its size. */
  measured(shape: string, lanes: number, asked: number, milliseconds: number): void {
    if (this.fixed !== undefined || lanes < asked) return
    const times = this.seen.get(shape) ?? new Map<number, { trials: number; best: number }>()
    const { trials, best } = times.get(asked) ?? { trials: 0, best: Infinity }
    // The first run of a size also compiles it.
    times.set(asked, { trials: trials + 1, best: Math.min(best, milliseconds / lanes) })
    this.seen.set(shape, times)
  }
}
