export { arrays, type ArraysArbitrary, type ArraysOptions } from './arrays.ts'
export {
  changedQuery,
  logits,
  queriesAndKeys,
  queryAndKeys,
  queryKeysAndValues,
  sequences,
} from './attention-inputs.ts'
export type { Extents } from './extents.ts'
export { mixture, type Distribution } from './distribution.ts'
export type { Draws } from './draws.ts'
export { gaussian, heavyTailed, lattice, saturated, signs, uniform } from './families.ts'
export { finding } from './finding.ts'
export type { Axis } from './array-slots.ts'
export type { From } from './array-sources.ts'
export type { Where } from './dims.ts'
export { levelSpread, logitSpread, midway, spread } from './spread.ts'
export { collinear, lowRank, nearTied, twoLevel } from './structured.ts'
export { orthogonalDirections, type OrthogonalOptions } from './orthogonal.ts'
export { permutationMatrix, properPermutation, withPermutation } from './permutation.ts'
export { withNumbers } from './with-numbers.ts'
