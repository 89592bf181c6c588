import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import type { Shape } from '../program/shape.ts'

/**
 * Which keys a query may use: all, or with `causal` those up to the query's own position, counted from the first key
 * however many there are. So masks of fewer or more queries than keys are aligned at the top left: the first query sees
 * the first key alone, and a query behind the last key sees all. A function gives a mask of its own, and has to answer
 * the same each time.
 */
export type Mask = 'none' | 'causal' | ((query: number, key: number) => boolean)

/**
 * The mask of a sliding window: a query may use the keys of its own position and of `size - 1` before it.
 *
 * @throws {RangeError} unless the size is a positive integer
 *
 * @example
 * ```ts
 * softmaxAttention({ mask: slidingWindow(2) })
 * ```
 */
export function slidingWindow(size: number): Mask {
  if (!Number.isSafeInteger(size) || size < 1)
    throw new RangeError(`the size of a sliding window is ${size}; give a positive integer`)
  return (query, key) => key <= query && key > query - size
}

/** @throws {RangeError} for anything but a mask */
export function checkMask(mask: Mask): void {
  if (mask !== 'none' && mask !== 'causal' && typeof mask !== 'function')
    throw new RangeError(`there is no mask ${String(mask)}; give 'none', 'causal' or a function`)
}

/**
 * The entries of an [..., n_q, n] array that the mask allows, and 0 for the others: chosen, not multiplied, so that
 * nothing of what is forbidden reaches the result, be it an overflow or no number at all. That each query has a key
 * becomes a hypothesis of the case.
 *
 * @throws {RangeError} when a mask of its own answers neither true nor false
 *
 * @example
 * ```ts
 * masked(q.matMul(k.transpose()).exp(), 'causal', x)
 * ```
 */
export function masked(kernel: Real, mask: Mask, x: Recorder): Real {
  if (mask === 'none') return kernel
  const rows = allowedBy(mask, kernel.shape)
  const counts = rows.map((row) => row.filter(Boolean).length)
  if (counts.includes(0)) x.assume(x.constant(counts).greater(0))
  const entries = flat(kernel)
  const zero = x.constant(0, [...entries.shape.slice(0, -1), 1])
  const places = rows.flat().map((allowed, at) => (allowed ? at : entries.shape.at(-1)!))
  return entries.concat(zero, -1).gather(places, -1).reshape(kernel.shape)
}

/**
 * Scores [..., n_q, n] with those that the mask forbids replaced by one of their row that it allows, so that the largest
 * of each row is an allowed one. A row without any stays as it is.
 *
 * @throws {RangeError} when a mask of its own answers neither true nor false
 */
export function maskedScores(scores: Real, mask: Mask): Real {
  if (mask === 'none') return scores
  const places = allowedBy(mask, scores.shape).flatMap((row, query) => {
    const first = row.indexOf(true)
    return row.map((allowed, key) => query * row.length + (allowed || first < 0 ? key : first))
  })
  return flat(scores).gather(places, -1).reshape(scores.shape)
}

/**
 * Values [n, d_v] mixed by weights [n_q, n] that are 0 where the mask forbids: [n_q, d_v]. Each query has values of its
 * own, 0 for a forbidden key, because 0 times an overflow is no number.
 *
 * @throws {RangeError} when the extents do not fit, or a mask of its own answers neither true nor false
 */
export function mixed(weights: Real, values: Real, mask: Mask, x: Recorder): Real {
  if (mask === 'none') return weights.matMul(values)
  const [queries, keys] = weights.shape
  const [count, width] = values.shape
  if (weights.shape.length !== 2 || values.shape.length !== 2 || count !== keys)
    throw new RangeError(`weights [${weights.shape.join()}] do not mix values [${values.shape.join()}]`)
  const places = allowedBy(mask, weights.shape).flatMap((row) =>
    row.map((allowed, key) => (allowed ? key : keys)),
  )
  const own = values.concat(x.constant(0, [1, width])).gather(places)
  return weights
    .reshape([queries, 1, keys])
    .matMul(own.reshape([queries, keys, width]))
    .reshape([queries, width])
}

/** The last two axes as one. */
const flat = (of: Real): Real => {
  const [queries, keys] = of.shape.slice(-2)
  return of.reshape([...of.shape.slice(0, -2), queries * keys])
}

/** Whether each query may use each key, for an array [..., n_q, n]. */
function allowedBy(mask: Exclude<Mask, 'none'>, shape: Shape): readonly (readonly boolean[])[] {
  const [queries, keys] = shape.slice(-2)
  const allows = mask === 'causal' ? (query: number, key: number) => key <= query : mask
  const asked = (query: number) => (_: unknown, key: number) => {
    const answer: unknown = allows(query, key)
    if (typeof answer === 'boolean') return answer
    throw new RangeError(
      `a mask says ${String(answer)} of query ${query} and key ${key}; it has to say true or false`,
    )
  }
  return Array.from({ length: queries }, (_, query) => Array.from({ length: keys }, asked(query)))
}
