/** How many cases there are of each combination of a few small numbers. */
export class Histogram {
  private readonly counts: Uint32Array

  /** @param extents of the numbers: how many values each has */
  constructor(private readonly extents: readonly number[]) {
    this.counts = new Uint32Array(extents.reduce((product, extent) => product * extent, 1))
  }

  /** Counts a case. @param at its numbers as one, each times the extents of those after it */
  add(at: number): void {
    this.counts[at]++
  }

  /** Each combination that occurs, and how often. */
  *[Symbol.iterator](): Generator<readonly [numbers: readonly number[], many: number]> {
    for (let at = 0; at < this.counts.length; at++) {
      if (this.counts[at] > 0) yield [this.numbersAt(at), this.counts[at]]
    }
  }

  private numbersAt(at: number): number[] {
    return this.extents.reduceRight<{ rest: number; numbers: number[] }>(
      ({ rest, numbers }, extent) => ({
        rest: Math.floor(rest / extent),
        numbers: [rest % extent, ...numbers],
      }),
      { rest: at, numbers: [] },
    ).numbers
  }
}
