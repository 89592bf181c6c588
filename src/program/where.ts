import { Proposition } from './proposition.ts'
import { constant, Real, type Operand } from './real.ts'
import type { Statement } from './statement.ts'
import type { Value } from './step.ts'
import type { Tape } from './tape.ts'

/**
 * The entries of a where a comparison holds, and those of b where it does not; TensorFlow.js's name and meaning. What is not
 * chosen need not exist. Where an arithmetic can't tell which is meant the result is either, or all between them and 0, or
 * anything: it decides no more than the comparison.
 *
 * @param condition comparisons, and `and`, `or`, `not`, `implies` and `iff` of these
 * @throws {TypeError} for a condition that holds of more than an entry, such as `all` or `sameOrder`, or of another program
 *
 * @example
 * ```ts
 * where(k.greater(1), k.log(), k.sub(1)).atMost(k.sub(1))
 * ```
 */
export function where(condition: Proposition, a: Operand, b: Operand): Real {
  if (!(condition instanceof Proposition))
    throw new TypeError(`where needs a comparison, such as a.less(b), and got ${String(condition)}`)
  const { tape } = condition
  const branch = (of: Operand): Real => {
    if (typeof of === 'number') return constant(tape, of)
    if (of instanceof Real && of.tape === tape) return of
    throw new TypeError('where needs numbers or arrays of the same program to choose from')
  }
  return chosen(condition.statement, branch(a), branch(b), tape)
}

function chosen(condition: Statement, a: Real, b: Real, tape: Tape): Real {
  const by = (part: Statement, then: Real, otherwise: Real): Real => chosen(part, then, otherwise, tape)
  switch (condition[0]) {
    case 'less': {
      const gap = gapOf(condition[1], condition[2], tape)
      return a.wherePositive(gap).add(b.whereNonNegative(gap.neg()))
    }
    case 'atMost':
      return by(['less', condition[2], condition[1]], b, a)
    case 'equal': {
      const [, left, right] = condition
      return by(['less', left, right], b, by(['less', right, left], b, a))
    }
    case 'not':
      return by(condition[1], b, a)
    case 'and':
      return by(condition[1], by(condition[2], a, b), b)
    case 'or':
      return by(condition[1], a, by(condition[2], a, b))
    case 'implies':
      return by(condition[1], by(condition[2], a, b), a)
    case 'iff':
      return by(condition[1], by(condition[2], a, b), by(condition[2], b, a))
    default:
      throw new TypeError(`where chooses entry by entry, and ${condition[0]} holds of several together`)
  }
}

/** Right minus left: positive where left is less. */
function gapOf(left: Value, right: Value, tape: Tape): Real {
  const [p, q] = [left, right].map((value) => new Real(tape, value, tape.steps[value].shape))
  return q.sub(p)
}
