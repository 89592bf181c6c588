import { describe, expect, test } from 'vitest'
import { record } from './record.ts'

const operations = (steps: readonly { readonly op: string }[]) => steps.map(({ op }) => op)

test('a claim is written down twice: what the engine runs, and what is meant', () => {
  const { implementation, definition } = record(
    ({ a }, x) => ({ claim: (x.part === 'definition' ? a.exp() : a.square()).less(1) }),
    { a: [2] },
  )
  expect(operations(implementation.steps)).toEqual(['input', 'square', 'constant'])
  expect(operations(definition.steps)).toEqual(['input', 'exp', 'constant'])
  expect(definition).toMatchObject({
    hypotheses: [],
    claim: ['less', 1, 2],
    existential: false,
    regions: [],
  })
  expect([definition.obstruction, definition.observed]).toEqual([undefined, undefined])
})

test('what the subject assumes comes before the hypothesis, in the order in which it was said', () => {
  const { definition } = record(
    ({ a, b }, x) => {
      const hypothesis = a.equal(b)
      x.assume(b.less(a))
      const claim = a.atMost(b)
      x.assume(a.less(b))
      return { hypothesis, claim }
    },
    { a: [], b: [] },
  )
  expect(definition.hypotheses).toEqual([
    ['less', 1, 0],
    ['less', 0, 1],
    ['equal', 0, 1],
  ])
})

test('regions, an obstruction and what is observed stand beside the claim, as plain data', () => {
  const { definition } = record(
    ({ a, b }) => {
      const slope = a.sum()
      return {
        claim: slope.less(1),
        existential: true,
        obstruction: b.less(a),
        regions: [
          { name: 'below', holds: a.less(0) },
          { name: 'some below', holds: b.less(0).any() },
        ],
        observed: slope,
      }
    },
    { a: [2], b: [2] },
  )
  expect(definition.steps[definition.observed!]).toEqual({
    op: 'sum',
    of: [0],
    axis: null,
    keepDims: false,
    shape: [],
  })
  expect(definition).toMatchObject({ existential: true, obstruction: ['less', 1, 0] })
  expect(definition.regions).toEqual([
    ['less', 0, 4],
    ['any', ['less', 1, 4]],
  ])
  expect(structuredClone(definition)).toEqual(definition)
})

describe('of a statement that for all a there are b', () => {
  const stated = (obstruction: 'a' | 'b') =>
    record(
      (inputs, x) => {
        const { a, b } = inputs
        x.assume(a.less(b))
        x.assume(a.less(a.exp()))
        const sides = { existential: true, sought: ['b'], obstruction: inputs[obstruction].less(0) }
        return { hypothesis: b.less(1), claim: b.exp().less(1), ...sides }
      },
      { a: [2], b: [2] },
    )

  test('a hypothesis on what is sought is part of what a witness satisfies', () => {
    const { hypotheses, claim } = stated('a').definition
    expect(hypotheses).toEqual([['less', 0, 2]])
    const [first, second] = [
      ['less', 0, 1],
      ['less', 1, expect.any(Number)],
    ]
    expect(claim).toEqual(['and', ['all', first], ['and', ['all', second], ['less', 5, 4]]])
  })

  test('an obstruction does not depend on what is sought', () => {
    expect(() => stated('b').definition).toThrow(/the obstruction depends on b, which the claim seeks/)
  })
})

test('a mistake is refused with the place where it was made', () => {
  const kept = record(({ a }) => ({ claim: a.less(0) }), { a: [] })
  expect(kept.definition.claim).toEqual(['less', 0, 1])
  const mistaken = (place: 'hypothesis' | 'obstruction', value: unknown) => () =>
    record(({ a }) => ({ claim: a.less(0), [place]: value as never }), { a: [] }).definition
  expect(mistaken('hypothesis', 1)).toThrow('assuming needs a proposition, such as a.less(b), and got 1')
  expect(mistaken('hypothesis', undefined)).toThrow('assuming needs a proposition')
  expect(mistaken('obstruction', undefined)).toThrow('obstruction needs a proposition')
  const covering = record(({ a }) => ({ claim: a.less(0), regions: [{ name: 'r', holds: a as never }] }), {
    a: [],
  })
  expect(() => covering.definition).toThrow('cover "r" needs a proposition')
})

test('a part is written down when it is first read, and once', () => {
  const parts: string[] = []
  const programs = record(
    ({ a }, x) => {
      parts.push(x.part)
      return { claim: a.less(0) }
    },
    { a: [] },
  )
  expect(parts).toEqual([])
  expect(programs.definition).toBe(programs.definition)
  expect(parts).toEqual(['definition'])
})

test.each(['a[1] b', '1 q', 'q,k', ''])('an array is not named %j', (name) => {
  expect(() => record(() => ({}) as never, { [name]: [1] }).definition).toThrow(
    'give it a name of letters, digits and _',
  )
})
