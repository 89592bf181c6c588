import type { Declared } from '../declared.ts'
import type { Lanes } from '../lanes.ts'
import { rounded } from '../round-to.ts'
import { dot, lanesOf, normalised, positions, softmax, stream, type Parts } from './mistaken.fixture.ts'

const f = Math.fround

export const plain: Declared = {
  mechanism: 'softmax',
  scale: 'inverse-sqrt-width',
  mask: { kind: 'none' },
  position: { kind: 'none' },
  heads: { query: 1, key: 1 },
  precision: 'float32',
  accumulation: 'float32',
}

export interface Case {
  readonly name: string
  readonly declared?: Partial<Declared>
  readonly parts: () => Parts
  readonly batches: readonly Lanes[]
  /** What has to be read off. */
  readonly parameter?: number | string
  /** Where the mistake shows at all. */
  readonly seenIn?: readonly ('output' | 'weights')[]
}

const sizesOf = (heads: { queryHeads?: number; keyHeads?: number } = {}, masked = false) => [
  lanesOf({ queries: 1, keys: 1, ...heads }, 12, { masked }),
  lanesOf({ queries: 2, keys: 2, ...heads }, 12, { masked }),
  lanesOf({ queries: 3, keys: 5, width: 2, valueWidth: 3, ...heads }, 20, { masked }),
  lanesOf({ queries: 5, keys: 3, ...heads }, 12, { masked }),
  lanesOf({ queries: 8, keys: 8, width: 8, ...heads }, 12, { size: 2, masked }),
  lanesOf({ queries: 4, keys: 17, width: 16, valueWidth: 8, ...heads }, 8, { masked }),
  lanesOf({ queries: 2, keys: 70, ...heads }, 4, { masked }),
]

const small = sizesOf()
const grouped = { queryHeads: 4, keyHeads: 2 }
const large = [
  ...small,
  lanesOf({ queries: 2, keys: 130 }, 3),
  lanesOf({ queries: 2, keys: 300 }, 4),
  lanesOf({ queries: 1, keys: 600 }, 2),
]
const hot = [
  ...small,
  lanesOf({ queries: 3, keys: 6 }, 20, { size: 12 }),
  lanesOf({ queries: 3, keys: 6 }, 20, { size: 120 }),
  lanesOf({ queries: 2, keys: 4, width: 2 }, 20, { size: 300 }),
]
const many = lanesOf({ queries: 3, keys: 6 }, 200)

const at = (aligned: 'start' | 'end', query: number, one: Lanes) => query + positions(one, aligned)
const causal =
  (rule: (at: number, key: number) => boolean, aligned: 'start' | 'end' = 'start'): Parts['allows'] =>
  (i, j, one) =>
    rule(at(aligned, i, one), j)

const CAUSAL: Partial<Declared> = { mask: { kind: 'causal', aligned: 'start' } }
const WINDOW: Partial<Declared> = { mask: { kind: 'window', size: 3, aligned: 'start' } }
const GIVEN: Partial<Declared> = { mask: { kind: 'given' } }
const LINEAR: Partial<Declared> = { mechanism: { featureMap: 'elu1', normalised: true } }
const HEADS = (query: number, key: number): Partial<Declared> => ({ heads: { query, key } })

const asCausal: Parts['allows'] = (i, j) => j <= i
const given: Parts['allows'] = (i, j, one) => one.mask![i * one.keys + j] === 1

const elu1 = (x: Float32Array) => x.map((each) => (each > 0 ? each + 1 : Math.exp(each)))
const elu = (x: Float32Array) => x.map((each) => (each > 0 ? each : Math.expm1(each)))
const relu = (x: Float32Array) => x.map((each) => Math.max(each, 0))
const linear = (weighFeatures?: Parts['weighFeatures'], features: Parts['features'] = elu1): Parts =>
  weighFeatures ? { features, weighFeatures } : { features }

const sum = (x: Float32Array) => x.reduce((total, each) => f(total + each), 0)
const rows = (numbers: Float32Array, tokens: number, from: (token: number) => number) => {
  const row = numbers.length / tokens
  return numbers.map((_, i) => numbers[from(Math.floor(i / row)) * row + (i % row)])
}
const moved =
  (from: (j: number, n: number) => number): NonNullable<Parts['prepare']> =>
  (one) => ({
    ...one,
    v: rows(one.v, one.keys, (j) => from(j, one.keys)),
  })

