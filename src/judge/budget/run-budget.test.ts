import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Claim } from '../../claim/claim.ts'
import { withoutFile } from '../../claim/load-claim.ts'
import type { Engine } from '../../engine/engine.ts'
import { startEngine } from '../../engine/start.ts'
import { judgeClaim } from '../judge-claim.ts'
import { rowOrder } from '../planted-claim.fixture.ts'
import { RunBudget } from './run-budget.ts'

let engine: Engine
beforeAll(async () => {
  engine = (await startEngine('cpu')).engine
})

/** Every look at the clock takes a millisecond, whatever the machine is doing. */
let now = 0
beforeEach(() => void vi.spyOn(performance, 'now').mockImplementation(() => now++))
afterEach(() => void vi.restoreAllMocks())

const claim = (id: string, changes: Partial<Claim> = {}) =>
  withoutFile({
    ...rowOrder,
    id,
    controls: [
      {
        name: 'reversed',
        check: ({ q, k }, attention) => attention.weights({ q, k }).sameOrder(q.matMul(k.transpose()).neg()),
      },
    ],
    restrictions: [{ name: 'itself', hypothesis: 'none', cases: 4 }],
    expect: { reals: 'holds' },
    ...changes,
  } as Claim)

const throwing = () => {
  throw new Error('no such luck')
}

async function judged(milliseconds: number, claims: readonly ReturnType<typeof claim>[]) {
  const budget = new RunBudget(claims, now + milliseconds, () => ({ engine, seed: 1, demand: 0.9 }))
  await budget.look()
  const found = []
  for (const each of claims) found.push(await budget.judge(each))
  return found
}

describe('the time of a run', () => {
  test('is used, and goes on to what others leave', async () => {
    const began = now
    const [a, broken, b] = await judged(800, [claim('a'), claim('broken', { check: throwing }), claim('b')])
    expect(broken.error).toBeDefined()
    expect(now - began).toBeGreaterThan(720)
    expect(now - began).toBeLessThan(880)
    for (const { asExpected, controls, range } of [a, b]) {
      expect(asExpected).toBe(true)
      expect(controls[0].refuted).toBe(true)
      expect(range.to).toBeGreaterThan(10)
    }
  })

  test('says nothing of what it does not reach', async () => {
    const [a] = await judged(-1, [claim('a')])
    expect(a).toMatchObject({
      asExpected: false,
      verdict: { reals: { status: 'inconclusive' } },
      range: { from: 0, to: 0 },
      controls: [{ refuted: false, casesTried: 0, outOfTime: true }],
      restrictions: [{ refuted: false, casesTried: 0, outOfTime: true, decided: 0 }],
    })
  })
})

describe('the time of a claim', () => {
  const options = () => ({ engine, seed: 1, demand: 0.9 })

  test.each([0.05, 0.1, 0.3])(
    '%d s decide where cases, variants and shrinking end, and nothing else',
    async (seconds) => {
      const loaded = claim('a')
      const found = await judgeClaim(loaded, { ...options(), seconds })
      const again = await judgeClaim(loaded, { ...options(), to: found.range.to, like: found })
      expect(again).toEqual(found)
    },
  )
})
