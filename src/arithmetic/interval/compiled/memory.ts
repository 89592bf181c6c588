/** Addresses in the memory of a thread, given out one after another. */
export class Addresses {
  /** What stands before the first address may be read, and is nobody's. */
  private next = 64

  /** @param bytes that are wanted; the address is a multiple of 16 */
  take(bytes: number): number {
    const at = this.next
    this.next = Math.ceil((at + bytes) / 16) * 16
    return at
  }

  /** Bytes that are given out, with what a vector may read behind them. */
  get end(): number {
    return this.next + 16
  }
}

/** `lib.dom.d.ts` alone would declare it. */
interface Growing {
  readonly buffer: ArrayBuffer
  grow(pages: number): number
}
declare const WebAssembly: { Memory: new (size: { initial: number }) => Growing }

const PAGE = 65536

let held: Growing | undefined
let owner: unknown

/**
 * The memory of this thread, in which one compiled program works at a time, with room for so many bytes; undefined where
 * the system gives no more.
 */
export function memoryFor(bytes: number): Growing | undefined {
  try {
    held ??= new WebAssembly.Memory({ initial: 16 })
    const missing = bytes - held.buffer.byteLength
    if (missing > 0) held.grow(Math.ceil(missing / PAGE))
    return held
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Whether somebody else has worked in the memory since; it belongs to the one that asks from now on. */
export function takesOver(by: unknown): boolean {
  const changed = owner !== by
  owner = by
  return changed
}