const expOf =
  (exp: (x: number) => number, shifted = true): NonNullable<Parts['weigh']> =>
  (scores, allowed) => {
    const most = shifted ? scores.reduce((m, s, j) => (allowed[j] ? Math.max(m, s) : m), -Infinity) : 0
    return normalised(scores.map((s, j) => (allowed[j] ? exp(f(s - most)) : 0)))
  }

const terms = (scores: Float32Array, allowed: readonly boolean[]) => {
  const most = scores.reduce((m, s, j) => (allowed[j] ? Math.max(m, s) : m), -Infinity)
  return scores.map((s, j) => (allowed[j] ? Math.exp(f(s - most)) : 0))
}

const taylor =
  (degree: number, clamp = false) =>
  (x: number) => {
    let [total, term] = [1, 1]
    for (let k = 1; k <= degree; k++) {
      term = f(f(term * x) / k)
      total = f(total + term)
    }
    return clamp ? Math.max(total, 0) : total
  }

const power =
  (n: number, clamp = false) =>
  (x: number) => {
    let base = f(1 + x / 2 ** n)
    if (clamp) base = Math.max(base, 0)
    for (let k = 0; k < n; k++) base = f(base * base)
    return base
  }

const counts =
  (count: (j: number, n: number) => number): NonNullable<Parts['weigh']> =>
  (scores, allowed) =>
    normalised(terms(scores, allowed).map((t, j) => t * count(j, scores.length)))

const rotary =
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
const ROTARY: Partial<Declared> = { position: { kind: 'rotary', base: 10000, pairs: 'neighbours' } }
const ALIBI: Partial<Declared> = { position: { kind: 'alibi' }, heads: { query: 4, key: 4 } }
const four = sizesOf({ queryHeads: 4, keyHeads: 4 })
const alibi =
  (
    slope: (h: number, heads: number) => number,
    distance = (i: number, j: number) => i - j,
  ): NonNullable<Parts['bias']> =>
  (s, h, i, j, one) =>
    f(s - f(f(slope(h, one.queryHeads)) * distance(i, j)))

const h16 = (x: number) => rounded('float16', x)
const b16 = (x: number) => rounded('bfloat16', x)
const each = (g: (x: number) => number) => (x: Float32Array) => x.map(g)

const dropped = (rate: number, rescaled = true): NonNullable<Parts['weigh']> => {
  const next = stream(99)
  return (scores, allowed) =>
    softmax(scores, allowed).map((w) => (next() < rate ? 0 : rescaled ? f(w / f(1 - rate)) : w))
}

const penalty = (c: number): Parts => ({
  bias: (s, _, i, j) => (j <= i ? s : f(s + f(c))),
})

const simple = (name: string, parts: Parts, more: Partial<Case> = {}): Case => ({
  name,
  parts: () => parts,
  batches: small,
  ...more,
})

const causalCase = (name: string, allows: Parts['allows'], more: Partial<Case> = {}) =>
  simple(name, { allows: allows! }, { declared: CAUSAL, ...more })
const windowCase = (name: string, allows: Parts['allows']) =>
  simple(name, { allows: allows! }, { declared: WINDOW })

const both = ['output', 'weights'] as const
void both

