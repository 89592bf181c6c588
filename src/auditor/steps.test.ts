import { expect, test } from 'vitest'
import { BY_HAND } from './by-hand.fixture.ts'
import { LOGARITHMS } from './logarithm-laws.fixture.ts'
import { LAWS } from './laws-of-names.fixture.ts'
import { NO_ENTRIES } from './no-entries.fixture.ts'
import { RANKS } from './ranks.fixture.ts'
import { checkCertificate } from './certificate-check.ts'

test.each([...BY_HAND, ...LOGARITHMS, ...LAWS, ...NO_ENTRIES, ...RANKS])(
  '$title',
  ({ certificate, holds }) => {
    const wrong = checkCertificate(certificate)
    if (holds) expect(wrong).toEqual([])
    else expect(wrong).not.toEqual([])
  },
)

const sound = [...BY_HAND, ...LOGARITHMS, ...LAWS, ...NO_ENTRIES, ...RANKS].filter(({ holds }) => holds)
test.each(sound)('$title: as well where it says nothing of its atoms', ({ certificate }) => {
  const { atoms } = certificate as { readonly atoms: readonly { readonly truth: string }[] }
  const silent = atoms.map(({ truth }) => ({ truth: 'U'.repeat(truth.length) }))
  expect(checkCertificate({ ...certificate, atoms: silent })).toEqual([])
})
