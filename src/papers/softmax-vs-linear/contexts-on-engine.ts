import type { DeviceArray, Downloaded } from '../../arithmetic/device/device-array.ts'
import { bind, type Subject } from '../../attention/attention.ts'
import type { Engine } from '../../engine/engine.ts'
import { crossAttention, type CrossAttentionData } from './cross-attention-data.ts'
import { errorsOf, onEngine } from './engine-run.ts'
import { selfAttentionMatrix, selfAttentionRowSums, type SelfAttentionData } from './seed-data.ts'

/** The rows of the contexts c(A, x) [n, d] as an engine computed them, each only once. */
export interface DistinctContexts {
  /** [d] each. */
  readonly rows: readonly Float32Array[]
  /** For each row a bound on Σ_i |computed - true|, whichever of the n rows it stands for. */
  readonly errors: readonly number[]
}

/**
 * Runs the attention of the four-layer network on all n rows of a data set, with X all ones, so that A X Aᵀ is the
 * product of the row sums; the n×n part is computed once and serves every sign vector. Rows whose weights and bounds
 * are the same are carried on once: they give the same contexts.
 */
export const distinctContexts = (
  data: SelfAttentionData,
  subject: Subject,
  engine: Engine,
): Promise<DistinctContexts> =>
  onEngine(engine, async (compute) => {
    const weights = await compute((x) => {
      const sums = selfAttentionRowSums(data, x)
      return bind(subject, x).weights({ q: sums, k: sums })
    })
    const rows = firstOfEachKind(weights.host!, data.n)
    return rowsOf(
      await compute((x, given) => given.weights.gather(rows).matMul(selfAttentionMatrix(data, x)), {
        weights,
      }),
    )
  })

/** The context of replacement R2's cross-attention, which is the same for all n queries. */
export const crossContext = (
  data: CrossAttentionData,
  subject: Subject,
  engine: Engine,
): Promise<DistinctContexts> =>
  onEngine(engine, async (compute) =>
    rowsOf(await compute((x) => bind(subject, x).output(crossAttention(data, x)))),
  )

/** The first of every kind of row. */
function firstOfEachKind({ values, errors }: Downloaded, length: number): number[] {
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

function rowsOf(contexts: DeviceArray): DistinctContexts {
  const { values } = contexts
  const width = contexts.shape.at(-1)!
  const errors = errorsOf(contexts)
  const starts = Array.from({ length: values.length / width }, (_, row) => row * width)
  return {
    rows: starts.map((from) => values.slice(from, from + width)),
    errors: starts.map((from) => errors.slice(from, from + width).reduce((a, b) => a + b)),
  }
}
