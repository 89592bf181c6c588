/** Floats of one batch; keeps an upload and the intermediate tensors of a claim well inside memory. */
const FLOATS_IN_A_BATCH = 2 ** 21
const CANDIDATES = [4096, 1024, 256]

/**
 * Chooses how many lanes go into a batch, for each shape: tries a few sizes on the work itself, then keeps the
 * fastest. A batch of big tensors can be slower on a CPU engine than several small ones. The choice changes
 * nothing but time.
 */
export class Planner {
  private readonly seen = new Map<string, Map<number, number>>()

  constructor(private readonly fixed?: number) {}

  /** Lanes for the next batch of cases of `floats` numbers each. */
  lanes(shape: string, floats: number): number {
    if (this.fixed !== undefined) return this.fixed
    const most = Math.max(1, Math.floor(FLOATS_IN_A_BATCH / Math.max(1, floats)))
    const measured = this.seen.get(shape)
    const candidates = [...new Set(CANDIDATES.map((lanes) => Math.min(lanes, most)))]
    const untried = candidates.find((lanes) => !measured?.has(lanes))
    if (untried !== undefined) return untried
    return candidates.reduce((a, b) => (measured!.get(b)! < measured!.get(a)! ? b : a))
  }

  /** Notes that a batch of that many lanes took so long. Short batches say nothing about their size. */
  measured(shape: string, lanes: number, asked: number, milliseconds: number): void {
    if (this.fixed !== undefined || lanes < asked) return
    const times = this.seen.get(shape) ?? new Map<number, number>()
    times.set(asked, milliseconds / lanes)
    this.seen.set(shape, times)
  }
}
