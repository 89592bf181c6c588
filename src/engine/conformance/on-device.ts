import type { Tensor } from '@tensorflow/tfjs-core'
import type { Batch } from '../../arithmetic/batch.ts'
import type { DeviceReal } from '../../arithmetic/device/device-real.ts'
import { DeviceArithmetic } from '../../arithmetic/device/device-tier.ts'
import type { Proposition } from '../../program/proposition.ts'
import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'
import type { Engine } from '../engine.ts'

export type Mode = 'static' | 'running'
export const MODES: readonly Mode[] = ['static', 'running']

type Build<T> = (inputs: Record<string, Real>, x: Recorder) => T

/** Computes an array on the engine, and brings it with its bounds to the host. Leaves no tensor behind. */
export async function arrayOnDevice(
  engine: Engine,
  mode: Mode,
  batch: Batch,
  build: Build<Real>,
): Promise<DeviceReal> {
  let result!: DeviceReal
  await computed(engine, mode, batch, (inputs, x) => [(result = build(inputs, x) as DeviceReal)])
  return result
}

/** Computes what a statement speaks of; the statement can be judged. Leaves no tensor behind. */
export async function statementOnDevice(
  engine: Engine,
  mode: Mode,
  batch: Batch,
  build: Build<Proposition>,
): Promise<Proposition> {
  let statement!: Proposition
  await computed(engine, mode, batch, (inputs, x) => {
    statement = build(inputs, x)
    return [...statement.atoms()].flatMap((atom) => atom.operands as DeviceReal[])
  })
  return statement
}

/** @throws {Error} when a tensor has not the shape that the operations give it. */
async function computed(engine: Engine, mode: Mode, batch: Batch, build: Build<DeviceReal[]>): Promise<void> {
  const { tf } = engine
  const x = new DeviceArithmetic(engine, mode)
  const kept = new Set<Tensor>()
  const keep = (tensor: Tensor) => {
    kept.add(tf.keep(tensor))
    return tensor
  }
  try {
    const found = new Map<DeviceReal, { value: Tensor; error: Tensor | undefined }>()
    let flags: Tensor | undefined
    tf.tidy(() => {
      for (const real of build(x.inputs(batch), x)) {
        if (found.has(real)) continue
        const { value, error } = real.tensors
        demandShape(real, value)
        if (error) demandShape(real, error)
        found.set(real, { value: keep(value), error: error && keep(error) })
      }
      if (x.running && x.running.flags.length > 0)
        flags = keep(x.running.flags.reduce((a, b) => tf.add(a, b)))
    })
    for (const [real, { value, error }] of found) {
      real.host = {
        values: (await value.data()) as Float32Array,
        errors: (await error?.data()) as Float32Array | undefined,
      }
    }
    const marks = await flags?.data()
    x.badLanes = Uint8Array.from({ length: batch.lanes }, (_, lane) =>
      !marks || marks[marks.length === 1 ? 0 : lane] === 0 ? 0 : 1,
    )
  } finally {
    for (const tensor of kept) tensor.dispose()
  }
}

function demandShape(real: DeviceReal, tensor: Tensor): void {
  const wanted = [real.lanes, ...real.shape].join()
  if (tensor.shape.join() !== wanted)
    throw new Error(`the engine returned a tensor [${tensor.shape.join()}] where [${wanted}] was meant`)
}
