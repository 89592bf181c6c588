/** Doubles for the bounds of a batch of 4096 lanes and some 15 operations. */
const SLAB = 2 ** 18
/** More than this are in use only where evaluations overlap. */
const KEPT = 4

/**
 * Memory for the bounds of one evaluation, used again by the next: fresh arrays for every operation kept the garbage
 * collector busy for a tenth of a campaign.
 */
export class BoundMemory {
  private static readonly free: BoundMemory[] = []
  private readonly slab = new Float64Array(SLAB)
  private used = 0

  static acquire(): BoundMemory {
    return BoundMemory.free.pop() ?? new BoundMemory()
  }

  /** Zeros. */
  take(length: number): Float64Array {
    if (this.used + length > SLAB) return new Float64Array(length)
    this.used += length
    return this.slab.subarray(this.used - length, this.used).fill(0)
  }

  /** Gives everything back; what was taken must not be looked at again. */
  release(): void {
    this.used = 0
    if (BoundMemory.free.length < KEPT) BoundMemory.free.push(this)
  }
}
