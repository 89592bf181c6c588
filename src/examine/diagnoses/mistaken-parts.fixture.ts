import type { Lanes } from '../lanes.ts'
import { rounded } from '../round-to.ts'
import { type Allows, type Parts, dot, normalised, positions, softmax, stream } from './mistaken.fixture.ts'

const f = Math.fround

const at = (aligned: 'start' | 'end', query: number, one: Lanes) => query + positions(one, aligned)

export const causal =
  (rule: (at: number, key: number) => boolean, aligned: 'start' | 'end' = 'start'): Allows =>
  (i, j, one) =>
    rule(at(aligned, i, one), j)

export const asCausal: Allows = (i, j) => j <= i

export const given: Allows = (i, j, one) => one.mask![i * one.keys + j] === 1

export const elu1 = (x: Float32Array) => x.map((each) => (each > 0 ? each + 1 : Math.exp(each)))

export const elu = (x: Float32Array) => x.map((each) => (each > 0 ? each : Math.expm1(each)))

export const relu = (x: Float32Array) => x.map((each) => Math.max(each, 0))

export const linear = (weighFeatures?: Parts['weighFeatures'], features: Parts['features'] = elu1): Parts =>
  weighFeatures ? { features, weighFeatures } : { features }

export const sum = (x: Float32Array) => x.reduce((total, each) => f(total + each), 0)

export const rows = (numbers: Float32Array, tokens: number, from: (token: number) => number) => {
  const row = numbers.length / tokens
  return numbers.map((_, i) => numbers[from(Math.floor(i / row)) * row + (i % row)])
}

export const moved =
  (from: (j: number, n: number) => number): NonNullable<Parts['prepare']> =>
  (one) => ({
    ...one,
    v: rows(one.v, one.keys, (j) => from(j, one.keys)),
  })

export const expOf =
  (exp: (x: number) => number, shifted = true): NonNullable<Parts['weigh']> =>
  (scores, allowed) => {
    const most = shifted ? scores.reduce((m, s, j) => (allowed[j] ? Math.max(m, s) : m), -Infinity) : 0
    return normalised(scores.map((s, j) => (allowed[j] ? exp(f(s - most)) : 0)))
  }

export const terms = (scores: Float32Array, allowed: readonly boolean[]) => {
  const most = scores.reduce((m, s, j) => (allowed[j] ? Math.max(m, s) : m), -Infinity)
  return scores.map((s, j) => (allowed[j] ? Math.exp(f(s - most)) : 0))
}

export const taylor =
  (degree: number, clamp = false) =>
  (x: number) => {
    let [total, term] = [1, 1]
    for (let k = 1; k <= degree; k++) {
      term = f(f(term * x) / k)
      total = f(total + term)
    }
    return clamp ? Math.max(total, 0) : total
  }

export const power =
  (n: number, clamp = false) =>
  (x: number) => {
    let base = f(1 + x / 2 ** n)
    if (clamp) base = Math.max(base, 0)
    for (let k = 0; k < n; k++) base = f(base * base)
    return base
  }

export const counts =
  (count: (j: number, n: number) => number): NonNullable<Parts['weigh']> =>
  (scores, allowed) =>
    normalised(terms(scores, allowed).map((t, j) => t * count(j, scores.length)))

export const rotary =
  ({
    base = 10000,
    pairs = 'neighbours',
    q = (t: number) => t,
    k = (t: number) => t,
  }: {
    base?: number
    pairs?: 'neighbours' | 'halves'
    q?: (t: number) => number
    k?: (t: number) => number
  } = {}): NonNullable<Parts['rotate']> =>
  (x, token, of) => {
    const position = of === 'q' ? q(token) : k(token)
    const out = x.slice()
    const half = x.length / 2
    for (let l = 0; l < half; l++) {
      const angle = f(position * f(base ** ((-2 * l) / x.length)))
      const [c, s] = [f(Math.cos(angle)), f(Math.sin(angle))]
      const [a, b] = pairs === 'neighbours' ? [2 * l, 2 * l + 1] : [l, l + half]
      out[a] = f(f(x[a] * c) - f(x[b] * s))
      out[b] = f(f(x[a] * s) + f(x[b] * c))
    }
    return out
  }

