/**
 * Memory for floats that is used again: fresh pages cost a third of what filling them with numbers does. Threads can
 * share it: memory that is handed over instead counts as new in each, and keeps their garbage collectors busy.
 */
export class FloatMemory {
  /** Free arrays by their length, a power of two. */
  private readonly free = new Map<number, Float32Array[]>()

  /** Zeros, nobody else's until they are given back. */
  take(length: number): Float32Array {
    const whole = 2 ** Math.ceil(Math.log2(Math.max(1, length)))
    const used = this.free.get(whole)?.pop()
    return used
      ? used.subarray(0, length).fill(0)
      : new Float32Array(new SharedArrayBuffer(4 * whole)).subarray(0, length)
  }

  /** Takes back what was taken, of which only this part may be left in hand. */
  giveBack({ buffer }: Float32Array): void {
    const whole = new Float32Array(buffer)
    const free = this.free.get(whole.length)
    if (free) free.push(whole)
    else this.free.set(whole.length, [whole])
  }
}
