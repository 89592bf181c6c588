import { signOfSum, type ExactNumber } from './exact-number.ts'
import * as s from './exponential-sum.ts'
import type { Sum } from './exponential-sum.ts'
import * as f from './fraction.ts'

type Row = (Sum | undefined)[]

/**
 * Limits on the rank of a row-major matrix: as many as the pivots that are certainly not zero, and no more when what is left
 * is certainly zero. By elimination that divides by the pivot before alone, as Bareiss does (Mathematics of Computation
 * 22, 1968), and only where that has one term: of rational numbers what is left are minors then, which do not grow fast.
 */
export function exactRank(
  entries: readonly (ExactNumber | undefined)[],
  rows: number,
  cols: number,
): readonly [number, number] {
  const left = Array.from({ length: rows }, (_, i) => wholeRow(entries.slice(i * cols, (i + 1) * cols)))
  const columns = Array.from({ length: cols }, (_, j) => j)
  let rank = 0
  let before = s.ONE
  for (;;) {
    const pivot = pivotOf(left, columns)
    if (!pivot) break
    rank++
    const [row] = left.splice(pivot.row, 1)
    columns.splice(columns.indexOf(pivot.column), 1)
    const head = row[pivot.column]!
    for (const other of left) {
      const factor = other[pivot.column]
      for (const j of columns) {
        const reduced = eliminated(other[j], head, factor, row[j])
        other[j] = reduced && s.times(reduced, before)
      }
    }
    before = s.inverse(head) ?? s.ONE
  }
  const open = left.some((row) => columns.some((j) => row[j]?.size !== 0))
  return [rank, open ? rank + Math.min(left.length, columns.length) : rank]
}

/** The row times its denominators, each once, and times those of its coefficients. */
function wholeRow(entries: readonly (ExactNumber | undefined)[]): Row {
  const row = withoutDenominators(entries)
  const multiple = f.commonMultiple(
    row.flatMap((entry) => (entry ? Array.from(entry.values(), ({ coefficient }) => coefficient.d) : [])),
  )
  return row.map((entry) => entry && s.scaled(entry, f.fraction(multiple)))
}

function withoutDenominators(row: readonly (ExactNumber | undefined)[]): Row {
  const factors: Sum[] = []
  for (const entry of row)
    if (entry && entry.den !== s.ONE && !factors.some((den) => s.same(den, entry.den)))
      factors.push(entry.den)
  return row.map(
    (entry) =>
      entry &&
      factors
        .filter((den) => !s.same(den, entry.den))
        .reduce<Sum | undefined>((product, den) => times(product, den), entry.num),
  )
}

function times(a: Sum | undefined, b: Sum | undefined): Sum | undefined {
  if (!a || !b || a.size * b.size > s.MOST_TERMS) return undefined
  return s.times(a, b)
}

/** The entry of the fewest terms that is certainly not zero. */
function pivotOf(rows: readonly Row[], columns: readonly number[]) {
  let best: { row: number; column: number; terms: number } | undefined
  rows.forEach((entries, row) => {
    for (const column of columns) {
      const entry = entries[column]
      if (!entry || entry.size === 0 || (best && best.terms <= entry.size)) continue
      if (signOfSum(entry)) best = { row, column, terms: entry.size }
    }
  })
  return best
}

/** x·head - factor·y. */
function eliminated(
  x: Sum | undefined,
  head: Sum,
  factor: Sum | undefined,
  y: Sum | undefined,
): Sum | undefined {
  const [kept, taken] = [times(x, head), times(factor, y)]
  return kept && taken && s.add(kept, s.negated(taken))
}