export const CASES: readonly Case[] = [
  simple(
    'no-shift',
    { weigh: (s, a) => normalised(s.map((x, j) => (a[j] ? Math.exp(x) : 0))) },
    { batches: hot },
  ),
  simple('normaliser-over-queries', {
    finish: (_, one) => overQueries(one),
  }),
  simple('scale-inverse-width', { scale: ({ width }) => 1 / width }),
  simple('scale-forgotten', { scale: () => 1 }),
  simple('scale-times-sqrt-width', { scale: ({ width }) => Math.sqrt(width) }),
  simple(
    'scale-of-the-model-width',
    { scale: ({ width, queryHeads }) => 1 / Math.sqrt(width * queryHeads) },
    { batches: four, declared: HEADS(4, 4) },
  ),
  simple('negative-temperature', { scale: ({ width }) => -1 / Math.sqrt(width) }),
  simple('wrong-scale', { scale: ({ width }) => 0.7311 / Math.sqrt(width) }),
  simple('constant-scale', { scale: () => 0.25 }),
  causalCase(
    'causal-mask-off-by-one-later',
    causal((i, j) => j <= i + 1),
  ),
  causalCase(
    'causal-mask-off-by-one-earlier',
    causal((i, j) => j < i),
  ),
  causalCase('mask-not-applied', () => true),
  causalCase(
    'causal-mask-transposed',
    causal((i, j) => j >= i),
  ),
  causalCase(
    'causal-mask-inverted',
    causal((i, j) => j > i),
  ),
  causalCase(
    'mask-aligned-at-the-other-end',
    causal((i, j) => j <= i, 'end'),
  ),
  causalCase('mask-flipped-along-keys', (i, j, one) => one.keys - 1 - j <= i),
  windowCase('sliding-window-one-wider', (i, j) => j <= i && j > i - 4),
  windowCase('sliding-window-one-narrower', (i, j) => j <= i && j > i - 2),
  windowCase('sliding-window-on-both-sides', (i, j) => Math.abs(i - j) < 3),
  windowCase('sliding-window-without-end', (i, j) => j <= i),
  simple(
    'given-mask-inverted',
    { allows: (i, j, one) => !given(i, j, one) },
    { declared: GIVEN, batches: sizesOf({}, true) },
  ),
  simple(
    'given-mask-transposed',
    { allows: (i, j, one) => one.mask![j * one.queries + i] === 1 },
    { declared: GIVEN, batches: sizesOf({}, true) },
  ),
  simple('mask-not-applied', {}, { declared: GIVEN, batches: sizesOf({}, true) }),
  simple('no-normaliser', { weigh: terms }),
  simple('no-normaliser', { weigh: (s, a) => s.map((x, j) => (a[j] ? Math.exp(x) : 0)) }),
  simple(
    'no-normaliser',
    linear((q, k) => Float32Array.from(k, (x) => dot(q, x))),
    { declared: LINEAR },
  ),
  simple(
    'normaliser-over-features',
    linear((q, k) => Float32Array.from(k, (x) => dot(q, x) / sum(q))),
    { declared: LINEAR },
  ),
  simple(
    'normaliser-over-features',
    linear((q, k) => {
      const z = k.reduce((total, x) => f(total + sum(x)), 0)
      return Float32Array.from(k, (x) => dot(q, x) / z)
    }),
    { declared: LINEAR },
  ),
  simple(
    'normaliser-over-features',
    linear((q, k) => {
      const z = f(sum(q) * k.reduce((total, x) => f(total + sum(x)), 0))
      return Float32Array.from(k, (x) => dot(q, x) / z)
    }),
    { declared: LINEAR },
  ),
  simple(
    'normaliser-over-features',
    linear((q, k) => Float32Array.from(k, (x) => dot(q, x) / sum(x))),
    { declared: LINEAR },
  ),
  simple('elu-without-1', linear(undefined, elu), { declared: LINEAR }),
  simple('relu-for-the-feature-map', linear(undefined, relu), { declared: LINEAR }),
  simple(
    'feature-map-of-queries-only',
    linear(undefined, (x, of) => (of === 'q' ? elu1(x) : x)),
    { declared: LINEAR },
  ),
  simple(
    'epsilon-in-the-normaliser',
    linear(
      (q, k) =>
        normalised(
          Float32Array.from(k, (x) => dot(q, x)),
          1e-6,
        ),
      each(Math.exp),
    ),
    {
      declared: { mechanism: { featureMap: 'exp', normalised: true } },
      batches: [...small, lanesOf({ queries: 4, keys: 3, width: 2 }, 40, { middle: -4 })],
    },
  ),
  simple('first-token-dropped', { weigh: counts((j) => (j === 0 ? 0 : 1)) }),
  simple(
    'first-token-dropped',
    linear((q, k) => normalised(Float32Array.from(k, (x, j) => (j === 0 ? 0 : dot(q, x))))),
    { declared: LINEAR },
  ),
  simple('last-token-dropped', { weigh: counts((j, n) => (j === n - 1 ? 0 : 1)) }),
  simple(
    'border-counted-twice',
    { weigh: counts((j) => (j > 0 && j % 128 === 0 ? 2 : 1)) },
    { batches: large },
  ),
  simple(
    'border-counted-twice',
    { weigh: counts((j) => (j > 0 && j % 6 === 0 ? 2 : 1)) },
    { batches: large },
  ),
  simple(
    'border-counted-twice',
    { weigh: counts((j, n) => ((j + 1) % 64 === 0 && j + 1 < n ? 2 : 1)) },
    { batches: large },
  ),
  simple(
    'last-block-dropped',
    { weigh: counts((j, n) => (j >= n - (n % 4) && n >= 4 ? 0 : 1)) },
    { batches: large.filter(({ keys }) => keys >= 4) },
  ),
  simple('finite-mask-penalty', penalty(-1e4), { declared: CAUSAL, batches: hot }),
  simple('finite-mask-penalty', penalty(-1e9), {
    declared: CAUSAL,
    batches: [...hot, lanesOf({ queries: 5, keys: 5 }, 20, { size: 2e5 })],
  }),
  simple('finite-mask-penalty', penalty(-65504), {
    declared: CAUSAL,
    batches: [...hot, lanesOf({ queries: 5, keys: 5 }, 20, { size: 300 })],
  }),
  simple('masked-scores-zero', { bias: (s, _, i, j) => (j <= i ? s : 0) }, { declared: CAUSAL }),
  simple(
    'mask-after-softmax',
    { weigh: softmax, finish: (answer) => answer },
    {
      declared: CAUSAL,
      parts: () => ({
        finish: (answer, one) => afterwards(answer, one),
      }),
    },
  ),
  simple('epsilon-in-the-normaliser', { weigh: (s, a) => normalised(terms(s, a), 1e-3) }),
  simple('epsilon-in-the-normaliser', { weigh: (s, a) => normalised(terms(s, a), 3.7e-5) }),
  simple('zero-key-added', {
    weigh: (s, a) =>
      normalised(terms(s, a), Math.exp(-s.reduce((m, x, j) => (a[j] ? Math.max(m, x) : m), -Infinity))),
  }),
  ...(['k', 'q', 'v'] as const).flatMap((name) =>
    (
      [
        ['float16', h16],
        ['bfloat16', b16],
      ] as const
    ).map(([format, g]) =>
      simple(
        `${{ k: 'keys', q: 'queries', v: 'values' }[name]}-rounded-to-${format}`,
        { prepare: (one) => ({ ...one, [name]: one[name].map(g) }) },
        { seenIn: name === 'v' ? ['output'] : ['output', 'weights'] },
      ),
    ),
  ),
  simple(
    'inputs-rounded-to-float16',
    { prepare: (one) => ({ ...one, q: one.q.map(h16), k: one.k.map(h16), v: one.v.map(h16) }) },
    { seenIn: ['output'] },
  ),
  simple(
    'keys-permuted-against-values-rolled',
    { prepare: moved((j, n) => (j + n - 1) % n) },
    { seenIn: ['output'] },
  ),
  simple(
    'keys-permuted-against-values-reversed',
    { prepare: moved((j, n) => n - 1 - j) },
    { seenIn: ['output'] },
  ),
  simple('keys-permuted-against-values-reversed', {
    prepare: (one) => ({ ...one, k: rows(one.k, one.keys, (j) => one.keys - 1 - j) }),
  }),
  simple(
    'keys-permuted-against-values-rolled-by',
    { prepare: moved((j, n) => (j + 3) % n) },
    { seenIn: ['output'] },
  ),
  ...[2, 3, 4, 6].map((degree) => simple('exp-by-series', { weigh: expOf(taylor(degree)) })),
  simple('exp-by-series', { weigh: expOf(taylor(5, true)) }),
  simple('exp-by-series', { weigh: expOf(taylor(8), false) }),
  ...[3, 5, 8].map((n) => simple('exp-by-power', { weigh: expOf(power(n)) })),
  simple('exp-by-power', { weigh: expOf(power(4, true)) }),
  simple('exp-of-base-2', { weigh: expOf((x) => 2 ** x) }),
  simple(
    'accumulation-in-float16',
    { mix: (w, v) => (w.length > 256 ? sum16(w, v) : dot(w, v)) },
    { batches: [...large, lanesOf({ queries: 4, keys: 256 }, 4)], seenIn: ['output'] },
  ),
  simple('accumulation-in-float16', { mix: (w, v) => sum16(w, v) }, { seenIn: ['output'] }),
  simple('rotary-keys-one-later', { rotate: rotary({ k: (t) => t + 1 }) }, { declared: ROTARY }),
  simple('rotary-queries-one-later', { rotate: rotary({ q: (t) => t + 1 }) }, { declared: ROTARY }),
  simple('rotary-pairs-mixed-up', { rotate: rotary({ pairs: 'halves' }) }, { declared: ROTARY }),
  simple('rotary-base', { rotate: rotary({ base: 500000 }) }, { declared: ROTARY }),
  simple('rotary-base', { rotate: rotary({ base: 1234 }) }, { declared: ROTARY }),
  simple('rotary-not-applied', {}, { declared: ROTARY }),
  simple(
    'alibi-heads-from-0',
    { bias: alibi((h, n) => 2 ** ((-8 * h) / n)) },
    { declared: ALIBI, batches: four },
  ),
  simple(
    'alibi-sign',
    { bias: alibi((h, n) => -(2 ** ((-8 * (h + 1)) / n))) },
    { declared: ALIBI, batches: four },
  ),
  simple('alibi-not-applied', {}, { declared: ALIBI, batches: four }),
  simple(
    'alibi-slopes-of-another-power',
    { bias: alibi((h, n) => 2 ** ((-5 * (h + 1)) / n)) },
    { declared: ALIBI, batches: four },
  ),
  simple(
    'alibi-off-by-one',
    {
      bias: alibi(
        (h, n) => 2 ** ((-8 * (h + 1)) / n),
        (i, j) => Math.abs(i - j + 1),
      ),
    },
    { declared: ALIBI, batches: four },
  ),
  simple(
    'grouped-heads-tiled',
    { keyHead: (h, one) => h % one.keyHeads },
    { declared: HEADS(4, 2), batches: sizesOf(grouped) },
  ),
  simple(
    'heads-interleaved-of-output',
    { finish: (answer, one) => interleaved(answer, one) },
    { declared: HEADS(4, 2), batches: sizesOf(grouped), seenIn: ['output'] },
  ),
  { name: 'dropout-left-on', parts: () => ({ weigh: dropped(0.1) }), batches: [...small, many] },
  { name: 'dropout-left-on', parts: () => ({ weigh: dropped(0.5) }), batches: [...small, many] },
  simple('softmax-in-bfloat16', { weigh: softmax16(b16) }),
  simple('softmax-in-float16', { weigh: softmax16(h16) }),
  simple('softmax-in-bfloat16', { weigh: (s, a) => softmax(s.map(b16), a).map(b16) }),
  simple('weights-rounded-to-bfloat16', { weigh: (s, a) => softmax(s, a).map(b16) }),
  simple('output-factor', { mix: (w, v) => f(dot(w, v) * f(0.9)) }, { seenIn: ['output'] }),
  simple('output-divided-by-keys', { mix: (w, v) => f(dot(w, v) / v.length) }, { seenIn: ['output'] }),
  simple(
    'queries-and-keys-swapped',
    { prepare: (one) => (one.queries === one.keys ? { ...one, q: one.k, k: one.q } : one) },
    { batches: small.filter(({ queries, keys }) => queries === keys) },
  ),
  simple('double-softmax', { weigh: (s, a) => softmax(softmax(s, a), a) }),
  simple('log-softmax', { weigh: (s, a) => softmax(s, a).map((x) => Math.log(x)) }),
  simple(
    'output-transposed',
    {
      finish: ({ output, weights }, { queries, valueWidth }) => ({
        weights,
        output: output.map((_, i) => output[(i % queries) * valueWidth + Math.floor(i / queries)]),
      }),
    },
    { seenIn: ['output'] },
  ),
  simple('padding-not-masked', { weigh: (s, a) => padded(s, a, 8) }),
  simple('scores-capped', { bias: (s) => f(5 * f(Math.tanh(s / 5))) }),
  simple('relu-for-exp', { weigh: (s) => normalised(s.map((x) => Math.max(x, 0))) }),
  simple('scores-ignored', { scale: () => 0 }),
  simple(
    'epsilon-in-the-normaliser',
    { weigh: (s, a) => normalised(terms(s, a), 1e-3) },
    { parameter: 1e-3 },
  ),
  simple('wrong-scale', { scale: ({ width }) => 2 / Math.sqrt(width) }, { parameter: 2 }),
  simple('causal-mask-offset', { allows: (i, j) => j <= i + 3 }, { declared: CAUSAL, parameter: 3 }),
  simple(
    'border-counted-twice',
    { weigh: counts((j) => (j > 0 && j % 128 === 0 ? 2 : 1)) },
    { batches: large, parameter: 128 },
  ),
  simple('exp-by-series', { weigh: expOf(taylor(5)) }, { parameter: 5 }),
  {
    name: 'dropout-left-on',
    parts: () => ({ weigh: dropped(0.2) }),
    batches: [...small, many],
    parameter: 0.2,
  },
  simple('cosine-for-product', {
    score: (q, k, scale) => f(f(dot(q, k) / f(Math.sqrt(dot(q, q)) * Math.sqrt(dot(k, k)))) * scale),
  }),
  simple('distance-for-product', {
    score: (q, k, scale) => {
      const off = q.map((x, c) => x - k[c])
      return f(-dot(off, off) * scale)
    },
  }),
  simple(
    'keys-permuted-against-values',
    { prepare: moved((j, n) => (n === 3 ? [2, 0, 1][j] : n === 5 ? [3, 0, 4, 1, 2][j] : j)) },
    {
      batches: [3, 5].map((keys) => lanesOf({ queries: 3, keys }, 20)),
      seenIn: ['output'],
      parameter: '3 1 2, 4 1 5 2 3',
    },
  ),
  simple(
    'causal-mask-off-by-one-later',
    { allows: (i, j) => j <= i + 1, scale: ({ width }) => 1 / width },
    { declared: CAUSAL },
  ),
]

