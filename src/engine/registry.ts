import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import type { PrecisionProfile } from './engine.ts'

/** How one backend is brought up. */
export interface EngineEntry {
  readonly name: string
  readonly runningBound: boolean
  /** Registers the backend with TensorFlow.js. @throws {Error} when its package or library cannot be loaded. */
  load(): Promise<void>
  device(): string
}

/**
 * The engines, in the order in which `auto` tries them. A new engine is one entry here.
 *
 * On engines without a GPU the interval tier decides a lane faster than the running bound does (`npm run bench`
 * prints both), so there the lanes that the static bound leaves open climb at once.
 */
export const ENGINES: readonly EngineEntry[] = [
  {
    name: 'wasm',
    runningBound: false,
    async load() {
      const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm')
      const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json')
      setWasmPaths(join(dirname(main), 'wasm-out') + sep)
    },
    device: () => `WebAssembly${tf.env().getBool('WASM_HAS_SIMD_SUPPORT') ? ' with SIMD' : ''}, one thread`,
  },
  {
    name: 'cpu',
    runningBound: false,
    async load() {
      await import('@tensorflow/tfjs-backend-cpu')
    },
    device: () => 'plain JavaScript, one thread',
  },
]

/**
 * What is assumed of a float32 engine until it is measured: rounding to nearest; exp, log within 4 ulp, division
 * and square root within 2.5 ulp (WebGPU's and CUDA's stated limits; IEEE kernels stay below 1); results below
 * the smallest normal number flushed or not.
 */
export const ASSUMED_PROFILE: PrecisionProfile = {
  origin: 'assumed',
  unitRoundoff: 2 ** -24,
  productRoundoff: 0,
  ulps: { exp: 4, log: 4, div: 2.5, sqrt: 2.5 },
  flushBelow: 2 ** -126,
  overflowAbove: (2 - 2 ** -23) * 2 ** 127,
}
