import { describe, expect, it } from 'vitest'
import { record, type Recordable } from '../../program/record.ts'
import { Truth } from '../../program/truth.ts'
import { batchOf } from '../batch.ts'
import { run } from './run.ts'

const { True, False, Undecided } = Truth
const cases = (...numbers: number[][]) =>
  batchOf(numbers.map((data) => ({ inputs: { a: { shape: [data.length], data: Float32Array.from(data) } } })))
const said = (predicate: Recordable, ...numbers: number[][]) => {
  const batch = cases(...numbers)
  return run(record(predicate, batch.shapes).definition, batch)
}

describe('a program in float64 enclosures', () => {
  it('takes the float32 numbers of a batch exactly, lane by lane, and an infinity or a NaN as anything', () => {
    const stored = Math.fround(0.1)
    const { claim, lanes } = said(
      ({ a }, x) => ({ claim: a.gather([0]).equal(x.constant(stored)) }),
      [0.1, 7],
      [0.2, Infinity],
      [NaN, 0.1],
      [Infinity, 0],
    )
    expect(lanes).toBe(4)
    expect([...claim]).toEqual([True, False, Undecided, Undecided])
  })

  it('says of a statement with entries left whether all are true', () => {
    expect([...said(({ a }) => ({ claim: a.less(2) }), [0, 1], [1, 3], [1, NaN], [3, NaN]).claim]).toEqual([
      True,
      False,
      Undecided,
      False,
    ])
  })

  it('conjoins the hypotheses, and takes them for true where there is none', () => {
    const { hypothesis } = said(
      ({ a }, x) => {
        x.assume(a.less(2))
        return { hypothesis: x.constant(0).less(a), claim: a.less(0) }
      },
      [1, 1],
      [1, 3],
      [-1, 1],
      [1, NaN],
    )
    expect([...hypothesis]).toEqual([True, False, False, Undecided])
    expect([...said(({ a }) => ({ claim: a.less(0) }), [1], [2]).hypothesis]).toEqual([True, True])
  })

  it('says of an obstruction and of each region, in every lane', () => {
    const { obstruction, regions } = said(
      ({ a }) => ({
        claim: a.less(0),
        existential: true,
        obstruction: a.less(2),
        regions: [
          { name: 'below 3', holds: a.less(3) },
          { name: 'some below 1', holds: a.less(1).any() },
        ],
      }),
      [1, 2],
      [0, 1],
    )
    expect([...obstruction!]).toEqual([False, True])
    expect(regions.map((truths) => [...truths])).toEqual([
      [True, True],
      [False, True],
    ])
    expect(said(({ a }) => ({ claim: a.less(0) }), [1])).toMatchObject({
      obstruction: undefined,
      regions: [],
    })
  })

  it("gives the claim's margin, and what is the same in every lane for each of them", () => {
    const { claim, margin, bound, hypothesis } = said(
      ({ a }, x) => ({
        hypothesis: x.constant(0).less(1),
        claim: x.constant(2).less(5),
        observed: a.sum(),
      }),
      [1],
      [2],
    )
    expect([...claim, ...hypothesis]).toEqual([True, True, True, True])
    expect([...margin, ...bound]).toEqual([3, 3, 0, 0])
    expect([...said(({ a }) => ({ claim: a.less(2) }), [1, -8], [5, 9]).margin]).toEqual([1, -3])
  })

  it('gives the middle of what it observes, and how far off it can be', () => {
    const { observed } = said(({ a }) => ({ claim: a.less(9), observed: a.exp().sum() }), [0, 0], [1, 2])
    expect([...observed!.value].map((value) => value.toFixed(12))).toEqual(
      [2, Math.E + Math.E ** 2].map((value) => value.toFixed(12)),
    )
    expect(observed!.radius[0]).toBe(0)
    expect(observed!.radius[1]).toBeGreaterThan(0)
    expect(observed!.radius[1]).toBeLessThan(2 ** -45)
  })
})
