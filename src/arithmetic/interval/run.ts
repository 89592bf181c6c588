import type { Judgement } from '../../program/judgement.ts'
import type { Program } from '../../program/program.ts'
import type { Atom } from '../../program/statement.ts'
import type { Batch } from '../batch.ts'
import { sayingAtoms, type SaidOfAtoms } from '../said.ts'
import { compareEntries, middle } from './comparison.ts'
import { evaluate, exactInput } from './evaluate.ts'
import { compareRanks, RankOf } from './rank-comparison.ts'
import { up } from './rounding.ts'
import { compareOrder } from './same-order.ts'
import type { Structured } from './structure.ts'

/** Runs a program in float64 enclosures, which decide the reals only. Each number of the batch is taken exactly. */
export function run(program: Program, batch: Batch): SaidOfAtoms {
  const values = evaluate(program.steps, inputsOf(batch))
  const found = program.observed === undefined ? undefined : values[program.observed]
  const observed = found && {
    value: found.lo.map((lo, i) => middle(lo, found.hi[i])),
    radius: found.lo.map((lo, i) => {
      const value = middle(lo, found.hi[i])
      return found.hi[i] === lo ? 0 : up(Math.max(found.hi[i] - value, value - lo))
    }),
  }
  return sayingAtoms(program, batch.lanes, judgeIn(values), observed)
}

/** The arrays of a batch, by name. */
export const inputsOf = ({ names, shapes, lanes, data }: Batch): Record<string, Structured> =>
  Object.fromEntries(names.map((name) => [name, exactInput(lanes, shapes[name], data[name])]))

/** Judges atoms on these values. */
export function judgeIn(values: readonly Structured[]): (atom: Atom) => Judgement {
  const ranks = new RankOf()
  return (atom) => {
    const x = values[atom[1]]
    switch (atom[0]) {
      case 'less':
      case 'atMost':
      case 'equal':
        return compareEntries(atom[0], x, values[atom[2]])
      case 'sameOrder':
        return compareOrder(x, values[atom[2]])
      case 'rankAtMost':
      case 'rankAtLeast':
        return compareRanks(atom[0] === 'rankAtMost', ranks.of(x), atom[2])
      case 'rankAtMostThatOf':
      case 'rankAtLeastThatOf':
        return compareRanks(atom[0] === 'rankAtMostThatOf', ranks.of(x), ranks.of(values[atom[2]]))
    }
  }
}
