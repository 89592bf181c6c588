import type { Goal } from '../judge/search/ground.ts'
import { shellWord } from './shell-word.ts'

/** How a case is looked at again. */
export interface ReplayedAs {
  readonly variant?: string | undefined
  readonly walk?: Goal | undefined
  readonly engine?: string | undefined
}

/**
 * The command that makes a case again and evaluates the claim on it, ready to paste into a shell.
 *
 * @param claim its id, or its file
 * @param as how: of which variant (a control, an ablation, a restriction or a mutant of the claim), what a walk from the
 *   case looks for, where one led to the case that is meant, and on which engine it came out so, where that matters
 */
export const replayLine = (
  claim: string,
  { seed, index }: { readonly seed: number; readonly index: number },
  { variant, walk, engine }: ReplayedAs = {},
): string =>
  ['assay', 'replay', claim, '--seed', String(seed), '--case', String(index)]
    .concat(variant === undefined ? [] : ['--variant', variant])
    .concat(walk === undefined ? [] : ['--walk', walk])
    .concat(engine === undefined ? [] : ['--engine', engine])
    .map(shellWord)
    .join(' ')
