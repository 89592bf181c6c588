import { expect, test } from 'vitest'
import { forAll } from '../claim/claim.ts'
import { withoutFile } from '../claim/load-claim.ts'
import { about } from '../claim/planted-claims.fixture.ts'
import { arrays } from '../generate/arrays.ts'
import { judgeClaim } from '../judge/judge-claim.ts'
import { allowed } from '../auditor/certificate-check.ts'
import { checkDecisiveCases } from './decisive-cases.ts'
import { checkFailure } from './failed-claim.ts'
import { Regenerated } from './regenerated.ts'
import { checkDraws } from './same-draws.ts'

/** What the generator keeps between two calls. */
const kept = { number: 1, step: 0 }
const claim = forAll({
  ...about,
  id: 'keeps',
  inputs: arrays({ arrays: { u: [1] } }).map((item) => ({
    ...item,
    inputs: { u: { shape: [1], data: Float32Array.of((kept.number += kept.step)) } },
  })),
  check: ({ u }) => u.less(0).all(),
})
const loaded = withoutFile(claim)
const range = { seed: 1, from: 0, to: 40 }
const checking = { seed: 1, shard: undefined, sameArithmetics: true, allowed: allowed(), byTime: false }

test('what a generator keeps from one draw to the next is seen, and said', async () => {
  Object.assign(kept, { number: 1, step: 0 })
  const found = await judgeClaim(loaded, range)
  const cases = new Regenerated(claim, 1)
  expect(checkDraws(found, cases)).toEqual([])
  Object.assign(kept, { step: 1 })
  expect(checkDraws(found, cases)).toEqual([
    expect.stringMatching(
      /^drawn twice here, the generator gives two cases for case 15 .*: number 0 of "u" is 0x1.1p\+4, then 0x1.2p\+4\. Draw from the random numbers .* Math\.random\. Then run it anew$/,
    ),
  ])
})

test('what it keeps for a whole run may be an alteration too, and both are said', async () => {
  Object.assign(kept, { number: 1, step: 0 })
  const found = await judgeClaim(loaded, range)
  Object.assign(kept, { number: 2 })
  const cases = new Regenerated(claim, 1)
  expect(checkDraws(found, cases)).toEqual([])
  const { findings } = await checkDecisiveCases(claim, found, cases, checking)
  expect(findings[0]).toMatch(
    /its inputs are not those that its name makes: number 0 of "u" is 0x1p\+0, then 0x1p\+1 when it is drawn here\. The file was altered, or the generator keeps something/,
  )
})

test('a claim that failed for it fails for it again', async () => {
  Object.assign(kept, { number: 1, step: 1 })
  const { error } = await judgeClaim(loaded, range)
  expect(error?.message).toMatch(/gives two cases/)
  // With other numbers.
  expect(await checkFailure(error!, loaded, 1)).toEqual([])
  Object.assign(kept, { step: 0 })
  const [wrong] = await checkFailure(error!, loaded, 1)
  expect(wrong).toMatch(/nothing fails on it here: the generator makes the same case twice/)
})
