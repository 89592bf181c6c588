import { blankJudgement, recordMargin, type Judgement } from '../judgement.ts'
import type { Atom, Reading } from '../proposition.ts'
import { broadcastShapes, sizeOf } from '../shape.ts'
import { Truth } from '../truth.ts'
import { commonLanes, expand, type Enclosures } from './enclosures.ts'

type Rule = (aLo: number, aHi: number, bLo: number, bHi: number) => Truth

const lessRule: Rule = (aLo, aHi, bLo, bHi) =>
  aHi < bLo ? Truth.True : aLo >= bHi ? Truth.False : Truth.Undecided

const atMostRule: Rule = (aLo, aHi, bLo, bHi) =>
  aHi <= bLo ? Truth.True : aLo > bHi ? Truth.False : Truth.Undecided

const equalRule: Rule = (aLo, aHi, bLo, bHi) => {
  if (aHi < bLo || bHi < aLo) return Truth.False
  if (aLo === aHi && bLo === bHi && aLo === bLo) return Truth.True
  const width = Math.max(aHi, bHi) - Math.min(aLo, bLo)
  return width < Infinity ? Truth.Consistent : Truth.Undecided
}

/** @throws {Error} for the reading of what a device returned, of which intervals know nothing. */
export function demandReals(reading: Reading): void {
  if (reading !== 'reals')
    throw new Error(`the interval tier knows only the reals, not the reading ${reading}`)
}

/** The middle of an interval, without overflow. */
export const middle = (lo: number, hi: number): number => lo / 2 + hi / 2

const compare =
  (rule: Rule) =>
  (a: Enclosures, b: Enclosures): Atom => {
    const shape = broadcastShapes(a.shape, b.shape)
    const lanes = commonLanes(a.lanes, b.lanes)
    return {
      operands: [],
      judge(reading: Reading): Judgement {
        demandReals(reading)
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
          recordMargin(out, Math.floor(i / size), margin, (bHi - bLo) / 2 + (aHi - aLo) / 2)
        }
        return out
      },
    }
  }

/** a < b, entry by entry. The margin is b - a between the middles, its bound the sum of the radii. */
export const lessAtom = compare(lessRule)
/** a ≤ b, entry by entry; margin and bound as for `lessAtom`. */
export const atMostAtom = compare(atMostRule)
/** a = b: true between equal exact numbers, false between disjoint intervals, consistent in a finite overlap. */
export const equalAtom = compare(equalRule)
