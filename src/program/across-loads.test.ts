import { expect, test, vi } from 'vitest'
import { forAll } from '../claim/claim.ts'
import { withoutFile } from '../claim/load-claim.ts'
import { folklore } from '../claim/source.ts'
import { judgeClaim } from '../judge/judge-claim.ts'

test('a claim may use another load of this library than the one that judges it', async () => {
  vi.resetModules()
  const { arrays, gaussian } = await import('../generate/generate.ts')
  const { derivative } = await import('./derivative.ts')
  const { where } = await import('./where.ts')
  const { forAll: declared } = await import('../claim/claim.ts')
  expect(declared).not.toBe(forAll)
  const claim = declared({
    ...{ id: 'planted-twice', title: 't', statement: 's', source: folklore(), expect: { reals: 'refuted' } },
    inputs: arrays({ arrays: { u: [2] }, from: gaussian(1) }),
    check: ({ u }) => {
      const awayFromOne = where(u.greater(1), u, u.neg().add(2)).sum().sub(2)
      return awayFromOne.greater(0).and(derivative(u.square(), u, u).greater(-1).all())
    },
    controls: [{ name: 'never', check: ({ u }) => u.sum().less(u.sum()) }],
  })
  const judged = await judgeClaim(withoutFile(claim), { seed: 1, to: 100, starts: 1 })
  expect(judged.error).toBeUndefined()
  expect(judged.cases.satisfied).toBe(100)
  // A walk moves what the arrays of that load say may be moved.
  expect(judged.search?.notDone).toBeUndefined()
  expect(judged.search?.evaluations).toBeGreaterThan(9)
})
