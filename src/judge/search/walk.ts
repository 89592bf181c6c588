import type { Case, Input } from '../../arithmetic/batch.ts'
import type { Slopes } from '../../arithmetic/gradient/slopes.ts'
import type { ArraysArbitrary } from '../../generate/arrays.ts'
import type { Draws } from '../../generate/draws.ts'
import { descend, type Place } from './descent.ts'

/** What a walk looks for: a case that violates the claim, or the one in which an inequality is tightest. */
export type Goal = 'violation' | 'tightness'

/** Where a walk ended. */
export interface Walked {
  readonly item: Case
  /** The claim's margin there, or the ratio of the sides of its inequality; NaN where the start is no case. */
  readonly reached: number
  /** How often the program was evaluated, the start included. */
  readonly evaluations: number
}

/** How far a walk that found no way down is carried off, as a share of the size of an array's numbers, at first and at last. */
const FARTHEST = 0.5
const NEAREST = 2 ** -12
/** Looks after the first violation: it is walked into, so that it is certain. */
const BEYOND = 6

/**
 * Walks from a case of a claim against the gradient of its margin, or along that of its tightness. Where no way leads down
 * it is carried off a little, the less the more often, and goes on. All places are float32 numbers, and cases of the claim.
 * The walk is a function of the start, the program and `draws`, the same on every machine.
 *
 * @param movable the arrays that may be moved, and how far
 * @param draws where it is carried
 * @param most evaluations
 */
export function walk(
  slopes: Slopes,
  start: Case,
  movable: ArraysArbitrary['movable'],
  draws: Draws,
  goal: Goal,
  most: number,
): Walked {
  const ground = new Ground(slopes, start, movable, goal)
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
    item: { ...start, inputs: ground.arraysAt(best.at) },
    reached: goal === 'violation' ? best.height : -best.height,
    evaluations: ground.looks,
  }
}

/** What is walked on: the entries of all arrays that move, each in units of the size of its array's numbers. */
class Ground {
  readonly start: Float64Array
  looks = 0
  private readonly arrays: readonly {
    readonly name: string
    readonly from: number
    readonly unit: number
    readonly support: readonly [number, number]
  }[]

  constructor(
    private readonly slopes: Slopes,
    private readonly item: Case,
    movable: ArraysArbitrary['movable'],
    private readonly goal: Goal,
  ) {
    const numbers: number[] = []
    this.arrays = Object.entries(item.inputs).flatMap(([name, { data }]) => {
      const support = movable.get(name)
      if (!support) return []
      const from = numbers.length
      const unit = Math.sqrt(data.reduce((sum, x) => sum + x * x, 0) / data.length) || 1
      numbers.push(...Array.from(data, (x) => x / unit))
      return [{ name, from, unit, support }]
    })
    this.start = Float64Array.from(numbers)
  }

  look(at: Float64Array): Place {
    this.looks++
    this.slopes.evaluate(this.looks === 1 ? this.item.inputs : this.arraysAt(at))
    if (!this.slopes.isCase) return { at, height: NaN, slope: undefined }
    const { margin, terms } = this.goal === 'violation' ? this.slopes.claim : this.slopes.observed
    const sign = this.goal === 'violation' ? 1 : -1
    if (terms.length === 0 || this.arrays.length === 0) return { at, height: sign * margin, slope: undefined }
    const slope = new Float64Array(at.length)
    const changes = this.slopes.slopes(terms)
    for (const { name, from, unit } of this.arrays)
      changes[name]?.forEach((change, i) => (slope[from + i] = sign * unit * change))
    return { at, height: sign * margin, slope: slope.every(Number.isFinite) ? slope : undefined }
  }

  arraysAt(at: Float64Array): Record<string, Input> {
    if (at === this.start) return this.item.inputs
    const out: Record<string, Input> = { ...this.item.inputs }
    for (const { name, from, unit, support } of this.arrays) {
      const { shape, data } = out[name]
      const [lo, hi] = support
      out[name] = { shape, data: data.map((_, i) => Math.min(hi, Math.max(lo, unit * at[from + i]))) }
    }
    return out
  }
}

/** The evaluations of a walk of a program of so much work. */
export const evaluationsFor = (work: number, most: number): number =>
  Math.max(8, Math.min(most, Math.floor(2e7 / Math.max(1, work))))
