import type { Trusted } from './trusted.ts'

const VARIANTS = ['controls', 'ablations', 'mutants'] as const
const cases = 'which case was the first, and what it shrinks to'

/**
 * What an audit compares as a whole only when it decides all cases again. Of some of it a sample tells, or bounds; no other
 * part of the evidence may be altered without that any audit says so, or names it as trusted.
 */
export const BEYOND_SAMPLE: readonly Trusted[] = [
  ...(['cases', 'sample', 'members', 'probability', 'trivial'] as const).map((part) => ({
    path: `claims[].${part}`,
    what: 'counts beyond the sample, members and probabilities among them',
  })),
  { path: 'claims[].undecided', what: 'that the undecided cases that are named are the first' },
  { path: 'claims[].inputs.shapes', what: 'shapes' },
  { path: 'claims[].inputs.distributions', what: 'distributions' },
  { path: 'claims[].inputs.coverage', what: 'regions' },
  ...(['worst', 'widest', 'tightness', 'scaling'] as const).map((part) => ({
    path: `claims[].${part}`,
    what: 'whether cases that are named as extreme are so, the worst, the widest and the tightest',
  })),
  ...(['counterexample', 'witnesses', ...VARIANTS] as const).map((part) => ({
    path: `claims[].${part}`,
    what: cases,
  })),
  ...[...VARIANTS, 'restrictions'].map((part) => ({
    path: `claims[].${part}`,
    what: 'variants that stand, those of probabilities, and what was decided of restrictions',
  })),
]

/** The same in a sentence. */
export const beyondSample = (): string =>
  `of what follows, more than a sample tells: ${[...new Set(BEYOND_SAMPLE.map(({ what }) => what))].join('; ')}. --resample all compares all of it`
