import type { Declared } from '../declared.ts'
import type { Altered } from './altered.ts'
import type { Explanation } from './explanation.ts'
import type { Trial } from './trial.ts'

/** A known mistake, found by what it predicts. */
export interface Mistake {
  /** Stable: part of what `--json` prints. */
  readonly name: string
  /** What is wrong, as a sentence about the attention. */
  sentence(parameter: number | string | undefined): string
  /**
   * `structure`: fixed in advance. `read`: with a parameter that is read off the observations. `precision`: a range as wide
   * as a coarser format, which explains much: such a mistake is named only when nothing narrower explains what was seen.
   */
  readonly kind: 'structure' | 'read' | 'precision'
  /** Ways to make the mistake; none where it can't be made. */
  candidates(declared: Declared, trials: readonly Trial[]): Iterable<Candidate>
}

/** One way to make a mistake. */
export interface Candidate {
  readonly parameter?: number | string
  alter(altered: Altered): Altered
  /** How it explains what was seen, where a single prediction does not say it. */
  explain?(trials: readonly Trial[]): Explanation | undefined
  /** Whether what was seen speaks for it, beyond lying in its range. */
  confirmed?(trials: readonly Trial[]): boolean
}

/** What the observations show, or may show. */
export interface Diagnosis {
  readonly name: string
  readonly sentence: string
  readonly parameter?: number | string
}

/** A mistake that can be made in one way, or in a few that bear the same name. */
export const mistake = (
  name: string,
  sentence: string,
  ways: (declared: Declared, trials: readonly Trial[]) => readonly ((altered: Altered) => Altered)[],
): Mistake => ({
  name,
  sentence: () => sentence,
  kind: 'structure',
  candidates: (declared, trials) => ways(declared, trials).map((alter) => ({ alter })),
})
