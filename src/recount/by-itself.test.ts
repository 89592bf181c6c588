import { expect, test } from 'vitest'
import { scaling } from '../claim/claim.ts'
import { withoutFile } from '../claim/load-claim.ts'
import { about } from '../claim/planted-claims.fixture.ts'
import { failedClaim } from '../judge/conclusion.ts'
import { checkDeclared } from './by-itself.ts'

test('a claim on an exponent of which the code failed is what it says of itself', () => {
  const claim = scaling({ ...about, measure: ({ u }) => u.sum(), exponent: { is: 2, spacing: 1 } })
  const loaded = withoutFile(claim)
  const found = failedClaim(loaded, { message: 'no' }, { from: 0, to: 9 }, 1)
  expect(checkDeclared(found, loaded)).toEqual([])
  const slopes = { exponent: 3, spacing: 1, least: null, most: null }
  const { error, ...judged } = { ...found, scaling: slopes }
  expect(error).toBeDefined()
  expect(checkDeclared(judged, loaded)).toEqual(['its exponent is not that of the claim on disk'])
})
