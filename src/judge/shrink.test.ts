import { expect, test } from 'vitest'
import { forAll, type Claim } from '../claim/claim.ts'
import { ClaimPrograms } from '../claim/record-claim.ts'
import { folklore } from '../claim/source.ts'
import { TIERS } from '../evidence/tiers.ts'
import { arrays, lattice, uniform } from '../generate/generate.ts'
import { caseAt } from '../generate/stream.ts'
import { rowOrder } from './planted-claim.fixture.ts'
import { judgeFor, shrink, type ShrinkLimits } from './shrink.ts'
import { Status } from './status.ts'

/** A claim that no case satisfies. */
const never = {
  ...rowOrder,
  check: (({ q }, attention) => attention.weights({ q, k: q }).less(0)) as typeof rowOrder.check,
}

async function shrunk(limits: ShrinkLimits, claim: Claim = never, index = 0) {
  const programs = ClaimPrograms.of(claim)
  const judge = judgeFor('reals', undefined, (shapes) => programs.of(0, shapes))
  const found = await shrink(claim, 1, index, Status.Violated, judge, limits)
  if ('again' in found) throw new Error('it does not violate the claim')
  return found
}

test('a case is shrunk until its time is over, and says after how many candidates', async () => {
  const whole = await shrunk({})
  expect(whole).not.toHaveProperty('candidates')
  expect(whole.shrunk).not.toEqual(whole.original)
  const late = await shrunk({ deadline: performance.now() - 1 })
  expect(late).toMatchObject({ candidates: 0, shrunk: late.original })
})

test('after as many candidates it is the same again', async () => {
  const { shrunk: simplest } = await shrunk({})
  const one = await shrunk({ candidates: 1 })
  expect(one.candidates).toBeGreaterThan(0)
  expect(one.shrunk).not.toEqual(simplest)
  expect(await shrunk({ candidates: one.candidates })).toEqual(one)
})

const indexOf = ({ inputs, id }: Claim, isIt: (u: number) => boolean): number =>
  Array.from({ length: 99 }, (_, index) => index).find((index) =>
    isIt(caseAt(inputs, id, 1, index).inputs.u.data[0]),
  )!

test('what enclosures decide is not shrunk to what only exact numbers do', async () => {
  const claim = forAll({
    ...{ id: 'planted-root', title: 't', statement: 's', source: folklore(), expect: { reals: 'refuted' } },
    ...{ inputs: arrays({ arrays: { u: [] }, from: uniform(2, 4) }), controls: [{ name: 'none' }] },
    // Where u = 3 the sides are equal, and only a number that is known by its root tells.
    check: ({ u }, _, x) => {
      const root = x.constant(2, []).sqrt()
      return u.mul(root).less(root.mul(3))
    },
  })
  const {
    shrunk: found,
    outcomes,
    lane,
  } = await shrunk(
    {},
    claim,
    indexOf(claim, (u) => u > 3),
  )
  expect(TIERS[outcomes.tier[lane]]).toBe('interval')
  expect(found.inputs.u.data).toEqual(Float32Array.of(3.5))
  // Where nothing else decides it, exact numbers may.
  const equal = { ...claim, inputs: arrays({ arrays: { u: [] }, from: lattice(3) }) }
  const exact = await shrunk(
    {},
    equal,
    indexOf(equal, (u) => u === 3),
  )
  expect(TIERS[exact.outcomes.tier[exact.lane]]).toBe('exact')
})
