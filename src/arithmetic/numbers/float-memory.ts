import { isMainThread } from 'node:worker_threads'

/**
 * Memory for floats that is used again: fresh pages cost a third of what filling them with numbers does. Threads can
 * share it: memory that is handed over instead counts as new in each, and keeps their garbage collectors busy.
 */
export class FloatMemory {
  /** That of the cases that this thread draws; those of the main thread no other one reads. */
  static readonly ofThread = new FloatMemory(!isMainThread)
  /** Of what this thread lets others see. */
  static readonly shared = isMainThread ? new FloatMemory(true) : FloatMemory.ofThread

  /** Free arrays by their length, a power of two. */
  private readonly free = new Map<number, Float32Array[]>()

  /** @param shared with other threads; copying costs twice as much then */
  constructor(private readonly shared: boolean) {}

  /** Nobody else's until they are given back; what the floats are is left open. */
  take(length: number): Float32Array {
    const whole = wholeOf(length)
    const used = this.free.get(whole)?.pop()
    return (used ?? this.fresh(whole)).subarray(0, length)
  }

  /** As `take`, for numbers of float64. */
  takeDoubles(length: number): Float64Array {
    return new Float64Array(this.take(2 * length).buffer, 0, length)
  }

  /** Takes back what was taken, of which only this part may be left in hand; what has another length is let go. */
  giveBack({ buffer }: Float32Array | Float64Array): void {
    const whole = new Float32Array(buffer)
    if (whole.length !== wholeOf(whole.length)) return
    const free = this.free.get(whole.length)
    if (free) free.push(whole)
    else this.free.set(whole.length, [whole])
  }

  private fresh(length: number): Float32Array {
    return this.shared ? new Float32Array(new SharedArrayBuffer(4 * length)) : new Float32Array(length)
  }
}

const wholeOf = (length: number): number => 2 ** Math.ceil(Math.log2(Math.max(1, length)))
