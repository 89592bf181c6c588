import {
  CAUSAL,
  type Case,
  GIVEN,
  HEADS,
  causalCase,
  four,
  hot,
  simple,
  sizesOf,
  windowCase,
} from './mistaken-case.fixture.ts'
import { afterwards, causal, given, padded, penalty } from './mistaken-parts.fixture.ts'
import { lanesOf } from './mistaken.fixture.ts'

export const MASKS: readonly Case[] = [
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
  simple('mask-after-softmax', { finish: afterwards }, { declared: CAUSAL }),
  simple('padding-not-masked', { weigh: (s, a) => padded(s, a, 8) }),
  simple('wrong-scale', { scale: ({ width }) => 2 / Math.sqrt(width) }, { parameter: 2 }),
  simple('causal-mask-offset', { allows: (i, j) => j <= i + 3 }, { declared: CAUSAL, parameter: 3 }),
  simple(
    'causal-mask-off-by-one-later',
    { allows: (i, j) => j <= i + 1, scale: ({ width }) => 1 / width },
    { declared: CAUSAL },
  ),
]
