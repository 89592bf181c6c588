import type { Tensor } from '@tensorflow/tfjs-core'
import { errorOf } from '../arithmetic/device/arrived.ts'
import type { DeviceReal } from '../arithmetic/device/device-real.ts'
import { DeviceArithmetic } from '../arithmetic/device/device-tier.ts'
import { bind, type Subject } from '../attention/attention.ts'
import type { Engine } from '../engine/engine.ts'
import type { Real } from '../arithmetic/real.ts'
import { selfAttentionMatrix, selfAttentionRowSums, type SelfAttentionData } from './seed-data.ts'

/** The rows of the contexts c(A, x) [n, d] as an engine computed them, each only once. */
export interface DistinctContexts {
  readonly width: number
  /** Row by row, `width` float32 numbers each. */
  readonly rows: readonly Float32Array[]
  /** For each row a bound on Σ_i |computed - true|, whichever of the n rows it stands for. */
  readonly errors: readonly number[]
}

/**
 * Runs the attention of the four-layer network on all n rows of a data set, with X all ones, so that A X Aᵀ is the
 * product of the row sums; the n×n part is computed once and serves every sign vector. Rows whose weights and bounds
 * are the same are carried on once: they give the same contexts.
 */
export async function distinctContexts(
  data: SelfAttentionData,
  subject: Subject,
  engine: Engine,
): Promise<DistinctContexts> {
  const { tf } = engine
  const x = new DeviceArithmetic(engine, 'running')
  const kept: Tensor[] = []
  /** Runs a computation, keeps its tensors until the end, and downloads them. */
  const downloaded = async (compute: () => Real): Promise<DeviceReal> => {
    let real!: DeviceReal
    tf.tidy(() => {
      real = compute() as DeviceReal
      for (const tensor of Object.values(real.tensors)) if (tensor) kept.push(tf.keep(tensor as Tensor))
      for (const flag of x.running?.flags ?? []) kept.push(tf.keep(flag))
    })
    const { value, error } = real.tensors
    const values = (await value.data()) as Float32Array
    real.host = { values, errors: (await error?.data()) as Float32Array | undefined }
    return real
  }
  try {
    const weights = await downloaded(() => {
      const sums = selfAttentionRowSums(data, x)
      return bind(subject, x).weights({ q: sums, k: sums })
    })
    const rows = distinctRows(weights.host!, data.n)
    const contexts = await downloaded(() => weights.gather(rows).matMul(selfAttentionMatrix(data, x)))
    const flags = await Promise.all((x.running?.flags ?? []).map((flag) => flag.data()))
    x.badLanes = Uint8Array.of(flags.some(([mark]) => mark !== 0) ? 1 : 0)
    return rowsOf(contexts, data.d)
  } finally {
    for (const tensor of kept) tensor.dispose()
  }
}

/** The first of every kind of row. */
function distinctRows({ values, errors }: NonNullable<DeviceReal['host']>, length: number): number[] {
  const same = (of: Float32Array, row: number, other: number): boolean => {
    for (let i = 0; i < length; i++)
      if (!Object.is(of[row * length + i], of[other * length + i])) return false
    return true
  }
  const rows: number[] = []
  for (let row = 0; row < values.length / length; row++)
    if (!rows.some((other) => same(values, row, other) && (!errors || same(errors, row, other))))
      rows.push(row)
  return rows
}

function rowsOf(contexts: DeviceReal, width: number): DistinctContexts {
  const { values } = contexts.host!
  const rows = Array.from({ length: values.length / width }, (_, row) =>
    values.slice(row * width, (row + 1) * width),
  )
  const errors = rows.map((row, i) =>
    row.reduce((sum, _, at) => sum + errorOf(contexts, 0, i * width + at), 0),
  )
  return { width, rows, errors }
}
