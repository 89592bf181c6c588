import type { EngineEntry } from './entry.ts'
import { IEEE_FLOAT32 } from '../arithmetic/device/error-limits.ts'

/** TensorFlow.js's kernels in plain JavaScript: float64 arithmetic (ECMA-262), rounded to float32 when stored. */
export const cpu: EngineEntry = {
  name: 'cpu',
  stated: IEEE_FLOAT32,
  async load() {
    await import('@tensorflow/tfjs-backend-cpu')
  },
  async facts() {
    const { version_cpu } = await import('@tensorflow/tfjs-backend-cpu')
    return {
      device: 'plain JavaScript, one thread',
      accelerator: 'none',
      versions: { '@tensorflow/tfjs-backend-cpu': version_cpu, node: process.version },
      settings: {},
      notes: [],
    }
  },
}
