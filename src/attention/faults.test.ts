import { describe, expect, test } from 'vitest'
import { forAll, type Claim, type ForAll, type Predicate } from '../claim/claim.ts'
import { folklore } from '../claim/source.ts'
import { onEachEngine } from '../engine/on-each-engine.fixture.ts'
import { arrays, queriesAndKeys, queryAndKeys, type Distribution } from '../generate/generate.ts'
import { judgeClaim } from '../judge/judge-claim.ts'
import type { Subject } from './attention.ts'
import { elu1, exponential, hedgehog, identity, relu, taylor2 } from './feature-map.ts'
import { inline } from './inline.ts'
import { linear } from './linear.ts'
import { masked, type Mask } from './mask.ts'
import { mechanism } from './mechanism.ts'
import { softmax, softmaxAttention } from './softmax.ts'

/** Claims of a kind about which something false was once said, because of the subject; each with others of its kind. */

const CASES = 200

const planted = (subject: Subject, inputs: ForAll['inputs'], check: Predicate): ForAll =>
  forAll({
    ...{ id: 'planted', title: 'planted', statement: 's', source: folklore() },
    ...{ subject, inputs, check, expect: { reals: 'holds' }, controls: [] },
  })

type QKV = Parameters<Predicate<'q' | 'k' | 'v'>>
const weightsOf = ([{ q, k }, attention]: Parameters<Predicate>) => attention.weights({ q, k })
const outputOf = ([inputs, attention]: Parameters<Predicate>) => attention.output(inputs as unknown as QKV[0])

/** The same numbers in every case. */
const numbers = (...given: number[]): Distribution => ({
  name: given.join(' '),
  fill(_draws, data, offset, rows, width) {
    for (let at = 0; at < rows * width; at++) data[offset + at] = given[at % given.length]
  },
})

const notFirst: Mask = (query) => query !== 0
const window: Mask = (query, key) => key <= query && key > query - 2
const before: Mask = (query, key) => key < query

/** Attention that divides by nothing, and by its sum. */
const multiplied = (mask: Mask, divided: boolean): Subject =>
  mechanism('masked products', ({ q, k }, x) => {
    const kernel = masked(q.matMul(k.transpose()), mask, x)
    return divided ? kernel.div(kernel.sum(-1, true)) : kernel
  })

/** A mask that leaves some query without a key, for so many queries and keys. */
const WITHOUT_KEYS: readonly (readonly [string, Mask, queries: number, tokens: number])[] = [
  ['the first of two queries', notFirst, 2, 3],
  ['queries behind a window', window, 5, 3],
  ['the first of more queries, strictly causal', before, 4, 2],
  ['one query and one key, strictly causal', before, 1, 1],
]

const SUBJECTS: readonly ((mask: Mask) => Subject)[] = [
  (mask) => softmaxAttention({ mask }),
  (mask) => softmaxAttention({ mask, scale: 'inverse-sqrt-width' }),
  (mask) => linear(relu, { mask }),
  (mask) => linear(taylor2, { mask, normalised: false }),
  (mask) => multiplied(mask, true),
  (mask) => multiplied(mask, false),
]

const causal = { mask: 'causal' } as const
const recurrent = { form: 'recurrent', mask: 'causal' } as const

