import { expect, test } from 'vitest'
import { BY_HAND } from './by-hand.fixture.ts'
import { LOGARITHMS } from './logarithm-laws.fixture.ts'
import { checkCertificate } from './certificate-check.ts'

test.each([...BY_HAND, ...LOGARITHMS])('$title', ({ certificate, holds }) => {
  const wrong = checkCertificate(certificate)
  if (holds) expect(wrong).toEqual([])
  else expect(wrong).not.toEqual([])
})
