import { countOf, type Outcome, type ReportedRun, type ReportedTest, suitesOf } from './reported-run.ts'

/** What became of tests in the words of CTRF, which knows neither errors nor what is inconclusive. */
const STATUS = {
  passed: 'passed',
  failed: 'failed',
  error: 'failed',
  inconclusive: 'other',
  skipped: 'skipped',
  pending: 'pending',
} as const satisfies Record<Outcome, string>

/** A run in the Common Test Report Format. */
export function ctrfReport({ version, tests, startedAt, seconds, facts, name, state }: ReportedRun) {
  const start = Date.parse(startedAt)
  const count = (...outcomes: Outcome[]): number =>
    outcomes.reduce((sum, outcome) => sum + countOf(tests, outcome), 0)
  return {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    generatedBy: 'attention-assay',
    results: {
      tool: { name: 'attention-assay', version },
      summary: {
        tests: tests.length,
        passed: count('passed'),
        failed: count('failed', 'error'),
        skipped: count('skipped'),
        pending: count('pending'),
        other: count('inconclusive'),
        suites: suitesOf(tests).length,
        start,
        stop: start + milliseconds(seconds),
        duration: milliseconds(seconds),
      },
      tests: tests.map(testOf),
      extra: { name, state, ...Object.fromEntries(facts) },
    },
  }
}

function testOf(test: ReportedTest) {
  const { name, outcome, seconds, suite, message, details, found, file, line, steps, title, facts } = test
  return {
    name,
    status: STATUS[outcome],
    rawStatus: found,
    // It has to be a number; what was not judged in this run says so below.
    duration: milliseconds(seconds ?? 0),
    suite: [suite],
    ...(message !== undefined && { message }),
    ...(details.length > 0 && { trace: details.join('\n') }),
    ...(file !== undefined && { filePath: file }),
    ...(line !== undefined && { line }),
    steps: steps.map((step) => ({ name: step.name, status: step.passed ? STATUS.passed : STATUS.failed })),
    extra: { title, outcome, timed: seconds !== undefined, ...Object.fromEntries(facts) },
  }
}

const milliseconds = (seconds: number): number => Math.round(1000 * seconds)
