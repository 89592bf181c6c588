import { hasEquality } from '../program/statement.ts'
import { workOf } from '../program/work.ts'
import type { Program } from '../program/program.ts'

/**
 * What exact arithmetic may spend on the cases of each shape, in products of numbers. Small shapes get far with it, large
 * ones are tried a few times.
 */
const BUDGET = 2 ** 22

/**
 * How many cases of a program, by their index, are given to exact arithmetic where enclosures leave an equality
 * consistent. These are a sample that does not depend on how any case comes out; a program that states no equality
 * needs none, and all its cases are in the sample. So are those of an existential claim: what may be a witness is tried
 * exactly in every case.
 */
export function sampledCases(definition: Program): number {
  if (definition.existential) return Infinity
  if (!hasEquality(definition.claim)) return Infinity
  return Math.ceil(BUDGET / workOf(definition.steps))
}
