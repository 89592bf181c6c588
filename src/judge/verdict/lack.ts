import { lowerLimit, upperLimit } from '../../statistics/clopper-pearson.ts'
import { neededTrials } from '../../statistics/needed-trials.ts'
import { roundUp } from '../../statistics/round-outward.ts'
import { triedOf, type Member } from '../counts.ts'
import { violatedOf } from '../returned-numbers.ts'
import type { Tally } from '../tally.ts'
import { CONFIDENCE, FOR_A_SUBJECT, nothingDecided, type Named, type TrialsOf } from './limits.ts'
import type { Lack } from './words.ts'

/** How sure it is that among so many cases there are as many trials as it takes. */
const ADVISED = 0.95

/** So many cases in all would do, were the others to come out like these. */
export interface Need {
  readonly cases: number
  /** Whether fewer would not. */
  readonly exact: boolean
}

/** How many cases it takes to tell a rate from a bound, where so many of those that were drawn were trials of it. */
export function needOf(rate: number, bound: number, trials: number, drawn: number): Need {
  const needed = neededTrials(rate, bound, CONFIDENCE)
  const share = trials === drawn ? 1 : lowerLimit(trials, drawn, ADVISED)
  return { cases: needed / share, exact: share === 1 && (rate === 0 || rate === 1) }
}

/** What is wanting where all of this is needed, or what else is. */
export function lackOf(needs: readonly Need[] | Lack['what']): Lack {
  if (typeof needs === 'string') return { what: needs }
  const { cases, exact } = needs.reduce((most, need) => (need.cases > most.cases ? need : most))
  const told = exact ? cases : roundUp(cases, 2)
  return Number.isSafeInteger(told) ? { what: 'cases', cases: told, about: !exact } : { what: 'cases' }
}

/** What every limit needs to be as small as is demanded; what is wanting instead where no number of cases would do. */
export function needsOf(
  all: Member,
  parts: readonly Named[],
  demand: number,
  trialsOf: TrialsOf,
): Need[] | Lack['what'] {
  const { trials, failures } = trialsOf(all)
  if (trials === 0) return 'tests'
  const [rate, drawn] = [failures / trials, drawnOf(all)]
  if (rate >= demand) return 'decisions'
  const needs = [needOf(rate, demand, trials, drawn)]
  const bound = Math.min(1, FOR_A_SUBJECT * demand)
  const subjects = parts.filter(({ of }) => of === 'subject').length
  for (const part of parts) {
    const own = trialsOf(part)
    // Of so few cases nothing is known that tells them from the others.
    const alike =
      lowerLimit(own.failures, own.trials, CONFIDENCE) <= rate &&
      upperLimit(own.trials, drawnOf(part), CONFIDENCE) >= trials / drawn
    const fails = own.trials > 0 ? own.failures / own.trials : 1
    if (!alike && (nothingDecided(part) || (part.of === 'subject' && fails >= bound)))
      return own.trials > 0 ? 'decisions' : 'tests'
    if (part.of === 'distribution') continue
    const likely = fails < bound ? fails : rate
    needs.push(
      own.trials > 0
        ? needOf(likely, bound, own.trials, drawn)
        : needOf(likely, bound, trials, drawn * subjects),
    )
  }
  return needs
}

/** What is wanting of the returned numbers, where so many cases may be failures. */
export function lackOfReturned(returned: Tally['float32'], failures: number, demand: number): Lack {
  const { satisfied, nonFinite, undecided, discarded } = returned
  const trials = satisfied + violatedOf(returned) + nonFinite + undecided
  if (trials === 0) return { what: 'tests' }
  const rate = failures / trials
  return lackOf(rate < demand ? [needOf(rate, demand, trials, trials + discarded)] : 'decisions')
}

const drawnOf = ({ cases }: Member): number => triedOf(cases) + cases.discarded
