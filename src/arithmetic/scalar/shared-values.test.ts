import { expect, test } from 'vitest'
import { record } from '../../program/record.ts'
import { Truth } from '../../program/truth.ts'
import { batchOf } from '../batch.ts'
import { IntervalField } from './interval-field.ts'
import { liveValues } from './live-values.ts'
import { evaluate, run } from './run.ts'

/** Counts the square roots that are taken. */
class Counting extends IntervalField {
  roots = 0
  override sqrt(a: Parameters<IntervalField['sqrt']>[0]) {
    this.roots++
    return super.sqrt(a)
  }
}
class Released extends Counting {
  release(): void {}
}

const { definition } = record(
  ({ u }, x) => ({
    claim: x.constant(4).sqrt().add(u.sqrt()).greater(0).all(),
    regions: [{ name: 'far', holds: u.exp().sqrt().greater(3).all() }],
  }),
  { u: [2] },
)
const caseOf = (...data: number[]) =>
  batchOf([{ inputs: { u: { shape: [2], data: Float32Array.from(data) } } }])

test('what depends on no input is computed once, unless numbers end with their case', () => {
  for (const [field, roots] of [
    [new Counting(), 1 + 2 + 2],
    [new Released(), 3 + 3],
  ] as const) {
    const said = [caseOf(1, 2), caseOf(4, 9)].map((batch) => run(definition, batch, field))
    expect(said.map(({ claim }) => claim[0])).toEqual([Truth.True, Truth.True])
    expect(field.roots).toBe(roots)
    const values = [caseOf(1, 1), caseOf(4, 4)].map((batch) => evaluate(definition.steps, batch, field))
    const sums = values.map((of) => of[definition.steps.findIndex(({ op }) => op === 'add')].entries[0]!)
    expect(sums).toEqual([
      { lo: 3, hi: 3 },
      { lo: 4, hi: 4 },
    ])
  }
})

test('what only regions compare is not live, and empty', () => {
  const live = liveValues(definition)
  const dead = definition.steps.filter((_, value) => !live.has(value)).map(({ op }) => op)
  expect(dead).toEqual(['exp', 'sqrt', 'constant'])
  const { values } = run(definition, caseOf(1, 2), new Counting())
  values.forEach(({ entries }, value) => expect(entries.length > 0).toBe(live.has(value)))
})
