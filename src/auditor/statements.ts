import { ZERO } from './interval.ts'
import { fail, filled, map, range, sizeOf, zip, type Json, type Shaped } from './arrays.ts'
import type { Entry, Numbers } from './number.ts'

/** Truths are numbers (false, undecided, consistent, true), so that Kleene's `and` is the smaller one. */
export const [F, U, C, T] = [0, 1, 2, 3]
const not = (a: number): number => (a === F ? T : a === T ? F : U)
const connectives: Record<string, (a: number, b: number) => number> = {
  and: (a, b) => Math.min(a, b),
  or: (a, b) => Math.max(a, b),
  implies: (a, b) => Math.max(not(a), b),
  iff: (a, b) => Math.min(Math.max(not(a), b), Math.max(not(b), a)),
}
const all = (truths: readonly number[]): number => truths.reduce(connectives.and, T)

/** From limits on the sign of a difference, and whether there are any on its size. */
const relations: Record<string, (signs: readonly number[], known: boolean) => number> = {
  less: ([lo, hi]) => (hi < 0 ? T : lo >= 0 ? F : U),
  atMost: ([lo, hi]) => (hi <= 0 ? T : lo > 0 ? F : U),
  equal: ([lo, hi], known) => (lo > 0 || hi < 0 ? F : lo === hi ? T : known ? C : U),
}
const isUnknown = (entry: Entry): boolean => !entry.in && !entry.exact
const related = (x: Numbers, name: string, a: Entry, b: Entry): number =>
  relations[name](x.signLimits(x.sub(a, b)), Boolean(a.in && b.in))
function sameOrder(x: Numbers, a: readonly Entry[], b: readonly Entry[]): number {
  const rises = (of: readonly Entry[], i: number, j: number): number => related(x, 'less', of[i], of[j])
  const alike = (i: number, j: number): number => connectives.iff(rises(a, i, j), rises(b, i, j))
  const known = [...a, ...b].some(isUnknown) ? U : T
  return all([known, ...a.flatMap((_, i) => b.map((__, j) => (i === j ? T : alike(i, j))))])
}
/** Along the last axis. */
const rowsOf = ({ shape, of }: Shaped<Entry>): (readonly Entry[])[] => {
  const n = shape.at(-1)!
  return range(sizeOf(shape.slice(0, -1))).map((i) => of.slice(i * n, (i + 1) * n))
}
export const rankOf = (x: Numbers, a: Shaped<Entry>): Entry => rankOfRows(x, rowsOf(a))
/** Where limits on its rank may lie: of what may not exist nothing but its extents says anything. */
export const rankWithin = (x: Numbers, a: Shaped<Entry>): Entry =>
  a.of.some(isUnknown) ? { in: [ZERO, [BigInt(Math.min(...a.shape)), 0]] } : rankOf(x, a)
/** The rank of a matrix, by elimination, which needs certain pivots and certain zeros; none of one with unknown entries. */
function rankOfRows(x: Numbers, a: readonly (readonly Entry[])[]): Entry {
  if (a.flat().some(isUnknown)) return {}
  const row = a.findIndex((of) => of.some(x.signOf))
  if (row < 0) {
    const most = a.flat().every((entry) => x.signOf(entry) === 0) ? 0 : Math.min(a.length, a[0].length)
    return { in: [ZERO, [BigInt(most), 0]] }
  }
  const [top, col] = [a[row], a[row].findIndex(x.signOf)]
  const without = (of: readonly Entry[]): Entry[] =>
    of.map((entry, j) => x.sub(x.mul(entry, top[col]), x.mul(of[col], top[j]))).toSpliced(col, 1)
  return x.add(rankOfRows(x, a.toSpliced(row, 1).map(without)), { in: x.of(1n).in })
}
/** Of an atom: a comparison of values, entry by entry, row by row, or by their ranks. */
export function truthsOf(x: Numbers, name: string, p: Shaped<Entry>, q: Json): Shaped<number> {
  if (Object.hasOwn(relations, name)) return zip(p, q as Shaped<Entry>, (a, b) => related(x, name, a, b))
  if (name === 'sameOrder') {
    const [rows, others] = [p, q].map(rowsOf)
    return filled(
      p.shape.slice(0, -1),
      rows.map((row, i) => sameOrder(x, row, others[i])),
    )
  }
  const [, most, other] = /^rankAt(Most|Least)(ThatOf)?$/.exec(name) ?? fail(`there is no statement ${name}`)
  const its = other ? rankOf(x, q) : x.of(BigInt(most === 'Most' ? Math.floor(q) : Math.ceil(q)))
  const [low, high] = most === 'Most' ? [rankOf(x, p), its] : [its, rankOf(x, p)]
  return filled([], [related(x, 'atMost', low, high)])
}
/** Of a whole statement, read as "for all entries"; its atoms are asked for from left to right. */
export function truthOf(statement: unknown, atom: (...of: Json[]) => Shaped<number>): number {
  const judge = ([name, p, q]: Json): Shaped<number> => {
    if (Object.hasOwn(connectives, name)) return zip(judge(p), judge(q), connectives[name])
    if (name === 'not') return map(judge(p), not)
    if (name === 'all') return filled([], [all(judge(p).of)])
    return name === 'any' ? filled([], [judge(p).of.reduce(connectives.or, F)]) : atom(name, p, q)
  }
  return all(judge(statement).of)
}
