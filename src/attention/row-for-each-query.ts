import type { Real } from '../program/real.ts'
import { inWords } from '../program/shape.ts'
import type { Computation, Heads, QueriesAndKeys, QueriesKeysAndValues } from './attention.ts'

/**
 * The same computation, once what it is given and what it gives fit: queries [n_q, d], keys [n, d] and values [n, d_v],
 * at least one key, and a row for each query; of several heads with fewer of keys, q and outputs are as many times wider.
 *
 * @throws {RangeError} from its functions, with the mechanism's name
 */
export function withRowForEachQuery(
  name: string,
  { weights, output }: Computation,
  { query, key }: Heads = { query: 1, key: 1 },
): Computation {
  const times = query / key
  const checked = (answer: Real, { q, k }: QueriesAndKeys, width: number): Real => {
    const [rows, columns] = answer.shape
    if (answer.shape.length === 2 && rows === q.shape[0] && columns === width) return answer
    throw new RangeError(
      `${name} gives ${inWords(answer.shape)} for q ${inWords(q.shape)} and k ${inWords(k.shape)}; it has to give ${inWords([q.shape[0], width])}, a row for each query`,
    )
  }
  return {
    weights(inputs) {
      demandTokens(name, inputs, times)
      return checked(weights(inputs), inputs, inputs.k.shape[0])
    },
    output(inputs) {
      demandTokens(name, inputs, times)
      demandValues(name, inputs)
      return checked(output(inputs), inputs, times * inputs.v.shape[1])
    },
  }
}

function demandTokens(name: string, { q, k }: QueriesAndKeys, times: number): void {
  if (q.shape.length !== 2 || k.shape.length !== 2 || q.shape[1] !== times * k.shape[1])
    throw new RangeError(
      `${name} got q ${inWords(q.shape)} and k ${inWords(k.shape)}; it takes one matrix [n_q, ${times === 1 ? '' : times}d] and one [n, d]`,
    )
  if (k.shape[0] === 0) throw new RangeError(`${name} has no keys to attend to: k is ${inWords(k.shape)}`)
}

function demandValues(name: string, { k, v }: QueriesKeysAndValues): void {
  if (v.shape.length !== 2 || v.shape[0] !== k.shape[0])
    throw new RangeError(
      `${name} got v ${inWords(v.shape)} for k ${inWords(k.shape)}; it takes a value for each key, [n, d_v]`,
    )
}
