import { ACCUMULATION } from './accumulation.ts'
import { COARSE_SOFTMAX } from './coarse-softmax.ts'
import { DROPOUT } from './dropout.ts'
import { EXPONENTIALS } from './exponentials.ts'
import { FEATURE_MAPS } from './feature-maps.ts'
import { GIVEN_MASKS } from './given-masks.ts'
import { HEADS } from './heads.ts'
import { MASKS } from './masks.ts'
import type { Mistake } from './mistake.ts'
import { NORMALISERS } from './normalisers.ts'
import { ORDERS } from './order.ts'
import { PENALISED } from './penalties.ts'
import { PERMUTATIONS } from './permutations.ts'
import { ALIBIS } from './alibi.ts'
import { ROTATIONS } from './rotary.ts'
import { PRECISION } from './precision.ts'
import { SCALED } from './scales.ts'
import { SHIFTS } from './shifts.ts'
import { SIMILARITIES } from './similarities.ts'
import { TOKENS } from './tokens.ts'
import { VALUES } from './values.ts'

/** All known mistakes, likelier ones first where two explain the same. */
export const MISTAKES: readonly Mistake[] = [
  ...MASKS,
  ...GIVEN_MASKS,
  ...SCALED,
  ...SHIFTS,
  ...VALUES,
  ...NORMALISERS,
  ...FEATURE_MAPS,
  ...ALIBIS,
  ...ROTATIONS,
  ...HEADS,
  ...PENALISED,
  ...TOKENS,
  ...ORDERS,
  ...PERMUTATIONS,
  ...SIMILARITIES,
  ...EXPONENTIALS,
  ...PRECISION,
  ...COARSE_SOFTMAX,
  ...ACCUMULATION,
  ...DROPOUT,
]
