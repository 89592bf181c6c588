import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Case } from '../../arithmetic/batch.ts'
import { checkCertificate } from '../../auditor/certificate-check.ts'
import { withoutFile } from '../../claim/load-claim.ts'
import { arrays, lattice } from '../../generate/generate.ts'
import { plantedClaim } from '../../evidence/planted-evidence.fixture.ts'
import { caseAt } from '../../generate/stream.ts'
import { fromHex } from '../../program/hex-float.ts'
import { checkVerdicts } from '../../recount/recomputed-verdicts.ts'
import { attackText } from '../../report/attack-text.ts'
import { judgeClaim } from '../judge-claim.ts'
import { needle } from './needle.fixture.ts'
import { searchClaim } from './search-claim.ts'

test('what walks find refutes, and the limits stay those of the random cases', async () => {
  const judged = await judgeClaim(withoutFile(needle), { seed: 1, to: 500, starts: 2 })
  expect(judged.verdict.reals.status).toBe('refuted')
  expect(judged.verdict.reals.meaning).toMatch(/walk .* from case 0; none of 500 cases drawn at random/)
  expect(judged.cases.violated).toBe(0)
  expect(judged.counterexample).toBeUndefined()
  expect(judged.failureRateAtMost!.limit).toBeLessThan(0.03)
  expect(judged.mutants[0].refuted).toBe(false)
  expect(judged.search!.mutants[0].kill).not.toBeNull()
  // A mutant that only a walk kills is as sharp as any.
  expect(judged.asExpected).toBe(true)
  expect(checkVerdicts(needle, judged)).toEqual([])
  expect(
    checkVerdicts(needle, { ...judged, search: { ...judged.search!, counterexample: null } }),
  ).not.toEqual([])
  const alone = await judgeClaim(withoutFile(needle), { seed: 1, to: 500 })
  expect(alone.search).toBeUndefined()
  expect(alone.verdict.reals.status).not.toBe('refuted')
})

test('what a walk leads to is shrunk, certified and the same each time', async () => {
  const search = await searchClaim(needle, 1, 2)
  const { case: named, certificate, shrunk } = search.counterexample!
  expect(named).toEqual({ seed: 1, index: 0 })
  expect(checkCertificate(certificate)).toEqual([])
  expect(shrunk.u.data.map(fromHex)).toEqual([1, 1, 1, 1, 1])
  // Uphill lies what is false, so the tightest true case is the one where a walk began.
  expect(fromHex(search.tightness!.atLeast)).toBeLessThan(0.998)
  expect(await searchClaim(needle, 1, 2)).toEqual(search)
})

test('what a walk through a map leads to is shrunk through it', async () => {
  const halved = needle.inputs.map(({ inputs: { u } }): Case<'u'> => ({
    inputs: { u: { ...u, data: u.data.map((x) => x / 2) } },
  }))
  const { certificate, shrunk } = (await searchClaim({ ...needle, inputs: halved }, 1, 2)).counterexample!
  expect(checkCertificate(certificate)).toEqual([])
  expect(shrunk.u.data.map(fromHex)).toEqual([1, 1, 1, 1, 1])
})

test('a walk from what nothing can move counts as none', async () => {
  const whole = arrays({ arrays: { u: [5] }, from: lattice(4) })
  const either = fc.oneof(needle.inputs, whole)
  const isWhole = Array.from({ length: 8 }, (_, index) =>
    caseAt(either, needle.id, 1, index).inputs.u.data.every(Number.isInteger),
  )
  const search = await searchClaim(
    { ...needle, inputs: either, check: ({ u }) => u.square().sum().greater(-1) },
    1,
    8,
  )
  expect(search.counterexample).toBeNull()
  expect(search.moved).toBe(isWhole.filter((each) => !each).length)
  expect(search.mutants[0].moved).toBeLessThan(8)
  expect(attackText(plantedClaim('a', { search }))).toContain(
    `None of 8 walks against the gradient (${8 - search.moved} of them stand still where they begin) leads to a counterexample`,
  )
})

test('where no walk can be made it is said why', async () => {
  const whole = arrays({ arrays: { u: [5] }, from: lattice(4) })
  const search = await searchClaim({ ...needle, inputs: whole.map((item) => item) }, 1, 2)
  expect(search.notDone).toBe('nothing of which its first 32 cases are composed may be any number')
  expect(search.counterexample).toBeNull()
})
