import { expect, test } from 'vitest'
import type { Recorder } from '../program/recorder.ts'
import { alibiAttention } from './alibi.ts'
import { slidingWindow, type Mask } from './mask.ts'
import { expectOfBothParts, over, shares, type Worked } from './worked.fixture.ts'

const causal = alibiAttention({ slope: 0.5 })
const unmasked = (slope: number, scale: number | 'none' = 'none') =>
  alibiAttention({ slope, scale, mask: 'none' })

/** Shares of each of so many rows, of e to these numbers; -∞ for a forbidden key. */
const exponentials =
  (rows: number, ...of: number[]) =>
  (x: Recorder) => {
    const shape = [rows, of.length / rows]
    const allowed = x.constant(
      of.map((number) => (number === -Infinity ? 0 : 1)),
      shape,
    )
    const terms = x
      .constant(
        of.map((number) => Math.max(number, -99)),
        shape,
      )
      .exp()
      .mul(allowed)
    return terms.div(terms.sum(-1, true))
  }

const WORKED: Record<string, Worked> = {
  'each step takes the slope': {
    ...{ subject: unmasked(0.5), q: '0', k: '1; 2; 3' },
    is: shares((x) => x.constant([0, -0.5, -1]).exp()),
  },
  'on both sides': {
    ...{ subject: unmasked(1), q: '0; 0', k: '1; 2; 3' },
    is: exponentials(2, ...[0, -1, -2], ...[-1, 0, -1]),
  },
  'from scores that are scaled': {
    ...{ subject: unmasked(1, 2), q: '1', k: '1; 3' },
    is: shares((x) => x.constant([2, 5]).exp()),
  },
  'causal if nothing is said': {
    ...{ subject: causal, q: '0; 0; 1', k: '7; 7; 8' },
    is: exponentials(3, ...[0, -Infinity, -Infinity], ...[-0.5, 0, -Infinity], ...[6, 6.5, 8]),
  },
  'more queries than keys': {
    ...{ subject: causal, q: '0; 0; 0', k: '1; 2' },
    is: exponentials(3, ...[0, -Infinity], ...[-0.5, 0], ...[-1, -0.5]),
  },
  'a window of two': {
    subject: alibiAttention({ slope: 1, mask: slidingWindow(2) }),
    ...{ q: '0; 0; 0', k: '1; 2; 3' },
    is: exponentials(3, ...[0, -Infinity, -Infinity], ...[-1, 0, -Infinity], ...[-Infinity, -1, 0]),
  },
  'a mask that leaves out the own key': {
    subject: alibiAttention({ slope: 1, mask: (query, key) => query !== key }),
    ...{ q: '0; 0; 0', k: '1; 2; 3' },
    is: exponentials(3, ...[-Infinity, -1, -2], ...[-1, -Infinity, -1], ...[-2, -1, -Infinity]),
  },
  'a slope of 0 takes nothing': { subject: unmasked(0), q: '0', k: '1; 2', is: over(2, 1, 1) },
  'an output': {
    ...{ subject: unmasked(1), ask: 'output', q: '2', k: '1; 1.5', v: '1; 3' },
    is: over(1, 2),
  },
}
test.each(Object.entries(WORKED))('%s', (_, worked) => expectOfBothParts(worked))

test('its name tells its options', () => {
  expect(causal.name).toBe('alibi(slope 0.5, causal)')
  expect(alibiAttention({ slope: 1, scale: 'inverse-sqrt-width', mask: () => true }).name).toBe(
    'alibi(slope 1, scale 1/√d, masked)',
  )
})

test('what there is not is refused', () => {
  for (const slope of [-1, NaN, Infinity, undefined as unknown as number])
    expect(() => alibiAttention({ slope })).toThrow(RangeError)
  expect(() => alibiAttention({ slope: 1, mask: 'casual' as Mask })).toThrow(RangeError)
  expect(() => alibiAttention({ slope: 1, scale: NaN })).toThrow(RangeError)
  expect(() => alibiAttention({ slope: 1, slopes: [1] } as { slope: number })).toThrow(RangeError)
})
