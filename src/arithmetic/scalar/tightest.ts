import { slack } from '../../program/judgement.ts'
import { comparedBy } from '../../program/statement.ts'
import type { Field } from './field.ts'
import type { SaidByField } from './run.ts'
import { zip, type Entry, type ScalarArray } from './scalar-array.ts'

/**
 * The difference b - a of the entries compared that is nearest to another truth, and how far it can be from the true
 * one; NaN where nothing is compared. Of an order, the steps of the second array between neighbours by the first.
 */
export function tightest<T>(
  { atoms, values }: SaidByField<T>,
  field: Field<T>,
): { margin: number; bound: number } {
  let best = { margin: NaN, bound: NaN }
  for (const { atom } of atoms) {
    const [a, b] = comparedBy(atom).map((value) => values[value])
    const pairs = atom[0] === 'sameOrder' ? neighbours(a, b, field) : PAIRED.has(atom[0]) ? paired(a, b) : []
    for (const [x, y] of pairs) {
      const gap = x === undefined || y === undefined ? undefined : field.sub(y, x)
      if (gap === undefined) continue
      const [lo, hi] = field.enclosure(gap)
      const [margin, bound] = [lo / 2 + hi / 2, hi / 2 - lo / 2]
      if (Number.isNaN(best.margin) || slack(margin, bound) < slack(best.margin, best.bound))
        best = { margin, bound }
    }
  }
  return best
}

const PAIRED: ReadonlySet<string> = new Set(['less', 'atMost', 'equal'])

type Pair<T> = readonly [Entry<T>, Entry<T>]

const paired = <T>(a: ScalarArray<T>, b: ScalarArray<T>): readonly Pair<T>[] =>
  zip(a, b, (x, y): Pair<T> => [x, y]).entries

function neighbours<T>(x: ScalarArray<T>, y: ScalarArray<T>, field: Field<T>): readonly Pair<T>[] {
  const length = x.shape.at(-1)!
  const middle = (entry: Entry<T>): number => {
    const [lo, hi] = entry === undefined ? [0, 0] : field.enclosure(entry)
    return lo / 2 + hi / 2
  }
  const rows = Array.from({ length: x.entries.length / length }, (_, row) =>
    Array.from({ length }, (_, i) => row * length + i).sort(
      (i, j) => middle(x.entries[i]) - middle(x.entries[j]),
    ),
  )
  return rows.flatMap((order) =>
    order.slice(1).map((entry, k): Pair<T> => [y.entries[order[k]], y.entries[entry]]),
  )
}
