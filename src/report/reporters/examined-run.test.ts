import { expect, test } from 'vitest'
import { plantedEvidence } from '../../evidence/planted-evidence.fixture.ts'
import type { ExaminedEvidence } from '../../evidence/schema.ts'
import { requiredOf } from '../../examine/required.ts'
import { plantedExamination } from '../page/examined/planted-examination.fixture.ts'
import { reportedExamination } from './examined-run.ts'

const outcomesOf = (found: ExaminedEvidence) =>
  Object.fromEntries(
    reportedExamination({
      state: 'finished',
      evidence: plantedEvidence([]),
      file: 'evidence.json',
      found,
      deviation: [],
    }).tests.map(({ name, outcome }) => [name, outcome]),
  )

test('what nobody requires and could not be tried fails nothing, as the exit code says; what is required does', () => {
  const whole: ExaminedEvidence = { ...plantedExamination }
  delete whole.failed
  expect(outcomesOf(whole)).toMatchObject({
    fits: 'passed',
    unfit: 'skipped',
    broken: 'skipped',
    dead: 'skipped',
  })
  const required = requiredOf(['broken', 'dead', 'unfit', 'fits', 'twice'], whole)
  expect(required.map(({ holds }) => holds)).toEqual(['undecided', 'undecided', 'undecided', true, true])
  expect(outcomesOf({ ...whole, required })).toMatchObject({
    fits: 'passed',
    unfit: 'inconclusive',
    broken: 'error',
    dead: 'error',
  })
})

test('an attention that stops answering is an error', () => {
  expect(outcomesOf(plantedExamination)).toMatchObject({ properties: 'error' })
})
