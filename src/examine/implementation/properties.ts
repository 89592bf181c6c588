import { emptyRows } from './empty-rows.ts'
import { finiteRows } from './finite-rows.ts'
import { FORBIDDEN_KEYS } from './forbidden-keys.ts'
import { OTHERS } from './other-relations.ts'
import { relating, type Property } from './property.ts'
import { TOKENS } from './token-relations.ts'

/** All properties that only implementations have, in the order in which they are reported. */
export const PROPERTIES: readonly Property[] = [
  ...[...OTHERS, ...FORBIDDEN_KEYS, ...TOKENS].map(relating),
  emptyRows,
  finiteRows,
]
