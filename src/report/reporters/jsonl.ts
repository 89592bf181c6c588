import type { LoadedClaim } from '../../claim/load-claim.ts'
import type { CaseListener } from '../../judge/campaign-options.ts'
import { placeOf } from '../claim-place.ts'
import { append } from './append.ts'
import { CaseSample } from './case-sample.ts'
import type { Reporter, ReportedRun, ReportedTest } from './reported-run.ts'

/**
 * Cases as observations of Hypothesis' format, a line each, appended claim by claim: of each claim its first ones, and
 * before them a line on what was found.
 */
export class Observations implements Reporter {
  private readonly samples = new Map<string, CaseSample>()

  /** @param path of a file that is empty, or not there */
  constructor(private readonly path: string) {}

  watch(loaded: LoadedClaim, seed: number, startedAt: string): CaseListener {
    const { claim } = loaded
    const { name } = placeOf(loaded)
    const sample = new CaseSample({ claim, name, seed, runStart: secondsOf(startedAt) })
    this.samples.set(claim.id, sample)
    return sample.take
  }

  tell({ tests, startedAt }: ReportedRun): void {
    for (const test of tests) {
      const sample = this.samples.get(test.name)
      if (!sample || test.outcome === 'pending') continue
      const found = JSON.stringify(message(test, sample.size, secondsOf(startedAt)))
      append(this.path, `${found}\n${sample.text()}`, 'name another file with --reporter')
      this.samples.delete(test.name)
    }
  }
}

function message({ name, outcome, title, details, facts }: ReportedTest, observed: number, runStart: number) {
  const told = details.length > 0 ? details : [title]
  return {
    type: outcome === 'passed' ? 'info' : 'alert',
    run_start: runStart,
    property: name,
    title: `${name}: ${outcome}`,
    content: [
      ...told,
      ...facts.map(([fact, value]) => `${fact}: ${value}`),
      `Observed here are ${observed} cases: its first ones, and the first one that is violated.`,
    ].join('\n'),
  }
}

const secondsOf = (iso: string): number => Date.parse(iso) / 1000
