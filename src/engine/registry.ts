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
 * What is assumed of the two CPU engines until they are measured: IEEE float32 with rounding to nearest, as
 * WebAssembly and JavaScript prescribe for sums, products, division and square root (half an ulp; one is assumed);
 * exp and log within 2 ulp (their libraries state less than one); subnormal numbers kept or flushed.
 */
export const ASSUMED_PROFILE: PrecisionProfile = {
  origin: 'assumed',
  unitRoundoff: 2 ** -24,
  productRoundoff: 0,
  ulps: { exp: 2, log: 2, div: 1, sqrt: 1 },
  flushBelow: 2 ** -126,
  overflowAbove: (2 - 2 ** -23) * 2 ** 127,
}
