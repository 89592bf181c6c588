import type { Tensor } from '@tensorflow/tfjs-core'
import { errorOf } from '../arithmetic/device/arrived.ts'
import type { DeviceReal } from '../arithmetic/device/device-real.ts'
import { DeviceArithmetic } from '../arithmetic/device/device-tier.ts'
import type { Real } from '../arithmetic/real.ts'
import type { Engine } from '../engine/engine.ts'

/** A computation on an engine in steps, each with bounds on its errors; its tensors live until `dispose`. */
export class EngineRun {
  readonly x: DeviceArithmetic
  private readonly kept = new Set<Tensor>()

  constructor(private readonly engine: Engine) {
    this.x = new DeviceArithmetic(engine, 'running')
  }

  /** Computes an array, the same in every lane, and downloads it. */
  async compute(of: (x: DeviceArithmetic) => Real): Promise<DeviceReal> {
    const { tf } = this.engine
    let real!: DeviceReal
    tf.tidy(() => {
      real = of(this.x) as DeviceReal
      const { value, error } = real.tensors
      for (const tensor of [value, error, ...(this.x.running?.flags ?? [])])
        if (tensor) this.kept.add(tf.keep(tensor))
    })
    const { value, error } = real.tensors
    const values = (await value.data()) as Float32Array
    real.host = { values, errors: (await error?.data()) as Float32Array | undefined }
    const flags = await Promise.all((this.x.running?.flags ?? []).map((flag) => flag.data()))
    this.x.badLanes = Uint8Array.of(flags.some(([mark]) => mark !== 0) ? 1 : 0)
    return real
  }

  /** For each entry of a computed array a bound on its error. */
  errors(real: DeviceReal): number[] {
    return Array.from(real.host!.values, (_, at) => errorOf(real, 0, at))
  }

  dispose(): void {
    for (const tensor of this.kept) tensor.dispose()
  }
}

/** Limits on the entries of an array that is computed on an engine. */
export async function enclosedOnEngine(
  engine: Engine,
  of: (x: DeviceArithmetic) => Real,
): Promise<readonly (readonly [low: number, high: number])[]> {
  const run = new EngineRun(engine)
  try {
    const real = await run.compute(of)
    const errors = run.errors(real)
    return Array.from(real.host!.values, (value, at) => [value - errors[at], value + errors[at]] as const)
  } finally {
    run.dispose()
  }
}
