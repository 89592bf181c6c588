import type { Rank } from '../../program/rank.ts'
import type { Operand, Real } from '../../program/real.ts'
import type { Proposition } from '../../program/proposition.ts'
import type { AtomCase, AtomName, CasesOf, Methods } from './cases-of.ts'

const rows = (
  title: string,
  of: (a: Real, b: Real, x: Parameters<AtomCase['of']>[1]) => Proposition,
): AtomCase => ({
  title,
  shapes: { a: [2, 3], b: [2, 3] },
  of: ({ a, b }, x) => of(a, b, x),
})

/** A comparison entry by entry, between exact and computed arrays and with numbers. */
const compared = (of: (a: Real, b: Operand) => Proposition): AtomCase[] => [
  rows('of exact arrays', of),
  rows('of an array with itself', (a) => of(a, a)),
  rows('of a row and a matrix', (a, b) => of(a.gather([0]), b)),
  rows('of an array and a constant', (a, _, x) => of(a, x.constant([0, 1, -2]))),
  rows('with the number 1', (a) => of(a, 1)),
  rows('with the number 0.1', (a) => of(a, 0.1)),
  rows('with the number 0', (a) => of(a, 0)),
  rows('of computed arrays', (a, b) => of(a.mul(b), b.mul(b.add(0.3)))),
  rows('of two ways to a product', (a, b) => of(a.mul(b), b.mul(a))),
  rows('of exponentials', (a, b) => of(a.exp(), b.exp())),
  rows('of sums', (a, b) => of(a.sum(-1, true), b.sum(-1, true))),
]

const ofRank = (of: (a: Rank, b: Rank) => Proposition): AtomCase[] => [
  rows('of two matrices', (a, b) => of(a.rank(), b.rank())),
  rows('of a product', (a, b) => of(a.transpose().matMul(b).rank(), a.rank())),
]

/** Every method of `Real` that returns a statement, or what statements are made of. */
export const ATOMS: Pick<CasesOf<Methods>, AtomName> = {
  less: compared((a, b) => a.less(b)),
  atMost: compared((a, b) => a.atMost(b)),
  equal: compared((a, b) => a.equal(b)),
  sameOrder: [
    rows('of exact arrays', (a, b) => a.sameOrder(b)),
    rows('of an array and its double', (a) => a.sameOrder(a.mul(2))),
    rows('of an array and its negative', (a) => a.sameOrder(a.neg())),
    rows('of scores and exponentials', (a) => a.sameOrder(a.exp())),
    rows('of scores and softmax', (a) => {
      const terms = a.belowMax(-1).exp()
      return a.sameOrder(terms.div(terms.sum(-1, true)))
    }),
  ],
  rank: [
    ...ofRank((a, b) => a.atMost(b)),
    ...ofRank((a, b) => a.atLeast(b)),
    rows('at most 1', (a) => a.rank().atMost(1)),
    rows('at least 2', (a) => a.rank().atLeast(2)),
  ],
}
