import type { BrokenMechanism } from './broken-mechanism.ts'
import { BROKEN_KERNELS } from './kernels.ts'
import { BROKEN_LINEAR } from './linear.ts'
import { BROKEN_NORMALISERS } from './normalisers.ts'
import { BROKEN_TOKENS } from './tokens.ts'

/** All attentions with one mistake each. */
export const BROKEN_MECHANISMS: readonly BrokenMechanism[] = [
  ...BROKEN_NORMALISERS,
  ...BROKEN_KERNELS,
  ...BROKEN_TOKENS,
  ...BROKEN_LINEAR,
]
