import { type Case, LINEAR, hot, large, many, simple, small } from './mistaken-case.fixture.ts'
import {
  b16,
  dropped,
  each,
  elu,
  expOf,
  h16,
  linear,
  overQueries,
  power,
  relu,
  softmax16,
  sum,
  sum16,
  taylor,
  terms,
} from './mistaken-parts.fixture.ts'
import { dot, lanesOf, normalised, softmax } from './mistaken.fixture.ts'

const f = Math.fround

export const WEIGHTS: readonly Case[] = [
  simple(
    'no-shift',
    { weigh: (s, a) => normalised(s.map((x, j) => (a[j] ? Math.exp(x) : 0))) },
    { batches: hot },
  ),
  simple('normaliser-over-queries', {
    finish: (_, one) => overQueries(one),
  }),
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
  simple('epsilon-in-the-normaliser', { weigh: (s, a) => normalised(terms(s, a), 1e-3) }),
  simple('epsilon-in-the-normaliser', { weigh: (s, a) => normalised(terms(s, a), 3.7e-5) }),
  simple('zero-key-added', {
    weigh: (s, a) =>
      normalised(terms(s, a), Math.exp(-s.reduce((m, x, j) => (a[j] ? Math.max(m, x) : m), -Infinity))),
  }),
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
  { name: 'dropout-left-on', parts: () => ({ weigh: dropped(0.1) }), batches: [...small, many] },
  { name: 'dropout-left-on', parts: () => ({ weigh: dropped(0.5) }), batches: [...small, many] },
  simple('softmax-in-bfloat16', { weigh: softmax16(b16) }),
  simple('softmax-in-float16', { weigh: softmax16(h16) }),
  simple('softmax-in-bfloat16', { weigh: (s, a) => softmax(s.map(b16), a).map(b16) }),
  simple('weights-rounded-to-bfloat16', { weigh: (s, a) => softmax(s, a).map(b16) }),
  simple('double-softmax', { weigh: (s, a) => softmax(softmax(s, a), a) }),
  simple('log-softmax', { weigh: (s, a) => softmax(s, a).map((x) => Math.log(x)) }),
  simple('scores-capped', { bias: (s) => f(5 * f(Math.tanh(s / 5))) }),
  simple('relu-for-exp', { weigh: (s) => normalised(s.map((x) => Math.max(x, 0))) }),
  simple('scores-ignored', { scale: () => 0 }),
  simple(
    'epsilon-in-the-normaliser',
    { weigh: (s, a) => normalised(terms(s, a), 1e-3) },
    { parameter: 1e-3 },
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
]
