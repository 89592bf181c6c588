import { compare } from './conformity.ts'
import type { Declared } from './declared.ts'
import { State } from './honest-range.ts'
import { sizes, type Answer, type Lanes } from './lanes.ts'
import { modelOf } from './model.ts'

/** What is said of the numbers of a lane: that an honest implementation may return them, that none does, or nothing. */
export const Honest = { Possible: 0, Impossible: 1, Unknown: 2 } as const

/** For each lane, whether some number of an answer lies outside of what an honest implementation may return. */
export type OutsideHonest = (lanes: Lanes, answer: Answer) => Uint8Array | Promise<Uint8Array>

/** The judge of lanes of a declared attention. Nothing is said of a lane in which some number may be anything. */
export function outsideHonest(declared: Declared): (lanes: Lanes, answer: Answer) => Uint8Array {
  const model = modelOf(declared)
  return (lanes, answer) => {
    const said = new Uint8Array(lanes.lanes)
    const { deviations, ranges } = compare(model, lanes, answer)
    const size = sizes(lanes)
    for (const of of ['weights', 'output'] as const)
      ranges[of]?.state.forEach((state, at) => {
        if (state !== State.Bounded) said[Math.floor(at / size[of])] = Honest.Unknown
      })
    for (const { lane } of deviations) said[lane] = Honest.Impossible
    return said
  }
}
