import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import type { EngineEntry } from './entry.ts'
import { IEEE_FLOAT32 } from '../arithmetic/device/error-limits.ts'

const PACKAGE = '@tensorflow/tfjs-backend-wasm'

/**
 * TensorFlow.js's WebAssembly kernels. WebAssembly prescribes IEEE arithmetic (core specification, 4.3.3); exp and
 * log are musl's and XNNPACK's, which state errors below 2 ulp; tanh is musl's, at most 1.42 ulp in every float32.
 *
 * sin and cos reduce x to [0, 2π) with a remainder in float64, for a multiple of 2π that errs by 2^-54.5 |x|. Then they
 * round it to float32, and once more where they use symmetries: 2^-22 + 2^-23 + 2^-24, and 2^-25 for the result.
 */
export const wasm: EngineEntry = {
  name: 'wasm',
  stated: { ...IEEE_FLOAT32, trigonometric: { absolute: 2 ** -20, upTo: 2 ** 32 } },
  async load() {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm')
    const main = createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`)
    setWasmPaths(join(dirname(main), 'wasm-out') + sep)
  },
  async facts() {
    const { version_wasm } = await import('@tensorflow/tfjs-backend-wasm')
    const simd = tf.env().getBool('WASM_HAS_SIMD_SUPPORT')
    return {
      device: `WebAssembly${simd ? ' with SIMD' : ''}, one thread`,
      accelerator: 'none',
      versions: { [PACKAGE]: version_wasm, node: process.version, simd: String(simd) },
      settings: {},
      notes: [],
    }
  },
}