function overQueries(one: Lanes) {
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

function afterwards({ weights }: { weights: Float32Array }, one: Lanes) {
  const masked = weights.map((w, at) => (at % one.keys <= Math.floor(at / one.keys) ? w : 0))
  return { weights: masked, output: mixed(masked, one) }
}

function sum16(w: Float32Array, v: Float32Array) {
  let total = 0
  w.forEach((x, j) => (total = h16(total + f(x * v[j]))))
  return total
}

function softmax16(g: (x: number) => number): NonNullable<Parts['weigh']> {
  return (s, a) => {
    const rounded = each(g)(s)
    const most = rounded.reduce((m, x, j) => (a[j] ? Math.max(m, x) : m), -Infinity)
    const e = rounded.map((x, j) => (a[j] ? g(Math.exp(g(x - most))) : 0))
    let z = 0
    for (const x of e) z = g(z + x)
    return e.map((x) => g(x / z))
  }
}

function padded(scores: Float32Array, allowed: readonly boolean[], block: number) {
  const n = scores.length
  const full = new Float32Array(Math.ceil(n / block) * block)
  full.set(scores)
  return softmax(
    full,
    Array.from(full, (_, j) => (j < n ? allowed[j] : true)),
  ).slice(0, n)
}

function interleaved(
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

export const HONEST: readonly { declared?: Partial<Declared>; parts: Parts; batches: readonly Lanes[] }[] = [
  { parts: {}, batches: hot },
  { declared: CAUSAL, parts: { allows: asCausal }, batches: hot },
  { declared: GIVEN, parts: { allows: given }, batches: sizesOf({}, true) },
  { declared: LINEAR, parts: linear(), batches: large },
  { declared: ROTARY, parts: { rotate: rotary() }, batches: small },
  { declared: ALIBI, parts: { bias: alibi((h, n) => 2 ** ((-8 * (h + 1)) / n)) }, batches: four },
  { declared: HEADS(4, 2), parts: {}, batches: sizesOf(grouped) },
]
