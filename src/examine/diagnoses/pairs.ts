import type { Declared } from '../declared.ts'
import type { Altered } from './altered.ts'
import { breadth, explanation, NARROW } from './explanation.ts'
import type { Candidate, Mistake } from './mistake.ts'
import { MISTAKES } from './mistakes.ts'
import type { Trial } from './trial.ts'

/** Mistakes that can be made in more ways are not tried in pairs. */
const FEW = 6

/** A mistake made in one way. */
interface Made {
  readonly mistake: Mistake
  readonly candidate: Candidate
}

/** The pair of mistakes, fixed in advance, that explains together what none explains alone; empty without one. */
export function pairsThatExplain(declared: Declared, model: Altered, trials: readonly Trial[]): Made[][] {
  const made = MISTAKES.filter(({ kind }) => kind === 'structure').flatMap((mistake) => {
    const candidates = [...mistake.candidates(declared, trials)].filter(
      ({ explain }) => explain === undefined,
    )
    return candidates.length > FEW ? [] : candidates.map((candidate) => ({ mistake, candidate }))
  })
  let best: { pair: Made[]; width: number } | undefined
  for (const [at, first] of made.entries()) {
    const altered = first.candidate.alter(model)
    for (const second of made.slice(at + 1)) {
      if (second.mistake === first.mistake) continue
      const explained = explanation(second.candidate.alter(altered), trials, NARROW)
      if (explained === undefined || breadth(explained) > NARROW) continue
      if (best && breadth(explained) >= best.width) continue
      best = { pair: [first, second], width: breadth(explained) }
    }
  }
  return best ? [best.pair] : []
}
