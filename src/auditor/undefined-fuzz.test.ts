import { expect, test } from 'vitest'
import { checkCertificate } from './certificate-check.ts'
import { undefinedCertificates } from './undefined-certificates.fixture.ts'

test('what does not exist is certified by nothing, and what is certain is not certified the other way', () => {
  const wrong = undefinedCertificates(80, 4711)
  expect(wrong.length).toBeGreaterThan(80)
  for (const certificate of wrong)
    expect(checkCertificate(certificate), JSON.stringify(certificate)).not.toEqual([])
})
