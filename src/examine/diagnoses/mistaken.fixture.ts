import { sizes, type Answer, type Extents, type Lanes } from '../lanes.ts'

const f = Math.fround

/** One key's or query's numbers of one head. */
type Vector = Float32Array

/** Whether a query may use a key. */
export type Allows = (query: number, key: number, one: Lanes) => boolean

/** What of attention in float32 can be put in another's place; each has its honest meaning when left out. */
export interface Parts {
  scale?: (one: Lanes) => number
  /** Which key head a query head uses. */
  keyHead?: (head: number, one: Lanes) => number
  allows?: Allows
  /** Numbers before anything else happens. */
  prepare?: (one: Lanes) => Lanes
  rotate?: (x: Vector, token: number, of: 'q' | 'k', one: Lanes) => Vector
  score?: (q: Vector, k: Vector, scale: number) => number
  /** A score after what positions add, of an allowed key or of a forbidden one. */
  bias?: (score: number, head: number, query: number, key: number, one: Lanes) => number
  /** Weights of one row from its scores; `allowed` says which enter. */
  weigh?: (scores: Float32Array, allowed: readonly boolean[], one: Lanes) => Float32Array
  features?: (x: Vector, of: 'q' | 'k') => Vector
  /** A row's weights from the features. */
  weighFeatures?: (q: Vector, k: readonly Vector[], allowed: readonly boolean[]) => Float32Array
  /** One number of the output. */
  mix?: (weights: Float32Array, values: Float32Array, one: Lanes) => number
  finish?: (answer: Required<Answer>, one: Lanes) => Required<Answer>
}

export const dot = (a: Vector, b: Vector): number => {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum = f(sum + f(a[i] * b[i]))
  return sum
}

export const softmax = (scores: Float32Array, allowed: readonly boolean[]): Float32Array => {
  let most = -Infinity
  scores.forEach((s, j) => (most = allowed[j] ? Math.max(most, s) : most))
  return normalised(scores.map((s, j) => (allowed[j] ? Math.exp(f(s - most)) : 0)))
}

export const normalised = (terms: Float32Array, extra = 0): Float32Array => {
  let sum = 0
  for (const term of terms) sum = f(sum + term)
  sum = f(sum + extra)
  return terms.map((term) => term / sum)
}

export const positions = (one: Lanes, aligned: 'start' | 'end' = 'start') =>
  aligned === 'start' ? 0 : one.keys - one.queries

/** Attention over lanes, in float32, with some of its parts replaced. */
export function attention(parts: Parts): (lanes: Lanes) => Required<Answer> {
  return (lanes) => {
    const size = sizes(lanes)
    const output = new Float32Array(lanes.lanes * size.output)
    const weights = new Float32Array(lanes.lanes * size.weights)
    for (let lane = 0; lane < lanes.lanes; lane++) {
      const part = (numbers: Float32Array, n: number) => numbers.subarray(lane * n, (lane + 1) * n)
      const one: Lanes = {
        ...lanes,
        lanes: 1,
        q: part(lanes.q, size.q),
        k: part(lanes.k, size.k),
        v: part(lanes.v, size.v),
        ...(lanes.mask && { mask: lanes.mask.subarray(lane * size.mask, (lane + 1) * size.mask) }),
      }
      const answer = ofLane(parts, parts.prepare?.(one) ?? one)
      const finished = parts.finish?.(answer, one) ?? answer
      output.set(finished.output, lane * size.output)
      weights.set(finished.weights, lane * size.weights)
    }
    return { output, weights }
  }
}

function ofLane(parts: Parts, one: Lanes): Required<Answer> {
  const { queries, keys, width, valueWidth, queryHeads, keyHeads } = one
  const size = sizes(one)
  const output = new Float32Array(size.output)
  const weights = new Float32Array(size.weights)
  const rotate = parts.rotate ?? ((x) => x)
  for (let head = 0; head < queryHeads; head++) {
    const keyHead = parts.keyHead?.(head, one) ?? Math.floor((head * keyHeads) / queryHeads)
    const vector = (numbers: Float32Array, row: number, heads: number, h: number) =>
      numbers.slice((row * heads + h) * width, (row * heads + h + 1) * width)
    const ks = Array.from({ length: keys }, (_, j) =>
      rotate(vector(one.k, j, keyHeads, keyHead), j, 'k', one),
    )
    for (let i = 0; i < queries; i++) {
      const q = rotate(vector(one.q, i, queryHeads, head), i, 'q', one)
      const allowed = ks.map((_, j) => parts.allows?.(i, j, one) ?? true)
      const row = rowOf(parts, one, q, ks, allowed, head, i)
      weights.set(row, (head * queries + i) * keys)
      for (let c = 0; c < valueWidth; c++) {
        const values = Float32Array.from(ks, (_, j) => one.v[(j * keyHeads + keyHead) * valueWidth + c])
        output[(i * queryHeads + head) * valueWidth + c] = parts.mix?.(row, values, one) ?? dot(row, values)
      }
    }
  }
  return { output, weights }
}

function rowOf(
  parts: Parts,
  one: Lanes,
  q: Vector,
  ks: readonly Vector[],
  allowed: readonly boolean[],
  head: number,
  i: number,
): Float32Array {
  const { features } = parts
  if (features) {
    const [phi, phis] = [features(q, 'q'), ks.map((k) => features(k, 'k'))]
    if (parts.weighFeatures) return parts.weighFeatures(phi, phis, allowed)
    return normalised(Float32Array.from(phis, (k, j) => (allowed[j] ? dot(phi, k) : 0)))
  }
  const scale = f(parts.scale?.(one) ?? 1 / Math.sqrt(one.width))
  const scores = Float32Array.from(ks, (k, j) => {
    const s = parts.score?.(q, k, scale) ?? f(dot(q, k) * scale)
    return parts.bias ? parts.bias(s, head, i, j, one) : s
  })
  return (parts.weigh ?? softmax)(scores, allowed, one)
}

/** A stream of numbers, the same for every run. */
export function stream(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return ((state >>> 8) + 0.5) / 2 ** 24
  }
}

/** Normally distributed inputs. */
export function lanesOf(
  extents: Partial<Extents> & { queries: number; keys: number },
  lanes: number,
  {
    seed = 1,
    size = 1,
    masked = false,
    middle = 0,
  }: { seed?: number; size?: number; masked?: boolean; middle?: number } = {},
): Lanes {
  const full = { width: 4, valueWidth: 4, queryHeads: 1, keyHeads: 1, ...extents }
  const one = sizes(full)
  const next = stream(seed + 7919 * full.keys + 31 * full.queries)
  const normal = () => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next())
  const numbers = (n: number, by: number, about = 0) =>
    Float32Array.from({ length: n * lanes }, () => about + by * normal())
  return {
    ...full,
    lanes,
    q: numbers(one.q, size, middle),
    k: numbers(one.k, size, middle),
    v: numbers(one.v, 1),
    ...(masked && {
      mask: Uint8Array.from({ length: one.mask * lanes }, (_, at) =>
        at % full.keys === 0 || next() < 0.6 ? 1 : 0,
      ),
    }),
  }
}
