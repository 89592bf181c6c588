import { makeBadge } from 'badge-maker'
import { expect, test } from 'vitest'
import { badge } from './badge.ts'
import { hostileRun } from './hostile-run.fixture.ts'
import type { Outcome, ReportedRun } from './reported-run.ts'

const runOf = (state: ReportedRun['state'], ...outcomes: Outcome[]): ReportedRun => {
  const [test] = hostileRun().tests
  return hostileRun({ state, tests: outcomes.map((outcome) => ({ ...test, outcome })) })
}

test("is drawn by shields.io's own library", () => {
  const { schemaVersion, ...drawn } = badge(hostileRun())
  expect(schemaVersion).toBe(1)
  expect(makeBadge(drawn)).toContain('attention-assay: 1 of 6 claims as expected, interrupted')
})

test.each([
  ['brightgreen', runOf('finished', 'passed', 'passed')],
  ['red', runOf('finished', 'inconclusive', 'failed', 'passed')],
  ['red', runOf('finished', 'passed', 'error')],
  ['orange', runOf('finished', 'passed', 'inconclusive')],
  ['lightgrey', runOf('interrupted', 'passed', 'pending')],
  ['lightgrey', runOf('running', 'passed')],
  ['red', runOf('running', 'failed', 'pending')],
  ['lightgrey', runOf('finished')],
  ['lightgrey', runOf('finished', 'skipped')],
])('is %s', (color, run) => {
  expect(badge(run).color).toBe(color)
})
