import { expect, test } from 'vitest'
import type { Computation, Subject } from '../attention/attention.ts'
import type { Real } from '../program/real.ts'
import type { ForAll } from '../claim/claim.ts'
import { withoutFile } from '../claim/load-claim.ts'
import { startEngine } from '../engine/start.ts'
import { judgeClaim } from '../judge/judge-claim.ts'
import { rowOrder } from '../judge/planted-claim.fixture.ts'
import { checkNamed } from './named-cases.ts'
import { Regenerated } from './regenerated.ts'

const half = (added: (scores: Real) => Real): Computation => ({
  weights: ({ q, k }) => added(q.matMul(k.transpose())).add(0.5),
  output: () => {
    throw new Error('it has no outputs')
  },
})

/** A half, by a definition of which no arithmetic knows that it is one. */
const odd: Subject = {
  name: 'odd',
  definition: () => half((s) => s.sin().square().add(s.cos().square()).sub(1).mul(1e300)),
  implementation: () => half((s) => s.mul(0)),
}

test('what the device decided, and nothing else can, is as it is named', async () => {
  const check: ForAll['check'] = ({ q, k }, { weights }) => weights({ q, k }).less(0.6)
  const tightness: ForAll['tightness'] = ({ q, k }, { weights }) => weights({ q, k }).sqrt().max()
  const claim = {
    ...rowOrder,
    subject: odd,
    check,
    tightness,
  }
  const { engine } = await startEngine('wasm')
  const loaded = withoutFile(claim)
  const found = await judgeClaim(loaded, { engine, seed: 1, to: 100 })
  expect(found.cases.byTier.device).toBe(100)
  const cases = new Regenerated(claim, 1)
  expect(await checkNamed(found, cases, true)).toEqual([])
  expect(await checkNamed(found, cases, false)).toEqual([expect.stringMatching(/^the ratio of case/)])
})