await onEachEngine(['wasm', 'tensorflow'], 'What was once said falsely of subjects', (engine) => {
  const judge = (claim: Claim) =>
    judgeClaim(
      { claim, theme: 'planted', file: 'planted.ts', sourceHash: `sha256:${'0'.repeat(64)}`, imports: [] },
      { engine: engine(), seed: 1, to: CASES, demand: 0.1 },
    )

  describe.each(WITHOUT_KEYS)('%s without a key', (_, mask, queries, tokens) => {
    test.each(SUBJECTS.map((of) => [of(mask).name, of(mask)] as const))(
      '%s: no case, whatever is said of it',
      async (_name, subject) => {
        const inputs = queriesAndKeys({ queries, tokens, width: 2 })
        const checks: Predicate[] = [
          (...of) => weightsOf(of).sum(-1).atMost(2).all(),
          (...of) => weightsOf(of).sum(-1).equal(1).all(),
          (...of) => weightsOf(of).equal(0).any(),
        ]
        for (const check of checks) {
          const { cases, verdict, counterexample } = await judge(planted(subject, inputs, check))
          expect(cases.discarded).toBe(CASES)
          expect(verdict.reals.status).toBe('inconclusive')
          expect(verdict.float32?.status).toBe('inconclusive')
          expect(counterexample ?? null).toBeNull()
        }
      },
    )
  })

  /** The first query sees the first key alone; the others would overflow its score, or its features. */
  test.each<[Subject, q: number[], k: number[]]>([
    [softmaxAttention(causal), [1e20, 0], [0, 1e20]],
    [softmaxAttention({ mask: (query, key) => key <= query }), [3e38, 1], [-1e-38, 3e38]],
    [softmaxAttention({ ...causal, scale: 1e30 }), [1, -1], [1, 1e9]],
    [linear(exponential, causal), [1, 1], [0, 1e4]],
    [linear(hedgehog, { mask: (query, key) => key <= query }), [1, 1], [0, -1e4]],
    [linear(elu1, causal), [1e20, 1], [1, 1e20]],
    [linear(identity, causal), [1e20, 1], [1, -1e20]],
    [linear(relu, recurrent), [1e20, 1], [1, 1e20]],
    [linear(taylor2, recurrent), [1e18, 1], [1, 1e20]],
    [multiplied('causal', true), [1e20, 1], [1, 1e20]],
  ])('$name: what overflows behind the mask is not seen', async (subject, q, k) => {
    const inputs = arrays({
      arrays: { q: [2, 1], k: [2, 1], v: [2, 1] },
      from: { q: numbers(...q), k: numbers(...k), v: numbers(0.5, 3e38) },
    })
    const checks: Predicate[] = [
      (...of) => weightsOf(of).gather([0]).gather([0], 1).equal(1).all(),
      (...of) => weightsOf(of).gather([0]).gather([1], 1).equal(0).all(),
      (...of) => outputOf(of).gather([0]).equal(0.5).all(),
    ]
    for (const check of checks) {
      const { verdict } = await judge(planted(subject, inputs, check))
      expect([verdict.reals.status, verdict.float32?.status]).toEqual(['supported', 'supported'])
    }
  })

  describe.each([
    [4, 2],
    [2, 4],
    [1, 3],
    [5, 1],
  ])('%d queries and %d keys', (queries, keys) => {
    const inputs = arrays({ arrays: { q: [queries, 2], k: [keys, 2], v: [keys, 3] } })
    test.each([
      softmaxAttention(causal),
      linear(elu1, causal),
      linear(elu1, recurrent),
      linear(relu, { ...recurrent, normalised: false }),
      linear(hedgehog, recurrent),
    ])('$name: query i sees the first i + 1 keys', async (subject) => {
      const { verdict, cases } = await judge(
        planted(subject, inputs, (...of) => {
          const later = Array.from({ length: queries }, (_, query) =>
            Array.from({ length: keys }, (_, key) => (key > query ? 1 : 0)),
          )
          const forbidden = of[2].constant(later.flat(), [queries, keys])
          return weightsOf(of).mul(forbidden).equal(0).all()
        }),
      )
      expect(verdict.reals.status).toBe('supported')
      expect(cases.violated).toBe(0)
    })

    test.each([
      ...[linear(elu1, recurrent), linear(hedgehog, recurrent), softmaxAttention(causal)],
      ...[linear(elu1, { form: 'associative' }), softmax],
    ])('$name: a row for each query, a mean of the values', async (subject) => {
      const { verdict, cases } = await judge(
        planted(subject, inputs, (...of) => {
          const output = outputOf(of)
          expect(output.shape).toEqual([queries, 3])
          return output.atMost(of[0].v.max(0, true).add(1e-3)).all()
        }),
      )
      expect(verdict.reals.status).toBe('supported')
      expect(cases.discarded).toBe(0)
    })

    test('InLine: a row for each query', async () => {
      const check: Predicate = (...of) => weightsOf(of).reshape([queries, keys]).sum(-1).equal(1).all()
      const { verdict, cases } = await judge(planted(inline(identity), inputs, check))
      expect([verdict.reals.status, cases.violated]).toEqual(['supported', 0])
    })
  })

  test.each<[string, Predicate]>([
    ['all', (...of) => weightsOf(of).reshape([-1]).sum(0).equal(1).all()],
    ['the last', (...of) => weightsOf(of).reshape([1, 1, -1]).sum(2).equal(1).all()],
    ['one among others', (...of) => weightsOf(of).transpose().reshape([1, -1, 1]).sum(1).equal(1).all()],
  ])('an extent that is left open: %s', async (_, check) => {
    const { verdict } = await judge(planted(softmax, queryAndKeys({ tokens: [2, 3], width: 2 }), check))
    expect(verdict.reals.status).toBe('supported')
  })
})

test.each<[string, () => unknown]>([
  ['a scale of NaN', () => softmaxAttention({ scale: NaN })],
  ['an infinite scale', () => softmaxAttention({ scale: Infinity })],
  ['an infinite negative scale under a mask', () => softmaxAttention({ scale: -Infinity, mask: 'causal' })],
  ['a mask that is a number', () => linear(elu1, { mask: NaN as unknown as Mask })],
  ['a scaling that is a number', () => inline(identity, Infinity as unknown as 'released')],
])('%s is refused when the subject is made', (_, make) => {
  expect(make).toThrow(RangeError)
})
