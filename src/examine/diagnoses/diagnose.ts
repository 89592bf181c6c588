import type { Declared } from '../declared.ts'
import { modelOf } from '../model.ts'
import { unaltered, type Altered } from './altered.ts'
import { breadth, explanation, NARROW, type Explanation } from './explanation.ts'
import type { Candidate, Diagnosis, Mistake } from './mistake.ts'
import { MISTAKES } from './mistakes.ts'
import { pairsThatExplain } from './pairs.ts'
import { trialsOf, type Observed, type Trial } from './trial.ts'

/** A mistake that explains what was seen. */
interface Found {
  readonly mistake: Mistake
  readonly candidate: Candidate
  readonly explained: Explanation
}

/** How much wider, in bits, a mistake's ranges may be than the narrowest ones' to be named beside it. */
const AS_NARROW = 1

/**
 * The known mistakes that explain every number of what was observed, most specific first; empty when nothing deviates from
 * what is declared, or when no known mistake, nor two together, explain it all.
 *
 * @param observed lanes with deviations, and lanes without, which a mistake has to leave as they are
 */
export function diagnose(declared: Declared, observed: readonly Observed[]): Diagnosis[] {
  const trials = trialsOf(declared, observed)
  if (!trials.some(({ deviations }) => deviations > 0)) return []
  const model = unaltered(modelOf(declared))
  const found = (kind: Mistake['kind']) =>
    MISTAKES.filter((one) => one.kind === kind).flatMap((mistake) =>
      bestWay(mistake, declared, model, trials),
    )
  const narrow = [...found('structure'), ...found('read')].filter(
    ({ explained }) => explained.width <= NARROW,
  )
  if (narrow.length > 0) return named(mostSpecific(narrow).map(diagnosisOf))
  const coarse = found('precision')
  if (coarse.length > 0) return named(mostSpecific(coarse).map(diagnosisOf))
  return pairsThatExplain(declared, model, trials).flatMap((pair) => pair.map(diagnosisOf))
}

/** The way to make a mistake that explains it all most narrowly, if there is one. */
function bestWay(mistake: Mistake, declared: Declared, model: Altered, trials: readonly Trial[]): Found[] {
  let best: Found | undefined
  for (const candidate of mistake.candidates(declared, trials)) {
    const explained = candidate.explain
      ? candidate.explain(trials)
      : explanation(candidate.alter(model), trials)
    if (!explained || !(candidate.confirmed?.(trials) ?? true)) continue
    if (!best || breadth(explained) < breadth(best.explained)) best = { mistake, candidate, explained }
  }
  return best ? [best] : []
}

function mostSpecific(found: readonly Found[]): Found[] {
  const narrowest = Math.min(...found.map(({ explained }) => breadth(explained)))
  const best = found.filter(({ explained }) => breadth(explained) <= narrowest + AS_NARROW)
  const fixed = best.filter(({ mistake }) => mistake.kind === 'structure')
  return fixed.length > 0 ? fixed : best
}

/** One of each name: the first. */
const named = (diagnoses: readonly Diagnosis[]): Diagnosis[] =>
  diagnoses.filter(({ name }, at) => diagnoses.findIndex((one) => one.name === name) === at)

function diagnosisOf({ mistake, candidate: { parameter } }: Pick<Found, 'mistake' | 'candidate'>): Diagnosis {
  return {
    name: mistake.name,
    sentence: mistake.sentence(parameter),
    ...(parameter !== undefined && { parameter }),
  }
}
