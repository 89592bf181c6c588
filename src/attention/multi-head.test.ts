import { expect, test } from 'vitest'
import { recordFormula } from '../program/formula.ts'
import { bind } from './attention.ts'
import { identity } from './feature-map.ts'
import { linear } from './linear.ts'
import { multiHead } from './multi-head.ts'
import { softmax, softmaxAttention } from './softmax.ts'
import { expectOfBothParts, over, type Worked } from './worked.fixture.ts'

/** Its weights are the scores themselves. */
const scores = linear(identity, { normalised: false })
const twoHeads = multiHead(scores, { heads: 2 })
const grouped = multiHead(scores, { heads: 4, keyHeads: 2 })
const oneOfKeys = multiHead(scores, { heads: 2, keyHeads: 1 })

const TOKENS = { q: '1 0 2 0', k: '3 0 5 0; 1 1 1 1' }

const WORKED: Record<string, Worked> = {
  // The scores are 3 and 1, and 10 and 2.
  'weights are the mean over the heads': { subject: twoHeads, ...TOKENS, is: over(2, 13, 3) },
  'outputs stand side by side': {
    ...{ subject: twoHeads, ask: 'output', ...TOKENS, v: '1 10; 2 20' },
    is: over(1, 5, 140),
  },
  'values of several columns for each head': {
    ...{ subject: twoHeads, ask: 'output', q: '1 1; 2 3', k: '1 1', v: '1 2 3 4' },
    is: over(1, ...[1, 2, 3, 4], ...[2, 4, 9, 12]),
  },
  'two heads share one of keys': {
    ...{ subject: grouped, ask: 'output', q: '1 2 3 4', k: '1 10', v: '1 100' },
    is: over(1, 1, 2, 3000, 4000),
  },
  'their weights are the mean of four': { subject: grouped, q: '1 2 3 4', k: '1 10', is: over(4, 73) },
  'all share one': {
    ...{ subject: oneOfKeys, ask: 'output', q: '1 0 0 1', k: '2 3; 5 7', v: '1; 10' },
    is: over(1, 52, 73),
  },
  'each head has its own sum': {
    subject: multiHead(linear(identity), { heads: 2 }),
    // 1/4 and 3/4, and 1 and 0.
    ...{ q: '1 1', k: '1 1; 3 0' },
    is: over(8, 5, 3),
  },
  'the mask is that of each head': {
    subject: multiHead(softmaxAttention({ mask: 'causal' }), { heads: 2 }),
    ...{ ask: 'output', q: '0 0; 0 0', k: '1 1; 1 1', v: '1 2; 3 8' },
    is: over(1, ...[1, 2], ...[2, 5]),
  },
  'one head is the subject itself': {
    ...{ subject: multiHead(scores, { heads: 1 }), q: '2 3', k: '5 7' },
    is: over(1, 31),
  },
}
test.each(Object.entries(WORKED))('%s', (_, worked) => expectOfBothParts(worked))

test.each(['definition', 'implementation'] as const)(
  'the %s refuses widths that heads do not divide',
  (part) => {
    const written = (width: number, values: number) => () =>
      recordFormula(
        { q: [1, width], k: [2, width], v: [2, values] },
        ({ q, k, v }, x) => bind(twoHeads, x).output({ q, k, v }),
        part,
      )
    expect(written(4, 2)).not.toThrow()
    expect(written(3, 2)).toThrow(RangeError)
    expect(written(3, 2)).toThrow('splits q [1, 3] in 2 parts; its width has to be a multiple of 2')
    expect(written(4, 5)).toThrow('splits v [2, 5] in 2 parts')
  },
)

test('what there is not is refused', () => {
  for (const heads of [0, -2, 1.5, NaN, undefined as unknown as number])
    expect(() => multiHead(softmax, { heads })).toThrow(RangeError)
  expect(() => multiHead(softmax, { heads: 4, keyHeads: 3 })).toThrow('3 heads of keys do not divide 4 heads')
  expect(() => multiHead(softmax, { heads: 2, keyHeads: 4 })).toThrow(RangeError)
  expect(() => multiHead(softmax, { heads: 2, kvHeads: 1 } as { heads: number })).toThrow(RangeError)
  expect(() => multiHead(twoHeads, { heads: 2 })).toThrow('has several heads already')
})

test('its name tells its heads', () => {
  expect(twoHeads.name).toBe('multi-head(linear(id, unnormalised), 2 heads)')
  expect(grouped.name).toBe('multi-head(linear(id, unnormalised), 4 heads, 2 of keys)')
})
