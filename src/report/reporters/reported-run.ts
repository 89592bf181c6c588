import type { LoadedClaim } from '../../claim/load-claim.ts'
import type { CaseListener } from '../../judge/campaign-options.ts'

/** What became of a test; `inconclusive` and `error` are no success, and no finding against what was tested either. */
export type Outcome = 'passed' | 'failed' | 'inconclusive' | 'error' | 'skipped' | 'pending'

/** A name and what is to be said under it. */
export type Fact = readonly [name: string, value: string]

/** A claim, or a property of an attention, as CI knows it. Its texts may be hostile: each format escapes them. */
export interface ReportedTest {
  readonly name: string
  /** What it is counted with: a claim's theme. */
  readonly suite: string
  readonly title: string
  readonly outcome: Outcome
  /** The outcome in a word or two of ours: a verdict, or why there is none. */
  readonly found: string
  /** Of what did not pass: why, in a line. */
  readonly message?: string
  /** The same in lines, as the terminal says it. */
  readonly details: readonly string[]
  /** What is known of it: verdicts, counts, the seed, how to replay. */
  readonly facts: readonly Fact[]
  /** The variants of a claim; true where one came out as expected. */
  readonly steps: readonly { readonly name: string; readonly passed: boolean }[]
  /** A cell for each of the run's columns. */
  readonly cells: readonly string[]
  /** In this run; undefined where it was not judged in it. */
  readonly seconds?: number
  /** The file that states it, absolute, and the line. */
  readonly file?: string
  readonly line?: number
}

/** A run as far as it got. */
export interface ReportedRun {
  readonly name: string
  readonly state: 'running' | 'interrupted' | 'finished'
  readonly version: string
  /** ISO 8601. */
  readonly startedAt: string
  readonly seconds: number
  /** How many came out well, of all that were asked for. */
  readonly headline: string
  readonly facts: readonly Fact[]
  readonly columns: readonly string[]
  readonly tests: readonly ReportedTest[]
}

/** Tells a run in one format. */
export interface Reporter {
  /**
   * Called before anything is judged, after each test, and once more at the end.
   *
   * @throws what the file system says
   */
  tell(run: ReportedRun): void
  /** Who is to hear of the cases of a claim that is judged next. @param startedAt of the run */
  watch?(loaded: LoadedClaim, seed: number, startedAt: string): CaseListener
}

/** How many of some tests have an outcome. */
export const countOf = (tests: readonly ReportedTest[], outcome: Outcome): number =>
  tests.filter((test) => test.outcome === outcome).length

/** Tests by their suites, in the order in which these begin. */
export function suitesOf(tests: readonly ReportedTest[]): [suite: string, tests: ReportedTest[]][] {
  const suites = new Map<string, ReportedTest[]>()
  for (const test of tests) suites.set(test.suite, [...(suites.get(test.suite) ?? []), test])
  return [...suites]
}
