import type { Judgement } from '../../program/judgement.ts'
import type { Atom } from '../../program/statement.ts'
import { compareEntries } from './comparison.ts'
import { compareRanks, RankOf } from './rank-comparison.ts'
import { compareOrder } from './same-order.ts'
import type { Structured } from './structure.ts'

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
