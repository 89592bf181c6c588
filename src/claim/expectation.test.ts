import { expect, test } from 'vitest'
import { shapesOf, batchOf } from '../arithmetic/batch.ts'
import { run } from '../arithmetic/interval/run.ts'
import { noSubject } from '../attention/no-subject.ts'
import { arrays, uniform } from '../generate/generate.ts'
import { Truth } from '../program/truth.ts'
import { expectation, type Mean } from './expectation.ts'
import { recordClaim } from './record-claim.ts'
import { folklore } from './source.ts'

const mean = (range: Mean['range'], value = 1): Mean => ({ relation: 'equals', value, formula: 'v', range })
const of = (range: Mean['range'], value?: number) =>
  expectation({
    ...{ id: 'planted', title: 't', statement: 's', source: folklore() },
    inputs: arrays({ arrays: { u: [1], chance: [1] }, from: uniform(0, 1) }),
    measure: ({ u }) => u.sum(),
    mean: mean(range, value),
    expect: { reals: 'consistent' },
    controls: [
      { name: 'twice', measure: ({ u }) => u.sum().mul(2) },
      { name: 'another range', mean: mean([0, 4]) },
      { name: 'other inputs', inputs: arrays({ arrays: { u: [1], chance: [1] }, from: uniform(0, 2) }) },
    ],
  })

/** Whether the event happens where the quantity is x and the number that it is compared with is c. */
function happens(claim: ReturnType<typeof of>, x: number, c: number): boolean {
  const one = (value: number) => ({ shape: [1], data: Float32Array.of(value) })
  const inputs = { u: one(x), chance: one(c) }
  const { definition } = recordClaim(claim, noSubject, shapesOf({ inputs }))
  return run(definition, batchOf([{ inputs }])).claim[0] === Truth.True
}

test('a mean is the probability that the quantity exceeds a number of its range', () => {
  expect(of([-1, 3], 1).bound).toMatchObject({ relation: 'equals', value: 0.5 })
  // At c = 1/2 the number is in the middle of the range.
  expect([0.75, 1.25].map((x) => happens(of([-1, 3]), x, 0.5))).toEqual([false, true])
  expect([-2, 4].map((x) => happens(of([-1, 3]), x, 0.5))).toEqual([false, true])
})

test('what a variant says of the quantity, its mean or its inputs is said of the event', () => {
  const { check, controls } = of([0, 2])
  const [twice, ranged, drawn] = controls
  expect(twice.bound).toBeUndefined()
  expect(happens({ ...of([0, 2]), check: twice.check! }, 0.75, 0.5)).toBe(true)
  expect(happens({ ...of([0, 2]), check }, 0.75, 0.5)).toBe(false)
  expect(ranged.bound).toMatchObject({ value: 0.25 })
  expect(happens({ ...of([0, 2]), check: ranged.check! }, 1.5, 0.5)).toBe(false)
  expect(drawn).not.toHaveProperty('check')
})

test('a range that is none, or has no end, has no mean', () => {
  for (const range of [
    [1, 1],
    [2, 1],
    [0, Infinity],
    [NaN, 1],
  ] as const)
    expect(() => of(range)).toThrow(/give a finite range/)
})
