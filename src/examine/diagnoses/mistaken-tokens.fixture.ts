import {
  ALIBI,
  type Case,
  HEADS,
  LINEAR,
  ROTARY,
  four,
  grouped,
  large,
  simple,
  sizesOf,
  small,
} from './mistaken-case.fixture.ts'
import {
  alibi,
  b16,
  counts,
  elu1,
  h16,
  interleaved,
  linear,
  moved,
  rotary,
  rows,
} from './mistaken-parts.fixture.ts'
import { dot, lanesOf, normalised } from './mistaken.fixture.ts'

const f = Math.fround

export const TOKENS: readonly Case[] = [
  simple(
    'feature-map-of-queries-only',
    linear(undefined, (x, of) => (of === 'q' ? elu1(x) : x)),
    { declared: LINEAR },
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
  simple('output-factor', { mix: (w, v) => f(dot(w, v) * f(0.9)) }, { seenIn: ['output'] }),
  simple('output-divided-by-keys', { mix: (w, v) => f(dot(w, v) / v.length) }, { seenIn: ['output'] }),
  simple(
    'queries-and-keys-swapped',
    { prepare: (one) => (one.queries === one.keys ? { ...one, q: one.k, k: one.q } : one) },
    { batches: small.filter(({ queries, keys }) => queries === keys) },
  ),
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
  simple(
    'border-counted-twice',
    { weigh: counts((j) => (j > 0 && j % 128 === 0 ? 2 : 1)) },
    { batches: large, parameter: 128 },
  ),
  simple(
    'keys-permuted-against-values',
    { prepare: moved((j, n) => (n === 3 ? [2, 0, 1][j] : n === 5 ? [3, 0, 4, 1, 2][j] : j)) },
    {
      batches: [3, 5].map((keys) => lanesOf({ queries: 3, keys }, 20)),
      seenIn: ['output'],
      parameter: '3 1 2, 4 1 5 2 3',
    },
  ),
]
