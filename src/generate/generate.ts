export { arrays, type ArraysArbitrary, type ArraysOptions } from './arrays.ts'
export {
  changedQuery,
  logits,
  queriesAndKeys,
  queryAndKeys,
  queryKeysAndValues,
  sequences,
  withPermutation,
} from './attention-inputs.ts'
export type { Extents } from './dims.ts'
export { mixture, type Distribution } from './distribution.ts'
export type { Draws } from './draws.ts'
export { gaussian, heavyTailed, lattice, saturated, signs, uniform } from './families.ts'
export type { Axis } from './array-layout.ts'
export { logitSpread, spread } from './spread.ts'
export { collinear, lowRank, nearTied, permutationMatrix } from './structured.ts'
