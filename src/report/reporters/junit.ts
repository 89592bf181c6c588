import { countOf, type ReportedRun, type ReportedTest, suitesOf } from './reported-run.ts'
import { element, xmlText } from './xml.ts'

/**
 * A run as JUnit XML, of the form that the strictest schema takes which is in use: `junit-10.xsd` of Jenkins' xUnit.
 * It has no properties of a test case, so what is known of it stands in `system-out`.
 */
export function junitXml({ name, tests, seconds, startedAt, facts }: ReportedRun): string {
  const suites = suitesOf(tests).map(([suite, own]) =>
    element(
      'testsuite',
      {
        name: suite,
        ...counts(own),
        skipped: countOf(own, 'skipped') + countOf(own, 'pending'),
        time: own.reduce((sum, test) => sum + (test.seconds ?? 0), 0).toFixed(3),
        timestamp: startedAt,
      },
      lines(
        element(
          'properties',
          {},
          lines(...facts.map(([name, value]) => element('property', { name, value }))),
        ),
        ...own.map(testCase),
      ),
    ),
  )
  const root = element('testsuites', { name, ...counts(tests), time: seconds.toFixed(3) }, lines(...suites))
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`
}

const counts = (tests: readonly ReportedTest[]) => ({
  tests: tests.length,
  failures: countOf(tests, 'failed') + countOf(tests, 'inconclusive'),
  errors: countOf(tests, 'error'),
})

const ELEMENTS: Partial<Record<ReportedTest['outcome'], string>> = {
  failed: 'failure',
  inconclusive: 'failure',
  error: 'error',
  skipped: 'skipped',
  pending: 'skipped',
}

function testCase(test: ReportedTest): string {
  const { suite, name, outcome, found, message, details, title, facts, seconds } = test
  const result = ELEMENTS[outcome]
  const told = [title, ...facts.map(([name, value]) => `${name}: ${value}`)].join('\n')
  return element(
    'testcase',
    { classname: suite, name, time: seconds?.toFixed(3) },
    lines(
      ...(result ? [element(result, { type: found, message }, xmlText(details.join('\n')))] : []),
      element('system-out', {}, xmlText(told)),
    ),
  )
}

const lines = (...elements: readonly string[]): string =>
  elements.length === 0 ? '' : `\n${elements.join('\n')}\n`
