import type { Declared, Precision } from './declared.ts'
import type { FeatureFormula } from './feature-formula.ts'
import type { Lanes } from './lanes.ts'
import { modelOf, type Model } from './model.ts'
import { rounded } from './round-to.ts'

/** How the fixture computes; every combination that is not said to be a mistake is honest. */
export interface Computation {
  /**
   * `two-pass`: weights, then their sum of the values. `late`: sums first, divided at the end. `online`: blocks of keys
   * with a running maximum, as flash attention does. `recurrent`: linear attention by a state of features and values.
   */
  readonly form?: 'two-pass' | 'late' | 'online' | 'recurrent'
  /** Keys in a block of `online`; 16 unless told otherwise. */
  readonly block?: number
  /** Sums run from the last term to the first. */
  readonly backwards?: boolean
  /** What differs from what is declared: a mistake, such as another mask or scale. */
  readonly change?: Partial<Model>
  /**
   * Forbidden keys are left out (`skip`), or get the weight 0, by which infinities and NaN of their values are multiplied
   * (`multiply`: a mistake), or a score that is lower by 1e9 (`additive`: a mistake).
   */
  readonly masking?: 'skip' | 'multiply' | 'additive'
}

/** One query head: a row of n weights, and a row of d_v numbers, for each query. */
export interface Head {
  weightsOf(query: number): Float64Array
  outputOf(query: number): Float64Array
}

interface Arithmetic {
  /** A step's rounding. */
  readonly r: (x: number) => number
  /** The accumulation's rounding. */
  readonly a: (x: number) => number
  /** A sum, each step rounded to the accumulation. */
  readonly sum: (count: number, term: (at: number) => number) => number
}

export function computation(declared: Declared, how: Computation): (one: Lanes) => (head: number) => Head {
  const model: Model = { ...modelOf(declared), ...how.change }
  const rounding = (precision: Precision) =>
    precision === 'float32' ? Math.fround : (x: number) => rounded(precision, x)
  const [r, a] = [rounding(declared.precision), rounding(declared.accumulation)]
  const sum = (count: number, term: (at: number) => number) => {
    let total = 0
    for (let at = 0; at < count; at++) total = a(total + a(term(how.backwards ? count - 1 - at : at)))
    return total
  }
  return (one) => {
    const q = turned(model, one, one.q, one.queryHeads, model.queryPosition, r)
    const k = turned(model, one, one.k, one.keyHeads, model.keyPosition, r)
    return (head) => headOf({ declared, how, model, one, head, q, k, r, a, sum })
  }
}

interface State extends Arithmetic {
  readonly declared: Declared
  readonly how: Computation
  readonly model: Model
  readonly one: Lanes
  readonly head: number
  readonly q: Float64Array
  readonly k: Float64Array
}

/** Rows as scores meet them: rotated by their positions, where rotations are declared. */
function turned(
  { rotary }: Model,
  one: Lanes,
  numbers: Float32Array,
  heads: number,
  positionOf: Model['keyPosition'],
  r: Arithmetic['r'],
): Float64Array {
  const result = Float64Array.from(numbers)
  if (!rotary) return result
  const half = Math.floor(one.width / 2)
  for (let at = 0; at < numbers.length / one.width; at++)
    for (let pair = 0; pair < half; pair++) {
      const angle = Math.fround(
        positionOf(Math.floor(at / heads), one) * rotary.base ** ((-2 * pair) / one.width),
      )
      const first = at * one.width + (rotary.pairs === 'neighbours' ? 2 * pair : pair)
      const second = rotary.pairs === 'neighbours' ? first + 1 : first + half
      const [sine, cosine] = [r(Math.sin(angle)), r(Math.cos(angle))]
      result[first] = r(r(numbers[first] * cosine) - r(numbers[second] * sine))
      result[second] = r(r(numbers[first] * sine) + r(numbers[second] * cosine))
    }
  return result
}

/** Remembers the last query's row. */
function onceInARow<Row>(rowOf: (query: number) => Row): (query: number) => Row {
  let last: { query: number; row: Row } | undefined
  return (query) => (last?.query === query ? last : (last = { query, row: rowOf(query) })).row
}

