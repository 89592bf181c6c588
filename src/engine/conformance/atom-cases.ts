import type { Rank } from '../../program/rank.ts'
import type { Operand, Real } from '../../program/real.ts'
import type { Proposition } from '../../program/proposition.ts'
import type { Atom, Relation } from '../../program/statement.ts'
import { forEach } from '../../program/step.ts'
import { normalised, type AtomCase } from './case.ts'

const rows = (
  title: string,
  of: (a: Real, b: Real, x: Parameters<AtomCase['of']>[1]) => Proposition,
): AtomCase => ({
  title,
  shapes: { a: [2, 3], b: [2, 3] },
  of: ({ a, b }, x) => of(a, b, x),
})

/** A comparison entry by entry, between exact and computed arrays and with numbers. */
function compared(name: Relation): AtomCase[] {
  const of = (a: Real, b: Operand) => a[name](b)
  return [
    rows('of exact arrays', of),
    rows('of an array with itself', (a) => of(a, a)),
    rows('of a row and a matrix', (a, b) => of(a.gather([0]), b)),
    rows('of an array and a constant', (a, _, x) => of(a, x.constant([0, 1, -2]))),
    ...[1, 0.1, 0].map((number) => rows(`with the number ${number}`, (a) => of(a, number))),
    rows('of computed arrays', (a, b) => of(a.mul(b), b.mul(b.add(0.3)))),
    rows('of two ways to a product', (a, b) => of(a.mul(b), b.mul(a))),
    rows('of exponentials', (a, b) => of(a.exp(), b.exp())),
    rows('of sums', (a, b) => of(a.sum(-1, true), b.sum(-1, true))),
  ]
}

const ofRanks = (of: (a: Rank, b: Rank) => Proposition): AtomCase[] => [
  rows('of two matrices', (a, b) => of(a.rank(), b.rank())),
  rows('of a product', (a, b) => of(a.transpose().matMul(b).rank(), a.rank())),
]

/** Cases of every atom; one without any does not compile. */
export const ATOM_CASES: Readonly<Record<Atom[0], readonly AtomCase[]>> = {
  ...forEach(['less', 'atMost', 'equal'], compared),
  sameOrder: [
    rows('of exact arrays', (a, b) => a.sameOrder(b)),
    rows('of an array and its double', (a) => a.sameOrder(a.mul(2))),
    rows('of an array and its negative', (a) => a.sameOrder(a.neg())),
    rows('of scores and exponentials', (a) => a.sameOrder(a.exp())),
    rows('of scores and softmax', (a) => a.sameOrder(normalised(a.belowMax(-1).exp()))),
  ],
  rankAtMost: [rows('at most 1', (a) => a.rank().atMost(1))],
  rankAtLeast: [rows('at least 2', (a) => a.rank().atLeast(2))],
  rankAtMostThatOf: ofRanks((a, b) => a.atMost(b)),
  rankAtLeastThatOf: ofRanks((a, b) => a.atLeast(b)),
}
