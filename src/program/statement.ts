import type { Value } from './step.ts'

export type Relation = 'less' | 'atMost' | 'equal'
export type Connective = 'and' | 'or' | 'implies' | 'iff'

/** One comparison: an array of truths. */
export type Atom =
  /** Entry by entry; shapes broadcast. */
  | readonly [Relation, Value, Value]
  /** One truth for each row: x_i < x_j exactly when y_i < y_j, for all i, j of the last axis. */
  | readonly ['sameOrder', Value, Value]
  /** The rank of a matrix is at most, or at least, a number. */
  | readonly ['rankAtMost' | 'rankAtLeast', Value, number]
  /** The rank of the first matrix is at most, or at least, that of the second. */
  | readonly ['rankAtMostThatOf' | 'rankAtLeastThatOf', Value, Value]

/** A statement about values: an array of truths, read in the end as "for all entries". Plain JSON. */
export type Statement =
  | Atom
  /** Kleene's strong connectives, entry by entry; shapes broadcast. */
  | readonly [Connective, Statement, Statement]
  | readonly ['not', Statement]
  /** One truth: every entry, or some entry. */
  | readonly ['all' | 'any', Statement]

/** The values that an atom compares. */
export function comparedBy(atom: Atom): readonly Value[] {
  return atom[0] === 'rankAtMost' || atom[0] === 'rankAtLeast' ? [atom[1]] : [atom[1], atom[2]]
}

/** The atoms of a statement, from left to right. */
export function* atomsOf(statement: Statement): Iterable<Atom> {
  switch (statement[0]) {
    case 'and':
    case 'or':
    case 'implies':
    case 'iff':
      yield* atomsOf(statement[1])
      yield* atomsOf(statement[2])
      break
    case 'not':
    case 'all':
    case 'any':
      yield* atomsOf(statement[1])
      break
    default:
      yield statement
  }
}

/** Whether a statement has an equality in it, which enclosures never confirm. */
export const hasEquality = (statement: Statement): boolean =>
  [...atomsOf(statement)].some(([relation]) => relation === 'equal')

/** Whether a statement is true only where all its atoms are, in all entries. */
export const isConjunction = (statement: Statement): boolean => {
  switch (statement[0]) {
    case 'and':
      return isConjunction(statement[1]) && isConjunction(statement[2])
    case 'all':
      return isConjunction(statement[1])
    case 'or':
    case 'implies':
    case 'iff':
    case 'not':
    case 'any':
      return false
    default:
      return true
  }
}
