import { expect, test } from 'vitest'
import { plantedClaim } from '../evidence/planted-evidence.fixture.ts'
import { attackText } from './attack-text.ts'

const mutant = { refuted: true, sharp: true, casesTried: 9 }

test('says how hard a claim was attacked, rounded to what is certain', () => {
  const claim = plantedClaim('a', {
    trivial: { name: 'all tied', reached: 1, cases: 3 },
    tightness: { case: { seed: 1, index: 0 }, atLeast: '0x1.fffffffp-1' },
    mutants: [
      { ...mutant, name: '1/8.16' },
      { ...mutant, name: 'e^2', refuted: false, sharp: false },
    ],
  })
  expect(attackText(claim)).toBe(
    'Its sides reach a ratio of 0.999999; "1/8.16" falls; "e^2" is not refuted: not sharp here; trivial (all tied) in at least 33 % of the cases.',
  )
})

test('says nothing where nothing is known', () => {
  expect(attackText(plantedClaim('a'))).toBe('')
})
