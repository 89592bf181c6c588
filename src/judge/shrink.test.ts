import { expect, test } from 'vitest'
import { ClaimPrograms } from '../claim/record-claim.ts'
import { rowOrder } from './planted-claim.fixture.ts'
import { judgeFor, shrink, type ShrinkLimits } from './shrink.ts'
import { Status } from './status.ts'

/** A claim that no case satisfies. */
const never = {
  ...rowOrder,
  check: (({ q }, attention) => attention.weights({ q, k: q }).less(0)) as typeof rowOrder.check,
}

async function shrunk(limits: ShrinkLimits) {
  const programs = ClaimPrograms.of(never)
  const judge = judgeFor('reals', undefined, (shapes) => programs.of(0, shapes))
  const found = await shrink(never, 1, 0, Status.Violated, judge, limits)
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
