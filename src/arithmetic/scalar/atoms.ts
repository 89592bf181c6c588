import { blankJudgement, recordWidth, type Judgement } from '../../program/judgement.ts'
import { sizeOf } from '../../program/shape.ts'
import type { Atom } from '../../program/statement.ts'
import { and, iff, Truth } from '../../program/truth.ts'
import type { Field } from './field.ts'
import { zip, type ScalarArray } from './scalar-array.ts'

/** What a field says of an atom, in one case and without a margin. */
export function judgeAtom<T>(atom: Atom, values: readonly ScalarArray<T>[], field: Field<T>): Judgement {
  const left = values[atom[1]]
  switch (atom[0]) {
    case 'less':
    case 'atMost':
    case 'equal': {
      const relation = atom[0]
      const { shape, entries } = zip(left, values[atom[2]], (x, y): Truth =>
        x === undefined || y === undefined ? Truth.Undecided : field[relation](x, y),
      )
      const truth = Uint8Array.from(entries)
      const out = { ...blankJudgement(1, shape), truth }
      if (truth.includes(Truth.Consistent)) recordWidth(out, 0, widest(left, values[atom[2]], field))
      return out
    }
    case 'sameOrder':
      return sameOrder(left, values[atom[2]], field)
    default: {
      const rank = ({ entries, shape }: ScalarArray<T>): Limits =>
        entries.includes(undefined) ? NO_RANK : field.rank(entries, shape[0], shape[1])
      const fixed = atom[0] === 'rankAtMost' || atom[0] === 'rankAtLeast'
      const [a, b] = [rank(left), fixed ? ([atom[2], atom[2]] as const) : rank(values[atom[2]])]
      const atMost = atom[0] === 'rankAtMost' || atom[0] === 'rankAtMostThatOf'
      return { ...blankJudgement(1, []), truth: Uint8Array.of(atMost ? ordered(a, b) : ordered(b, a)) }
    }
  }
}

/** By how much entries may differ at most; infinite where one can be anything. */
function widest<T>(a: ScalarArray<T>, b: ScalarArray<T>, field: Field<T>): number {
  const apart = zip(a, b, (x, y): number => {
    const gap = x === undefined || y === undefined ? undefined : field.sub(y, x)
    if (gap === undefined) return Infinity
    const [lo, hi] = field.enclosure(gap)
    return Math.max(-lo, hi)
  })
  return apart.entries.reduce((most, each) => Math.max(most, each), -Infinity)
}

/** Of a matrix that may not exist: not even its extents limit its rank. */
const NO_RANK: Limits = [-Infinity, Infinity]

type Limits = readonly [least: number, most: number]

/** a ≤ b, for integers between these limits. */
const ordered = (a: Limits, b: Limits): Truth =>
  a[1] <= b[0] ? Truth.True : a[0] > b[1] ? Truth.False : Truth.Undecided

/** Row by row: every pair is in the same strict order on both sides, or in none on either. */
function sameOrder<T>(x: ScalarArray<T>, y: ScalarArray<T>, field: Field<T>): Judgement {
  const length = x.shape.at(-1)!
  const shape = x.shape.slice(0, -1)
  const below = ({ entries }: ScalarArray<T>, i: number, j: number): Truth => {
    const [a, b] = [entries[i], entries[j]]
    return a === undefined || b === undefined ? Truth.Undecided : field.less(a, b)
  }
  const truth = Uint8Array.from({ length: sizeOf(shape) }, (_, row) => {
    const exists = [x, y].every(
      ({ entries }) => !entries.slice(row * length, (row + 1) * length).includes(undefined),
    )
    let same: Truth = exists ? Truth.True : Truth.Undecided
    for (let i = row * length; i < (row + 1) * length; i++)
      for (let j = row * length; j < (row + 1) * length; j++) {
        if (i !== j) same = and(same, iff(below(x, i, j), below(y, i, j)))
        if (same === Truth.False) return same
      }
    return same
  })
  return { ...blankJudgement(1, shape), truth }
}
