import { MASKS } from './mistaken-masks.fixture.ts'
import { TOKENS } from './mistaken-tokens.fixture.ts'
import { WEIGHTS } from './mistaken-weights.fixture.ts'
import type { Declared } from '../declared.ts'
import type { Lanes } from '../lanes.ts'
import {
  ALIBI,
  CAUSAL,
  type Case,
  GIVEN,
  HEADS,
  LINEAR,
  ROTARY,
  four,
  grouped,
  hot,
  large,
  sizesOf,
  small,
} from './mistaken-case.fixture.ts'
import { alibi, asCausal, given, linear, rotary } from './mistaken-parts.fixture.ts'
import type { Parts } from './mistaken.fixture.ts'

export const CASES: readonly Case[] = [...MASKS, ...WEIGHTS, ...TOKENS]

export const HONEST: readonly { declared?: Partial<Declared>; parts: Parts; batches: readonly Lanes[] }[] = [
  { parts: {}, batches: hot },
  { declared: CAUSAL, parts: { allows: asCausal }, batches: hot },
  { declared: GIVEN, parts: { allows: given }, batches: sizesOf({}, true) },
  { declared: LINEAR, parts: linear(), batches: large },
  { declared: ROTARY, parts: { rotate: rotary() }, batches: small },
  { declared: ALIBI, parts: { bias: alibi((h, n) => 2 ** ((-8 * (h + 1)) / n)) }, batches: four },
  { declared: HEADS(4, 2), parts: {}, batches: sizesOf(grouped) },
]