export const alibi =
  (
    slope: (h: number, heads: number) => number,
    distance = (i: number, j: number) => i - j,
  ): NonNullable<Parts['bias']> =>
  (s, h, i, j, one) =>
    f(s - f(f(slope(h, one.queryHeads)) * distance(i, j)))

export const h16 = (x: number) => rounded('float16', x)

export const b16 = (x: number) => rounded('bfloat16', x)

export const each = (g: (x: number) => number) => (x: Float32Array) => x.map(g)

export const dropped = (rate: number, rescaled = true): NonNullable<Parts['weigh']> => {
  const next = stream(99)
  return (scores, allowed) =>
    softmax(scores, allowed).map((w) => (next() < rate ? 0 : rescaled ? f(w / f(1 - rate)) : w))
}

export const penalty = (c: number): Parts => ({
  bias: (s, _, i, j) => (j <= i ? s : f(s + f(c))),
})

export function overQueries(one: Lanes) {
  const weights = new Float32Array(one.queries * one.keys)
  const vector = (x: Float32Array, i: number) => x.slice(i * one.width, (i + 1) * one.width)
  for (let j = 0; j < one.keys; j++) {
    const column = Float32Array.from({ length: one.queries }, (_, i) =>
      f(dot(vector(one.q, i), vector(one.k, j)) * f(1 / Math.sqrt(one.width))),
    )
    softmax(column, new Array<boolean>(one.queries).fill(true)).forEach(
      (w, i) => (weights[i * one.keys + j] = w),
    )
  }
  return { weights, output: mixed(weights, one) }
}

function mixed(weights: Float32Array, one: Lanes) {
  return Float32Array.from({ length: one.queries * one.valueWidth }, (_, place) => {
    const [i, c] = [Math.floor(place / one.valueWidth), place % one.valueWidth]
    return dot(
      weights.slice(i * one.keys, (i + 1) * one.keys),
      Float32Array.from({ length: one.keys }, (_, j) => one.v[j * one.valueWidth + c]),
    )
  })
}

export function afterwards({ weights }: { weights: Float32Array }, one: Lanes) {
  const masked = weights.map((w, at) => (at % one.keys <= Math.floor(at / one.keys) ? w : 0))
  return { weights: masked, output: mixed(masked, one) }
}

export function sum16(w: Float32Array, v: Float32Array) {
  let total = 0
  w.forEach((x, j) => (total = h16(total + f(x * v[j]))))
  return total
}

export function softmax16(g: (x: number) => number): NonNullable<Parts['weigh']> {
  return (s, a) => {
    const rounded = each(g)(s)
    const most = rounded.reduce((m, x, j) => (a[j] ? Math.max(m, x) : m), -Infinity)
    const e = rounded.map((x, j) => (a[j] ? g(Math.exp(g(x - most))) : 0))
    let z = 0
    for (const x of e) z = g(z + x)
    return e.map((x) => g(x / z))
  }
}

export function padded(scores: Float32Array, allowed: readonly boolean[], block: number) {
  const n = scores.length
  const full = new Float32Array(Math.ceil(n / block) * block)
  full.set(scores)
  return softmax(
    full,
    Array.from(full, (_, j) => (j < n ? allowed[j] : true)),
  ).slice(0, n)
}

export function interleaved(
  { output, weights }: { output: Float32Array; weights: Float32Array },
  { queryHeads, valueWidth }: Lanes,
) {
  const row = queryHeads * valueWidth
  const mixed = new Float32Array(output.length)
  output.forEach((x, at) => {
    const [token, rest] = [Math.floor(at / row), at % row]
    mixed[token * row + (rest % valueWidth) * queryHeads + Math.floor(rest / valueWidth)] = x
  })
  return { output: mixed, weights }
}
