import type { Declared } from '../declared.ts'
import { modelOf } from '../model.ts'
import { unaltered, type Altered } from './altered.ts'
import { agrees, breadth, explanation, NARROW, type Explanation } from './explanation.ts'
import type { Candidate, Diagnosis, Mistake } from './mistake.ts'
import { MISTAKES } from './mistakes.ts'
import { pairsThatExplain } from './pairs.ts'
import type { Observed } from '../telling-lanes.ts'
import { trialsOf, type Trial } from './trial.ts'

/** A mistake that explains what was seen. */
interface Found {
  readonly mistake: Mistake
  readonly candidate: Candidate
  readonly explained: Explanation
  /** Whether it explains what was seen with another parameter as well. */
  ambiguous?: boolean
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
  const found = (widest: number, ...kinds: readonly Mistake['kind'][]) =>
    mostSpecific(explainers(declared, model, trials, kinds, widest), model, trials)
  const narrow = found(NARROW, 'structure', 'read')
  if (narrow.length > 0) return named(narrow.map(diagnosisOf))
  const coarse = found(Infinity, 'precision')
  if (coarse.length > 0) return named(coarse.map(diagnosisOf))
  return pairsThatExplain(declared, model, trials).flatMap((pair) => pair.map(diagnosisOf))
}

/** All ways to make a mistake that explain the deviating lanes, the narrowest first. */
function explainers(
  declared: Declared,
  model: Altered,
  trials: readonly Trial[],
  kinds: readonly Mistake['kind'][],
  widest: number,
): Found[] {
  const deviating = trials.filter(({ deviations }) => deviations > 0)
  const found: Found[] = []
  for (const mistake of MISTAKES) {
    if (!kinds.includes(mistake.kind)) continue
    for (const candidate of mistake.candidates(declared, trials)) {
      const explained = candidate.explain
        ? candidate.explain(trials)
        : explanation(candidate.alter(model), deviating, widest)
      if (!explained || explained.width > widest) continue
      if (candidate.confirmed?.(trials) ?? true) found.push({ mistake, candidate, explained })
    }
  }
  // Likelier ones stay first among those that are as narrow.
  return found.sort((a, b) => Math.round(4 * breadth(a.explained)) - Math.round(4 * breadth(b.explained)))
}

/** Of the narrowest ways, those that leave all other lanes as they are; in the order of the known mistakes. */
function mostSpecific(found: readonly Found[], model: Altered, trials: readonly Trial[]): Found[] {
  const honest = trials.filter(({ deviations }) => deviations === 0)
  const best: Found[] = []
  for (const one of found) {
    if (best.length > 0 && breadth(one.explained) > breadth(best[0].explained) + AS_NARROW) break
    const same = best.find(({ mistake }) => mistake === one.mistake)
    if (same && (same.ambiguous || same.candidate.parameter === one.candidate.parameter)) continue
    if (!one.candidate.explain && !agrees(one.candidate.alter(model), honest)) continue
    if (same) same.ambiguous = true
    else best.push(one)
  }
  best.sort((a, b) => MISTAKES.indexOf(a.mistake) - MISTAKES.indexOf(b.mistake))
  const fixed = best.filter(({ mistake }) => mistake.kind === 'structure')
  return fixed.length > 0 ? fixed : best
}

/** One of each name: the first. */
const named = (diagnoses: readonly Diagnosis[]): Diagnosis[] =>
  diagnoses.filter(({ name }, at) => diagnoses.findIndex((one) => one.name === name) === at)

function diagnosisOf({ mistake, candidate, ambiguous }: Omit<Found, 'explained'>): Diagnosis {
  const { parameter } = candidate
  const sentence = mistake.sentence(parameter)
  return {
    name: mistake.name,
    sentence: ambiguous ? `${sentence} What was seen leaves other numbers in this place possible.` : sentence,
    ...(parameter !== undefined && { parameter }),
  }
}
