import type fc from 'fast-check'
import type { Case } from '../../arithmetic/batch.ts'
import type { Draws } from '../../generate/draws.ts'
import { descend, type Place } from './descent.ts'
import type { Goal, Ground } from './ground.ts'

/** Where a walk ended. */
export interface Walked {
  /** With what its arbitrary needs to shrink it. */
  readonly value: fc.Value<Case>
  /** The claim's margin there, or the ratio of the sides of its inequality; NaN where the start is no case. */
  readonly reached: number
  /** How often the program was evaluated, the start included. */
  readonly evaluations: number
  /** Whether it went anywhere: from what is no case, or has nothing with a slope, no walk does. */
  readonly moved: boolean
}

/** How far a walk that found no way down is carried off, as a share of the size of an array's numbers, at first and at last. */
const FARTHEST = 0.5
const NEAREST = 2 ** -12
/** Looks after the first violation: it is walked into, so that it is certain. */
const BEYOND = 6

/**
 * Walks from a case of a claim against the gradient of its margin, or along that of its tightness. Where no way leads down
 * it is carried off a little, the less the more often, and goes on. All places are float32 numbers, and cases of the claim.
 * The walk is a function of the ground and `draws`, the same on every machine.
 *
 * @param draws where it is carried
 * @param most evaluations
 */
export function walk(ground: Ground, draws: Draws, goal: Goal, most: number): Walked {
  const sinceViolation = { looks: 0 }
  const isOver = ({ height }: Place): boolean =>
    ground.looks >= most || (goal === 'violation' && height < 0 && ++sinceViolation.looks > BEYOND)
  const look = (at: Float64Array): Place => ground.look(at)
  let best = ground.look(ground.start)
  for (let radius = FARTHEST; radius >= NEAREST && best.slope; radius /= 2) {
    const from = radius === FARTHEST ? best : look(best.at.map((x) => x + radius * (2 * draws.open() - 1)))
    const reached = descend(from, look, isOver)
    if (reached.height < best.height) best = reached
    if (isOver(best)) break
  }
  return {
    value: ground.valueAt(best.at)!,
    reached: goal === 'violation' ? best.height : -best.height,
    evaluations: ground.looks,
    moved: ground.looks > 1,
  }
}

/** The evaluations of a walk of a program of so much work. */
export const evaluationsFor = (work: number, most: number): number =>
  Math.max(8, Math.min(most, Math.floor(2e7 / Math.max(1, work))))
