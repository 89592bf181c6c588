import { blankJudgement, recordMargin, recordWidth, type Judgement } from '../../program/judgement.ts'
import { broadcastShapes, sizeOf } from '../../program/shape.ts'
import type { Relation } from '../../program/statement.ts'
import { Truth } from '../../program/truth.ts'
import { commonLanes, expand, type Enclosures } from './enclosures.ts'
import { up } from './rounding.ts'

type Rule = (aLo: number, aHi: number, bLo: number, bHi: number) => Truth

/** Equality is true between equal exact numbers, false between disjoint intervals, consistent in a finite overlap. */
const RULES: Readonly<Record<Relation, Rule>> = {
  less: (aLo, aHi, bLo, bHi) => (aHi < bLo ? Truth.True : aLo >= bHi ? Truth.False : Truth.Undecided),
  atMost: (aLo, aHi, bLo, bHi) => (aHi <= bLo ? Truth.True : aLo > bHi ? Truth.False : Truth.Undecided),
  equal(aLo, aHi, bLo, bHi) {
    if (aHi < bLo || bHi < aLo) return Truth.False
    if (aLo === aHi && bLo === bHi && aLo === bLo) return Truth.True
    const width = Math.max(aHi, bHi) - Math.min(aLo, bLo)
    return width < Infinity ? Truth.Consistent : Truth.Undecided
  },
}

/** The middle of an interval, without overflow. */
export const middle = (lo: number, hi: number): number => lo / 2 + hi / 2

/** A relation, entry by entry. The margin is b - a between the middles, its bound the sum of the radii. */
export function compareEntries(relation: Relation, a: Enclosures, b: Enclosures): Judgement {
  const rule = RULES[relation]
  const shape = broadcastShapes(a.shape, b.shape)
  const lanes = commonLanes(a.lanes, b.lanes)
  const x = expand(a, lanes, shape)
  const y = expand(b, lanes, shape)
  const out = blankJudgement(lanes, shape)
  const size = sizeOf(shape)
  for (let i = 0; i < lanes * size; i++) {
    const aLo = x.lo[i]
    const aHi = x.hi[i]
    const bLo = y.lo[i]
    const bHi = y.hi[i]
    out.truth[i] = rule(aLo, aHi, bLo, bHi)
    const margin = middle(bLo, bHi) - middle(aLo, aHi)
    const lane = Math.floor(i / size)
    recordMargin(out, lane, margin, (bHi - bLo) / 2 + (aHi - aLo) / 2)
    if (out.truth[i] === Truth.Consistent) recordWidth(out, lane, up(Math.max(bHi - aLo, aHi - bLo)))
  }
  return out
}
