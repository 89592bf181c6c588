import { moduleOf } from './module.ts'
import { rankKernel } from './rank-kernel.ts'
import { riseKernel } from './rise-kernel.ts'
import { spansKernel } from './spans-kernel.ts'

/** Pages of 64 KiB: what a kernel works on should fit into a processor's own cache. */
const PAGES = 4

type Run = (...operands: number[]) => void

/** The kernels, and the memory that they work on, of this thread; it holds nothing from one call to the next. */
export interface Kernels {
  readonly memory: ArrayBuffer
  readonly spans: Run
  readonly rank: Run
  readonly rise: Run
}

/** `lib.dom.d.ts` alone would declare it. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object) => {
    exports: { memory: { buffer: ArrayBuffer } } & Record<'spans' | 'rank' | 'rise', Run>
  }
}

let made: Kernels | null | undefined

/** Undefined where this processor or this Node has no SIMD in WebAssembly. */
export function kernels(): Kernels | undefined {
  if (made === undefined) made = make() ?? null
  return made ?? undefined
}

function make(): Kernels | undefined {
  const bytes = moduleOf([spansKernel, rankKernel, riseKernel], PAGES)
  let module
  try {
    module = new WebAssembly.Module(bytes)
  } catch {
    return undefined
  }
  const { memory, spans, rank, rise } = new WebAssembly.Instance(module).exports
  return { memory: memory.buffer, spans, rank, rise }
}