function headOf(state: State): Head {
  const { declared, how, model, one, head, r, sum } = state
  const { keys, queries, valueWidth } = one
  const columns = Array.from({ length: keys }, (_, key) => key)
  const given = (query: number, key: number) => one.mask === undefined || one.mask[query * keys + key] !== 0
  const mayUse = (query: number, key: number) => model.allows(query, key, one, given(query, key))
  const allowed = (query: number, key: number) => how.masking === 'additive' || mayUse(query, key)
  const usedBy = onceInARow((query) => columns.filter((key) => allowed(query, key)))
  const value = (key: number, c: number) =>
    one.v[(key * one.keyHeads + model.keyHead(head, one)) * valueWidth + c]

  const scoreOf = scores(state)
  const score = (query: number, key: number) =>
    how.masking === 'additive' && !mayUse(query, key) ? r(scoreOf(query, key) - 1e9) : scoreOf(query, key)
  const { kernel } = model
  const features = kernel.kind === 'features' ? featureRows(state, kernel.features) : undefined
  const kernels = onceInARow((query): Float64Array => {
    const used = usedBy(query)
    const row = new Float64Array(keys)
    if (kernel.kind === 'features') {
      for (const key of used) row[key] = features!.kernel(query, key)
      return row
    }
    for (const key of used) row[key] = score(query, key)
    const top = kernel.shifted ? used.reduce((most, key) => Math.max(most, row[key]), -Infinity) : 0
    for (const key of used) row[key] = r(kernel.exp(r(row[key] - top)))
    return row
  })
  const total = (query: number, row: Float64Array) => {
    const used = usedBy(query)
    return r(sum(used.length, (i) => row[used[i]]) + model.epsilon)
  }
  let matrix: Float64Array[] | undefined
  const overQueries = (key: number) =>
    r(sum(queries, (at) => (matrix ??= Array.from({ length: queries }, (_, each) => kernels(each)))[at][key]))
  const divisors = (query: number, row: Float64Array): Float64Array => {
    if (model.normaliser === 'queries') return Float64Array.from(columns, overQueries)
    return new Float64Array(keys).fill(model.normaliser === 'keys' ? total(query, row) : 1)
  }
  const weightsOf = onceInARow((query): Float64Array => {
    const row = kernels(query)
    const z = divisors(query, row)
    return row.map((each, key) => (allowed(query, key) ? r(each / z[key]) : 0))
  })
  const mixed = (query: number, factors: Float64Array) => {
    const used = how.masking === 'multiply' ? columns : usedBy(query)
    return new Float64Array(valueWidth).map((_, c) =>
      r(sum(used.length, (i) => factors[used[i]] * value(used[i], c))),
    )
  }
  const outputOf = (query: number): Float64Array => {
    const used = usedBy(query)
    if (used.length === 0) return emptyRow()
    if (how.form === 'online' && kernel.kind === 'exponential')
      return online(state, used, (key) => score(query, key), value)
    if (how.form === 'recurrent' && features)
      return features.recurrent(query, used, value, (row) => divisors(query, row)[0], kernels(query))
    if (how.form !== 'late' || model.normaliser === 'queries') return mixed(query, weightsOf(query))
    const row = kernels(query)
    const z = divisors(query, row)
    return mixed(query, row).map((each) => r(each / z[0]))
  }
  const emptyRow = () => {
    const mean = (_: unknown, c: number) => r(sum(keys, (key) => value(key, c)) / keys)
    if (declared.emptyRow === 'mean') return Float64Array.from({ length: valueWidth }, mean)
    return new Float64Array(valueWidth).fill(declared.emptyRow === 'zero' ? 0 : NaN)
  }
  return { weightsOf, outputOf }
}

function scores({ model, one, head, q, k, r, sum }: State): (query: number, key: number) => number {
  const { width } = one
  const keyHead = model.keyHead(head, one)
  const scale = r(model.scale(width, one))
  return (query, key) => {
    const [from, to] = [(query * one.queryHeads + head) * width, (key * one.keyHeads + keyHead) * width]
    const product = r(sum(width, (c) => q[from + c] * k[to + c]))
    return r(r(product * scale) + r(model.bias(head, query, key, one)))
  }
}

/** Blocks of keys with a running maximum, a running sum and a running sum of the values. */
function online(
  { how, model, one, r, a, sum }: State,
  used: readonly number[],
  score: (key: number) => number,
  value: (key: number, c: number) => number,
): Float64Array {
  if (model.kernel.kind !== 'exponential') throw new TypeError('an online form is of softmax')
  const { exp } = model.kernel
  const collected = new Float64Array(one.valueWidth)
  let [top, total] = [-Infinity, 0]
  for (let from = 0; from < used.length; from += how.block ?? 16) {
    const keys = used.slice(from, from + (how.block ?? 16))
    const numbers = keys.map(score)
    const next = Math.max(top, ...numbers)
    const rescale = top === -Infinity ? 0 : r(exp(r(top - next)))
    const terms = numbers.map((each) => r(exp(r(each - next))))
    total = a(a(total * rescale) + sum(keys.length, (i) => terms[i]))
    for (let c = 0; c < one.valueWidth; c++)
      collected[c] = a(a(collected[c] * rescale) + sum(keys.length, (i) => terms[i] * value(keys[i], c)))
    top = next
  }
  return collected.map((each) => r(each / a(total + model.epsilon)))
}

/** Features of one head's queries and keys, their kernel, and the recurrent form. */
function featureRows({ model, one, head, q, k, r, sum }: State, formula: FeatureFormula) {
  const { width } = one
  const dimension = formula.dimension(width)
  const errors = new Float64Array(dimension)
  const rows = (from: Float64Array, tokens: number, heads: number, of: number) =>
    Array.from({ length: tokens }, (_, token) => {
      const row = new Float64Array(dimension)
      formula.write(from, (token * heads + of) * width, width, row, errors)
      return row.map(r)
    })
  const queries = rows(q, one.queries, one.queryHeads, head)
  const keys = rows(k, one.keys, one.keyHeads, model.keyHead(head, one))
  return {
    kernel: (query: number, key: number) => r(sum(dimension, (f) => queries[query][f] * keys[key][f])),
    recurrent(
      query: number,
      used: readonly number[],
      value: (key: number, c: number) => number,
      divisor: (row: Float64Array) => number,
      row: Float64Array,
    ): Float64Array {
      const z = divisor(row)
      return Float64Array.from({ length: one.valueWidth }, (_, c) => {
        const state = (f: number) => sum(used.length, (i) => keys[used[i]][f] * value(used[i], c))
        return r(sum(dimension, (f) => queries[query][f] * state(f)) / z)
      })
    },
  }
}
