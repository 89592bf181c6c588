import { moduleOf } from './module.ts'
import { probeKernel } from './probe-kernel.ts'
import { rankKernel } from './rank-kernel.ts'
import { riseKernel } from './rise-kernel.ts'
import { spansKernel } from './spans-kernel.ts'

/** Pages of 64 KiB: what a kernel works on should fit into a processor's own cache. */
const PAGES = 4

/** `spansOfEights` is `spans` for vectors of a multiple of 8, `rankSixteens` is `rank` for rows of a multiple of 16. */
type Runs = Record<
  'spans' | 'spansOfEights' | 'rank' | 'rankSixteens' | 'rise' | 'probe',
  (...operands: number[]) => void
>

/** The kernels, and the memory that they work on, of this thread; it holds nothing from one call to the next. */
export interface Kernels extends Readonly<Runs> {
  readonly memory: ArrayBuffer
}

/** `lib.dom.d.ts` alone would declare it. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object) => { exports: Runs & { memory: { buffer: ArrayBuffer } } }
}

let made: Kernels | null | undefined

/** Undefined where this processor or this Node has no SIMD in WebAssembly. */
export function kernels(): Kernels | undefined {
  if (made === undefined) made = make() ?? null
  return made ?? undefined
}

function make(): Kernels | undefined {
  const spans = [spansKernel('spans', 1), spansKernel('spansOfEights', 2)]
  const ranks = [rankKernel('rank', 1), rankKernel('rankSixteens', 4)]
  const bytes = moduleOf([...spans, ...ranks, riseKernel, probeKernel], PAGES)
  let module
  try {
    module = new WebAssembly.Module(bytes)
  } catch {
    return undefined
  }
  const { memory, ...runs } = new WebAssembly.Instance(module).exports
  return { memory: memory.buffer, ...runs }
}
