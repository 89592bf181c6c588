import { shellWord } from './shell-word.ts'

/**
 * The command that makes a case again and evaluates the claim on it, ready to paste into a shell.
 *
 * @param claim its id, or its file
 * @param variant the name of a control, an ablation, a restriction or a mutant of the claim
 * @param engine on which it came out so, where that matters
 */
export const replayLine = (
  claim: string,
  { seed, index }: { readonly seed: number; readonly index: number },
  variant?: string,
  engine?: string,
): string =>
  ['assay', 'replay', claim, '--seed', String(seed), '--case', String(index)]
    .concat(variant === undefined ? [] : ['--variant', variant])
    .concat(engine === undefined ? [] : ['--engine', engine])
    .map(shellWord)
    .join(' ')
