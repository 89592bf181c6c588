import type * as tf from '@tensorflow/tfjs-core'
// Tensors have the operations as methods; see `chainOperations`.
export type {} from '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js'
import { closest } from 'fastest-levenshtein'
import { declaredFrom } from './declared-from.ts'
import type { Declared } from './declared.ts'
import type { Definition } from './definition.ts'
import type { Takes } from './returned/takes.ts'
import { takesFrom } from './takes-from.ts'

/** Inputs of many lanes at once; a row holds its heads one after the other. */
export interface OwnInputs {
  /** [lanes, queries, heads · width], float32 */
  readonly q: tf.Tensor3D
  /** [lanes, keys, key heads · width] */
  readonly k: tf.Tensor3D
  /** [lanes, keys, key heads · value width] */
  readonly v: tf.Tensor3D
  /** [lanes, queries, keys], bool, true where the query may use the key; where the definition's mask is `given`. */
  readonly mask?: tf.Tensor3D
}

/** A tensor, or its numbers in the same order, or nested arrays. */
export type OwnNumbers = tf.Tensor | Float32Array | Float64Array | readonly NestedNumbers[]
type NestedNumbers = number | readonly NestedNumbers[]

/** The output [lanes, queries, heads · value width], weights [lanes, heads, queries, keys], or both. */
export type OwnAnswer = OwnNumbers | { readonly output?: OwnNumbers; readonly weights?: OwnNumbers }

/** Somebody's attention, in TensorFlow.js. */
export interface OwnAttention {
  readonly name: string
  readonly version?: string
  /** What it is meant to be. */
  readonly definition: Omit<Definition, 'precision' | 'accumulate'>
  /** In which inputs, outputs and everything between may be stored. @default 'float32' */
  readonly precision?: NonNullable<Definition['precision']>
  /** In which sums are collected. @default 'float32' */
  readonly accumulate?: NonNullable<Definition['accumulate']>
  /** What `run` returns. @default ['output'] */
  readonly gives?: readonly ('output' | 'weights')[]
  /** Extents that it takes only. @default any */
  readonly takes?: Takes
  /** Tensors that it makes are disposed of when its answer was read. */
  run(engine: typeof tf, inputs: OwnInputs): OwnAnswer | Promise<OwnAnswer>
}

const NAMES: Record<keyof OwnAttention, true> = {
  name: true,
  version: true,
  definition: true,
  precision: true,
  accumulate: true,
  gives: true,
  takes: true,
  run: true,
}

/**
 * Declares an attention that `assay examine` examines: the default export of a module.
 *
 * @throws {RangeError | TypeError} when it is incomplete, or says what means nothing
 *
 * @example
 * ```ts
 * export default attention({
 *   name: 'mine',
 *   definition: { as: 'softmax', scale: 'inverse-sqrt-width' },
 *   run: (tf, { q, k, v }) => tf.softmax(q.matMul(k, false, true).div(Math.sqrt(q.shape[2]))).matMul(v),
 * })
 * ```
 */
export function attention(own: OwnAttention): OwnAttention {
  declaredBy(own)
  return own
}

/**
 * What an attention is declared to be.
 *
 * @throws {RangeError | TypeError} when it is none, is incomplete, or says what means nothing
 */
export function declaredBy(own: unknown): Declared {
  if (typeof own !== 'object' || own === null)
    throw new TypeError(
      `${own === null ? 'null' : typeof own} is no attention: write attention({ name, definition, run })`,
    )
  for (const given of Object.keys(own))
    if (!Object.hasOwn(NAMES, given))
      throw new TypeError(
        `an attention has no "${given}": did you mean "${closest(given, Object.keys(NAMES))}"? It has ${Object.keys(NAMES).join(', ')}`,
      )
  const { name, version, definition, precision, accumulate, gives, takes, run } = own as Partial<OwnAttention>
  if (typeof name !== 'string' || name === '')
    throw new TypeError('an attention has a name: a text that is not empty')
  if (version !== undefined && typeof version !== 'string')
    throw new TypeError(`the version of ${name} is no text`)
  if (typeof run !== 'function') throw new TypeError(`${name} has no function run(tf, { q, k, v })`)
  if (typeof definition !== 'object' || definition === null)
    throw new TypeError(`${name} has no definition: write one as in { as: 'softmax' }`)
  givenBy(gives)
  if (takes !== undefined) takesFrom(takes)
  return declaredFrom({
    ...definition,
    ...(precision !== undefined && { precision }),
    ...(accumulate !== undefined && { accumulate }),
  })
}

/** @throws {RangeError} when that is not what an attention can give */
export function givenBy(gives: unknown = ['output']): {
  readonly output: boolean
  readonly weights: boolean
} {
  if (
    !Array.isArray(gives) ||
    gives.length === 0 ||
    !gives.every((each: unknown) => each === 'output' || each === 'weights')
  )
    throw new RangeError(`gives is ${JSON.stringify(gives)}; give ['output'], ['weights'] or both in one`)
  return { output: gives.includes('output'), weights: gives.includes('weights') }
}
