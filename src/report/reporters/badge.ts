import { countOf, type Outcome, type ReportedRun } from './reported-run.ts'

/** The first of these outcomes that a run has gives the badge its colour. */
const COLOURS: readonly (readonly [Outcome, string])[] = [
  ['failed', 'red'],
  ['error', 'red'],
  ['inconclusive', 'orange'],
  ['pending', 'lightgrey'],
  ['passed', 'brightgreen'],
]

/** A run as shields.io's endpoint badge. It says how many are as expected, and nothing of what that means for a claim. */
export function badge({ headline, state, tests }: ReportedRun) {
  const [, color] = COLOURS.find(([outcome]) => countOf(tests, outcome) > 0) ?? ['pending', 'lightgrey']
  return {
    schemaVersion: 1,
    label: 'attention-assay',
    message: state === 'finished' ? headline : `${headline}, ${state}`,
    color: state === 'finished' || color === 'red' ? color : 'lightgrey',
  }
}
