import { expect, test } from 'vitest'
import { shapesOf, batchOf } from '../arithmetic/batch.ts'
import { run } from '../arithmetic/interval/run.ts'
import { noSubject } from '../attention/no-subject.ts'
import { arrays, gaussian, uniform, type Distribution } from '../generate/generate.ts'
import { sizeOf } from '../program/shape.ts'
import { Truth } from '../program/truth.ts'
import { expectation, type Mean } from './expectation.ts'
import { recordClaim } from './record-claim.ts'
import { folklore } from './source.ts'
import type { Measure, Predicate } from './variant.ts'

const mean = (range: Mean['range'], value = 1): Mean => ({ relation: 'equals', value, formula: 'v', range })
const of = (
  range: Mean['range'],
  value = range[0],
  changed: Partial<Parameters<typeof expectation<'u'>>[0]> = {},
) =>
  expectation<'u'>({
    ...{ id: 'planted', title: 't', statement: 's', source: folklore() },
    inputs: arrays({ arrays: { u: [1], chance: [1] }, from: uniform(0, 1) }),
    measure: ({ u }) => u.sum(),
    mean: mean(range, value),
    expect: { reals: 'consistent' },
    controls: [
      { name: 'twice', measure: ({ u }) => u.sum().mul(2) },
      { name: 'another range', mean: mean([0, 4]) },
      {
        name: 'other inputs',
        inputs: arrays({
          arrays: { u: [1], chance: [1] },
          from: { u: uniform(0, 2), chance: uniform(0, 1) },
        }),
      },
    ],
    ...changed,
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

const drawn = (chance: Distribution | undefined, shape = [1]) =>
  arrays({ arrays: { u: [1], chance: shape }, from: { u: gaussian(1), ...(chance && { chance }) } })

test('the number that the quantity is compared with is uniform, wherever it is known what it is', () => {
  for (const [chance, name] of [
    [undefined, /from mixture/],
    [gaussian(1), /from gaussian/],
    [uniform(0, 2), /from uniform \[0, 2\]/],
    [{ ...uniform(0, 1) }, /from your own uniform \[0, 1\]/],
  ] as const) {
    const inputs = drawn(chance)
    expect(() => of([0, 1], 0, { inputs })).toThrow(name)
    expect(() => of([0, 1], 0, { controls: [{ name: 'c', inputs }] })).toThrow(name)
  }
  expect(() => of([0, 1], 0, { inputs: drawn(uniform(0, 1)) })).not.toThrow()
})

test('it is one number, the quantity is another, and is not told of it', () => {
  const array = (shape: number[]) => ({ shape, data: new Float32Array(sizeOf(shape)) })
  const recorded = (measure: Measure<'u' | 'chance'>, chance?: number[]) => () => {
    const inputs = { u: array([2]), ...(chance && { chance: array(chance) }) }
    const { definition } = recordClaim(of([0, 1], 0, { measure }), noSubject, shapesOf({ inputs }))
    return definition.steps
  }
  expect(recorded(({ u }) => u.sum(), [1])).not.toThrow()
  expect(recorded(({ u }) => u.sum(), [2])).toThrow(
    'the input "chance" is one number, and this is an array [2]',
  )
  expect(recorded(({ u }) => u.sum())).toThrow('there is none')
  expect(recorded(({ u }) => u, [1])).toThrow(
    'a quantity that has a mean is one number, and this is an array [2]',
  )
  expect(recorded(({ chance }) => chance.sum(), [1])).toThrow(TypeError)
})

test('a hypothesis is not told of the number either, of the claim or of a variant', () => {
  const assuming: Predicate<'u' | 'chance'> = ({ chance }) => chance.less(0.25).all()
  const inputs = {
    u: { shape: [1], data: Float32Array.of(1) },
    chance: { shape: [1], data: Float32Array.of(0.5) },
  }
  const told = { controls: [{ name: 'told', assuming }] }
  for (const claim of [of([0, 1], 0, { assuming }), { ...of([0, 1]), ...of([0, 1], 0, told).controls[0] }])
    expect(() => recordClaim(claim, noSubject, shapesOf({ inputs })).definition).toThrow(TypeError)
  const claim = of([0, 1], 0, { assuming: ({ u }) => u.greater(0).all() })
  expect(recordClaim(claim, noSubject, shapesOf({ inputs })).definition.hypotheses).toHaveLength(1)
})

test('a mean that the quantity cannot have is refused in its own words', () => {
  expect(() => of([0, 2], 3)).toThrow('a quantity from 0 to 2 has no mean 3; give one in its range')
  expect(() => of([0, 2], 1, { mean: { ...mean([0, 2]), known: -1 } })).toThrow('has no mean -1')
})
