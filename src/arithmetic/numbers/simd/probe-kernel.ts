import { f32x4, f64x2, I32, sequence, v128 } from './code.ts'
import { kernel } from './module.ts'

/** Two vectors of float32 at the first address and two of float64 at the second; behind them their sum and product. */
export const probeKernel = kernel('probe', [I32, I32], ([singles, doubles]) => {
  const two = [v128.load(singles.get), v128.load(singles.get, 16)] as const
  const four = [v128.load(doubles.get), v128.load(doubles.get, 16)] as const
  return sequence(
    v128.store(singles.get, f32x4.add(...two), 32),
    v128.store(singles.get, f32x4.mul(...two), 48),
    v128.store(doubles.get, f64x2.add(...four), 32),
    v128.store(doubles.get, f64x2.mul(...four), 48),
  )
})
