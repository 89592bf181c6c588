import { expect, test } from 'vitest'
import type { PrecisionProfile } from '../profile.ts'
import { plantedEvidence } from '../../evidence/planted-evidence.fixture.ts'
import { profileNotes } from './describe.ts'

const { found } = plantedEvidence([]).engine.profile
const notes = (changes: Partial<typeof found>): string[] =>
  profileNotes({ found: { ...found, ...changes }, widened: ['sums: wider'] } as unknown as PrecisionProfile)

test('whoever reads verdicts is told what an engine means for them, and nothing else', () => {
  expect(notes({})).toEqual([])
  const [unsteady, ...others] = notes({
    repeatability: { repeats: 5, unrepeatable: ['sum', 'matMul'], batchDependent: ['exp'] },
  })
  expect(unsteady).toMatch(/each time .* in sum, matMul; it returns .* together in exp\. A float32 verdict/)
  expect(others).toEqual([])
  expect(notes({ nonFinite: { 'mul, alone': { nan: 'lost', infinity: 'kept' } } })).toEqual([
    expect.stringMatching(/^This engine loses NaN or infinity in mul, alone\. .* slower arithmetic\.$/),
  ])
})
