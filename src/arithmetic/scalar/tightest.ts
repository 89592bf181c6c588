import { slack } from '../judgement.ts'
import { broadcastIndex, broadcastShapes } from '../shape.ts'
import type { Field } from './field.ts'
import type { Judged, JudgedAtom } from './judge.ts'

/**
 * The difference b - a of the entries compared that is nearest to another truth, and how far it can be from the true
 * one; NaN where nothing is compared. Of an order, the steps of the second array between neighbours by the first.
 */
export function tightest<T>(judged: Judged<T>, field: Field<T>): { margin: number; bound: number } {
  let best = { margin: NaN, bound: NaN }
  for (const atom of judged.atoms)
    for (const [a, b] of compared(atom, judged, field)) {
      const gap = a === undefined || b === undefined ? undefined : field.sub(b, a)
      if (gap === undefined) continue
      const [lo, hi] = field.enclosure(gap)
      const [margin, bound] = [lo / 2 + hi / 2, hi / 2 - lo / 2]
      if (Number.isNaN(best.margin) || slack(margin, bound) < slack(best.margin, best.bound))
        best = { margin, bound }
    }
  return best
}

function* compared<T>(
  { statement }: JudgedAtom,
  { values }: Judged<T>,
  field: Field<T>,
): Iterable<readonly [T | undefined, T | undefined]> {
  const [relation, left, right] = statement as [string, number, number]
  if (relation === 'less' || relation === 'atMost' || relation === 'equal') {
    const [a, b] = [values[left], values[right]]
    const shape = broadcastShapes(a.shape, b.shape)
    const [p, q] = [broadcastIndex(a.shape, shape), broadcastIndex(b.shape, shape)]
    for (let i = 0; i < p.length; i++) yield [a.entries[p[i]], b.entries[q[i]]]
  } else if (relation === 'sameOrder') {
    const [x, y] = [values[left], values[right]]
    const length = x.shape.at(-1)!
    for (let at = 0; at < x.entries.length; at += length) {
      const order = Array.from({ length }, (_, i) => at + i).sort(
        (i, j) => middle(x.entries[i]) - middle(x.entries[j]),
      )
      for (let k = 1; k < length; k++) yield [y.entries[order[k - 1]], y.entries[order[k]]]
    }
  }

  function middle(entry: T | undefined): number {
    if (entry === undefined) return 0
    const [lo, hi] = field.enclosure(entry)
    return lo / 2 + hi / 2
  }
}
