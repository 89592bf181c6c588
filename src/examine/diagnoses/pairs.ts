import type { Declared } from '../declared.ts'
import type { Altered } from './altered.ts'
import { explanation } from './explanation.ts'
import type { Candidate, Mistake } from './mistake.ts'
import { MISTAKES } from './mistakes.ts'
import type { Trial } from './trial.ts'

/** A mistake made in one way. */
interface Made {
  readonly mistake: Mistake
  readonly candidate: Candidate
}

/** The pair of mistakes, fixed in advance, that explains together what none explains alone; empty without one. */
export function pairsThatExplain(declared: Declared, model: Altered, trials: readonly Trial[]): Made[][] {
  const made = MISTAKES.filter(({ kind }) => kind === 'structure')
    .flatMap((mistake) =>
      [...mistake.candidates(declared, trials)].map((candidate) => ({ mistake, candidate })),
    )
    .filter(({ candidate }) => candidate.explain === undefined)
  let best: { pair: Made[]; loose: number; width: number } | undefined
  for (const [at, first] of made.entries()) {
    const altered = first.candidate.alter(model)
    for (const second of made.slice(at + 1)) {
      if (second.mistake === first.mistake) continue
      const explained = explanation(second.candidate.alter(altered), trials)
      if (explained === undefined || explained.width > 0) continue
      if (best && (explained.loose > best.loose || explained.width >= best.width)) continue
      best = { pair: [first, second], ...explained }
    }
  }
  return best ? [best.pair] : []
}
