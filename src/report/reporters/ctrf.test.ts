import { calculateSummary, validateStrict } from 'ctrf'
import { expect, test } from 'vitest'
import { ctrfReport } from './ctrf.ts'
import { FILE, hostileRun, LINE } from './hostile-run.fixture.ts'

const report: unknown = JSON.parse(JSON.stringify(ctrfReport(hostileRun())))

test("is what CTRF's own validator takes, and its summary is the one that CTRF counts", () => {
  validateStrict(report)
  const { summary, tests } = report.results
  expect(summary).toMatchObject({ tests: 6, passed: 1, failed: 3, skipped: 0, pending: 1, other: 1 })
  const { passed, failed, skipped, pending, other } = calculateSummary(tests)
  expect(summary).toMatchObject({ passed, failed, skipped, pending, other })
  expect(summary.stop - summary.start).toBe(1500)
  // What wants cases is neither passed nor failed.
  expect(tests.find(({ name }) => name === 'few')).toMatchObject({
    status: 'other',
    rawStatus: 'inconclusive',
  })
})

test('has a case for each claim, with its verdict, counts, seed, replay line and variants', () => {
  validateStrict(report)
  expect(report.results.tests.find(({ name }) => name === 'refuted')).toMatchObject({
    status: 'failed',
    rawStatus: 'refuted',
    duration: 1250,
    suite: ['planted'],
    filePath: FILE,
    line: LINE,
    trace: expect.stringContaining('counterexample, shrunk from case 17 of seed 1'),
    steps: [{ status: 'failed' }],
    extra: {
      counts: 'satisfied 90, consistent 0, violated 0, undecided 4, open 0, discarded 6',
      seed: '1',
      replay: 'assay replay refuted --seed 1 --case 17',
      timed: true,
    },
  })
})
