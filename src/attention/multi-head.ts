import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import { inWords } from '../program/shape.ts'
import { span } from '../program/span.ts'
import type { Computation, Heads, QueriesAndKeys, QueriesKeysAndValues, Subject } from './attention.ts'
import { checkOptions } from './subject-options.ts'

/** What `multiHead` takes beside the subject. */
export interface MultiHeadOptions {
  /** In how many parts the columns of q are split. */
  readonly heads: number
  /** In how many those of k and v are: a divisor of `heads`, which it is when left out; 1 is multi-query attention. */
  readonly keyHeads?: number
}

/** Columns of one head of many. */
function columnsOf(rows: Real, head: number, heads: number): Real {
  const width = rows.shape[1] / heads
  return rows.gather(
    span(0, width).map((column) => head * width + column),
    1,
  )
}

/** A head of q with the one of k and v that it uses, by their columns. */
function byColumns(each: Computation, { query, key }: Heads): Computation {
  const keyHead = (head: number) => Math.floor((head * key) / query)
  const part = <Inputs extends QueriesAndKeys>(inputs: Inputs, head: number): Inputs => ({
    ...inputs,
    q: columnsOf(inputs.q, head, query),
    k: columnsOf(inputs.k, keyHead(head), key),
  })
  return {
    weights: (inputs) =>
      span(0, query)
        .map((head) => each.weights(part(inputs, head)))
        .reduce((a, b) => a.add(b))
        .div(query),
    output: (inputs) =>
      span(0, query)
        .map((head) => each.output({ ...part(inputs, head), v: columnsOf(inputs.v, keyHead(head), key) }))
        .reduce((a, b) => a.concat(b, 1)),
  }
}

/** [n, heads · d] as [heads, n, d], taken apart along the first axis. */
function takenApart(rows: Real, heads: number): Real[] {
  const [n, width] = rows.shape
  const inFront = rows
    .transpose()
    .reshape([heads, width / heads, n])
    .transpose()
  return span(0, heads).map((head) => inFront.gather([head]).reshape([n, width / heads]))
}

/** Keys that are taken apart and repeated for all heads of their group; what the heads give is joined along a first axis. */
function byAxis(each: Computation, { query, key }: Heads, x: Recorder): Computation {
  const repeated = (rows: Real) =>
    takenApart(rows, key).flatMap((head) => Array.from({ length: query / key }, () => head))
  return {
    weights({ q, k, ...beside }) {
      const [queries, keys] = [takenApart(q, query), repeated(k)]
      const all = queries
        .map((own, head) => each.weights({ ...beside, q: own, k: keys[head] }))
        .map((weights) => weights.reshape([1, ...weights.shape]))
      return all
        .reduce((above, next) => above.concat(next))
        .sum(0)
        .mul(x.rational(1, query))
    },
    output({ q, k, v, ...beside }) {
      const [queries, keys, values] = [takenApart(q, query), repeated(k), repeated(v)]
      return queries
        .map((own, head) => each.output({ ...beside, q: own, k: keys[head], v: values[head] }).transpose())
        .reduce((above, next) => above.concat(next))
        .transpose()
    },
  }
}

/**
 * Multi-head attention: the columns of q are split in `heads` parts and those of k and v in `keyHeads`, each part of q asks
 * the subject with one of k and v, and the outputs stand side by side (Vaswani et al., arXiv 1706.03762). Nothing is
 * projected. With fewer heads of keys it is grouped-query attention, where query head h uses key head
 * ⌊h · keyHeads / heads⌋ (Ainslie et al., arXiv 2305.13245), and with one of them multi-query attention (Shazeer,
 * arXiv 1911.02150); q is then wider than k, and outputs wider than v. What is given beside queries and keys is the same
 * for all heads.
 *
 * Its weights are the mean over the heads, which is also what PyTorch's `nn.MultiheadAttention` returns; so outputs are not
 * these weights times the values.
 *
 * The definition gathers the columns of each head. The implementation moves an axis of heads to the front.
 *
 * @throws {RangeError} when heads are no positive integers, those of keys do not divide those of queries, there is no such
 * option, or the subject has several heads already; from its computations, when heads do not divide a width
 *
 * @example
 * ```ts
 * multiHead(rotary(softmax), { heads: 8, keyHeads: 2 })
 * ```
 */
export function multiHead(subject: Subject, options: MultiHeadOptions): Subject {
  checkOptions(options, ['heads', 'keyHeads'], 'multi-head attention')
  const { heads: query, keyHeads: key = query } = options
  for (const heads of [query, key])
    if (!Number.isSafeInteger(heads) || heads < 1)
      throw new RangeError(`the heads of multi-head attention are ${heads}; give a positive integer`)
  if (query % key !== 0) throw new RangeError(`${key} heads of keys do not divide ${query} heads`)
  if (subject.heads) throw new RangeError(`${subject.name} has several heads already`)
  const heads = { query, key }
  const name = `multi-head(${subject.name}, ${query} heads${key === query ? '' : `, ${key} of keys`})`
  const splitting = ({ weights, output }: Computation): Computation => ({
    weights(inputs) {
      demandDivided(name, heads, { q: inputs.q, k: inputs.k })
      return weights(inputs)
    },
    output(inputs) {
      demandDivided(name, heads, inputs)
      return output(inputs)
    },
  })
  return {
    name,
    heads,
    ...(subject.positions && { positions: true }),
    definition: (x) => splitting(byColumns(subject.definition(x), heads)),
    implementation: (x) => splitting(byAxis(subject.implementation(x), heads, x)),
  }
}

function demandDivided(
  name: string,
  { query, key }: Heads,
  { q, k, v }: QueriesAndKeys & Partial<Pick<QueriesKeysAndValues, 'v'>>,
): void {
  const split = [
    ['q', q, query],
    ['k', k, key],
    ['v', v, key],
  ] as const
  for (const [what, rows, heads] of split)
    if (rows && rows.shape[1] % heads !== 0)
      throw new RangeError(
        `${name} splits ${what} ${inWords(rows.shape)} in ${heads} parts; its width has to be a multiple of ${heads}`,
      )
}
