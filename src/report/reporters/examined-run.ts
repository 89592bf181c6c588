import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Evidence, ExaminedEvidence } from '../../evidence/schema.ts'
import { claimHolds } from '../../examine/required.ts'
import { inOneLine } from '../visible.ts'
import type { Outcome, ReportedRun, ReportedTest } from './reported-run.ts'
import { runFacts } from './run-facts.ts'

/** A run of `assay examine`. */
export interface ExaminedRun {
  readonly state: ReportedRun['state']
  readonly evidence: Pick<Evidence, 'run' | 'engine'>
  /** Where the evidence lies. */
  readonly file: string
  /** Undefined while it is examined, and where that was interrupted. */
  readonly found?: ExaminedEvidence
  /** The first deviation in lines, where there is one. */
  readonly deviation: readonly string[]
}

/** What a run of `assay examine` has to report: whether the attention conforms, and each property. */
export function reportedExamination(run: ExaminedRun): ReportedRun {
  const { state, evidence, file, found, deviation } = run
  const { version, startedAt, seconds } = evidence.run
  const tests = found ? [conformity(found, deviation), ...properties(found)] : [NOT_EXAMINED]
  const origin = found && isFile(found.origin) ? { file: resolve(found.origin) } : {}
  return {
    name: 'assay examine',
    state,
    version,
    startedAt,
    seconds,
    headline: found ? headline(found) : 'not examined',
    facts: runFacts(evidence, file),
    columns: ['found'],
    tests: tests.map(({ name, suite, title, outcome, found, why }) => ({
      name,
      suite,
      title,
      outcome,
      found,
      ...(outcome !== 'passed' && { message: inOneLine(why.join(' ')) }),
      details: outcome === 'passed' ? [] : [title, ...why].map(inOneLine),
      facts: [['found', [found, ...why].join('. ')]],
      steps: [],
      cells: [found],
      ...origin,
    })),
  }
}

/** Something that an examination tells of. */
interface Told extends Pick<ReportedTest, 'name' | 'suite' | 'title' | 'outcome' | 'found'> {
  /** In lines. */
  readonly why: readonly string[]
}

const NOT_EXAMINED: Told = {
  name: 'conformity',
  suite: 'conformity',
  title: 'The attention is what it is said to be',
  outcome: 'pending',
  found: 'pending',
  why: ['not examined'],
}

const FOUND: Readonly<Record<Exclude<Outcome, 'skipped'>, string>> = {
  passed: 'holds',
  failed: 'does not hold',
  inconclusive: 'undecided',
  error: 'it failed to answer',
  pending: 'pending',
}

const outcomeOf = (holds: boolean | 'undecided'): 'passed' | 'failed' | 'inconclusive' =>
  holds === true ? 'passed' : holds === false ? 'failed' : 'inconclusive'

function headline({ conforms, required }: ExaminedEvidence): string {
  const conformity = { passed: 'conforms', failed: 'does not conform', inconclusive: 'undecided' }[
    outcomeOf(conforms)
  ]
  const holding = required.filter(({ holds }) => holds === true).length
  return required.length === 0
    ? conformity
    : `${conformity}, ${holding} of ${required.length} required properties hold`
}

function conformity(found: ExaminedEvidence, deviation: readonly string[]): Told {
  const { conforms, meaning, diagnosis, failed, subject, definition } = found
  const stopped = failed?.during === 'comparison'
  const outcome = stopped ? 'error' : outcomeOf(conforms)
  const named = diagnosis.map(({ name, sentence }) => `${name}: ${sentence}`)
  return {
    ...NOT_EXAMINED,
    title: `${subject} is ${definition}`,
    outcome,
    found: FOUND[outcome],
    why: stopped ? [failed.message] : [meaning, ...named, ...deviation],
  }
}

/** A property that nobody requires fails nothing: where it does not hold, or could not be tried, it is skipped, and that is said. */
function properties({ implementation, properties, required, failed }: ExaminedEvidence): Told[] {
  const demanded = new Map(required.map(({ property, holds }) => [property, holds]))
  const of = (name: string, title: string, own: boolean | 'undecided' | undefined, why: string[]): Told => {
    const holds = demanded.get(name) ?? own
    const outcome = holds === undefined ? 'skipped' : outcomeOf(holds)
    const found = outcome === 'skipped' ? 'not applicable' : FOUND[outcome]
    const counts = outcome === 'passed' || demanded.has(name)
    return { suite: 'properties', name, title, outcome: counts ? outcome : 'skipped', found, why }
  }
  const thrown = (
    name: string,
    title: string,
    message: string,
    outcome: Outcome = demanded.has(name) ? 'error' : 'skipped',
  ): Told => ({ ...of(name, title, undefined, [message]), outcome, found: FOUND.error })
  return [
    ...implementation.map(({ property, title, holds, meaning, notApplicable, failed }) =>
      failed === undefined
        ? of(property, title, holds, [notApplicable ?? meaning ?? ''])
        : thrown(property, title, failed),
    ),
    ...properties.map((row) => {
      const { claim, title, reals, returned, notApplicable, error } = row
      if (error !== undefined) return thrown(claim, title, error)
      const numbers =
        returned && 'meaning' in returned ? [`in the returned numbers: ${returned.meaning}`] : []
      const why =
        notApplicable === undefined
          ? [`over the reals: ${reals?.meaning ?? ''}`, ...numbers]
          : [notApplicable]
      return of(claim, title, reals && claimHolds({ ...row, reals }), why)
    }),
    ...(failed?.during === 'properties'
      ? [thrown('properties', 'The attention answers to what properties ask', failed.message, 'error')]
      : []),
  ]
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
