import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { Tensor3D } from '@tensorflow/tfjs-core'
import { attention } from '../../src/index.ts'

/*
 * The npm package ruvector-attention-wasm, found by NODE_PATH: one query against all keys, in the form that the variable
 * FORM names.
 */
type Rows = readonly (readonly number[])[]
type Mixes = (query: Float32Array, keys: Rows, values: Rows) => Float32Array

const FORMS = {
  scaled: { scale: 'inverse-sqrt-width', heads: 1 },
  // Its documentation: "Optional scaling factor (defaults to 1/sqrt(dim))".
  unscaled: { scale: 'none', heads: 1 },
  flash: { scale: 'inverse-sqrt-width', heads: 1 },
  heads: { scale: 'inverse-sqrt-width', heads: 4 },
} as const
const form = (process.env.FORM ?? 'scaled') as keyof typeof FORMS
const { scale, heads } = FORMS[form]

const entry = createRequire(import.meta.url).resolve('ruvector-attention-wasm')
const ruvector = await import(pathToFileURL(entry).href)
ruvector.initSync({ module: readFileSync(entry.replace(/\.js$/, '_bg.wasm')) })

function mixing(width: number): Mixes {
  if (form === 'scaled') return (q, k, v) => ruvector.scaled_dot_attention(q, k, v)
  if (form === 'unscaled') return (q, k, v) => ruvector.scaled_dot_attention(q, k, v, 1)
  const layer =
    form === 'flash'
      ? new ruvector.WasmFlashAttention(width, 16)
      : new ruvector.WasmMultiHeadAttention(width, heads)
  return (q, k, v) => layer.compute(q, k, v)
}

export default attention({
  name: `ruvector-attention-wasm, ${form}`,
  version: ruvector.version(),
  definition: { as: 'softmax', scale, heads },
  // One query a call, values as wide as keys.
  takes: { fixed: { queries: 1, width: 16, valueWidth: 16 } },
  async run(_, { q, k, v }) {
    const [queries, keys, values] = await Promise.all([q, k, v].map((each: Tensor3D) => each.array()))
    const mix = mixing(16 * heads)
    return queries.map((rows, lane) =>
      rows.map((row) => [...mix(Float32Array.from(row), keys[lane], values[lane])]),
    )
  },
})
