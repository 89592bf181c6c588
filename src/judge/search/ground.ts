import type fc from 'fast-check'
import type { Case, Input } from '../../arithmetic/batch.ts'
import type { Slopes } from '../../arithmetic/gradient/slopes.ts'
import type { Composition } from '../../generate/composition.ts'
import type { Support } from '../../generate/distribution.ts'
import type { Place } from './descent.ts'

/** What a walk looks for: a case that violates the claim, or the one in which an inequality is tightest. */
export type Goal = 'violation' | 'tightness'

/** An array that moves: where its entries stand among the numbers of a place, and in which unit. */
interface Moving {
  readonly part: number
  readonly name: string
  readonly from: number
  readonly size: number
  readonly unit: number
  readonly support: Support
}

/** The work of composing a case, in operations: some ten microseconds. */
const COMPOSED = 2000

/** How far a number is moved to see what becomes of the case that is composed of it, in units of its array. */
const STEP = 2 ** -10

/**
 * What is walked on: the entries of all arrays that move, each in units of the size of its array's numbers. Where a case is
 * composed of them, the slope goes through what composes it by differences.
 */
export class Ground {
  readonly start: Float64Array
  looks = 0
  private readonly arrays: readonly Moving[]

  constructor(
    private readonly slopes: Slopes,
    private readonly composition: Composition,
    private readonly goal: Goal,
  ) {
    const numbers: number[] = []
    this.arrays = composition.parts.flatMap(({ by, item }, part) =>
      Object.entries(item.inputs).flatMap(([name, { data }]) => {
        const support = by.movable.get(name)
        if (!support) return []
        const from = numbers.length
        const unit = Math.sqrt(data.reduce((sum, x) => sum + x * x, 0) / data.length) || 1
        numbers.push(...Array.from(data, (x) => x / unit))
        return [{ part, name, from, size: data.length, unit, support }]
      }),
    )
    this.start = Float64Array.from(numbers)
  }

  /** The work of composing the cases of one look. */
  get composing(): number {
    return this.composition.isPlain ? 0 : COMPOSED * this.start.length
  }

  look(at: Float64Array): Place {
    this.looks++
    return this.composition.inTime(() => this.placeAt(at))
  }

  /** The case there; undefined where there is none. */
  valueAt(at: Float64Array): fc.Value<Case> | undefined {
    return at === this.start ? this.composition.value : this.composition.of(this.partsAt(at))
  }

  private placeAt(at: Float64Array): Place {
    const item = this.valueAt(at)?.value
    if (item) this.slopes.evaluate(item.inputs)
    if (!item || !this.slopes.isCase) return { at, height: NaN, slope: undefined }
    const { margin, terms } = this.goal === 'violation' ? this.slopes.claim : this.slopes.observed
    const sign = this.goal === 'violation' ? 1 : -1
    if (terms.length === 0 || this.arrays.length === 0) return { at, height: sign * margin, slope: undefined }
    const changes = this.slopes.slopes(terms)
    const slope = this.composition.isPlain ? this.own(changes) : this.composed(changes, at, item)
    const signed = slope.map((change) => sign * change)
    return { at, height: sign * margin, slope: signed.every(Number.isFinite) ? signed : undefined }
  }

  /** The slope by the numbers of the case itself. */
  private own(changes: Changes): Float64Array {
    const slope = new Float64Array(this.start.length)
    for (const { name, from, unit } of this.arrays)
      changes[name]?.forEach((change, i) => (slope[from + i] = unit * change))
    return slope
  }

  /** The slope by the numbers of which the case is composed; 0 for one that cannot be moved alone. */
  private composed(changes: Changes, at: Float64Array, item: Case): Float64Array {
    const parts = this.partsAt(at)
    const slope = new Float64Array(at.length)
    for (const moving of this.arrays)
      for (let i = 0; i < moving.size; i++)
        slope[moving.from + i] = this.partial(changes, parts, item, moving, i)
    return slope
  }

  private partial(changes: Changes, parts: readonly Case[], item: Case, moving: Moving, i: number): number {
    const { part, name, unit, support } = moving
    const { shape, data } = parts[part].inputs[name]
    for (const step of [STEP, -STEP]) {
      const moved = data.slice()
      moved[i] = within(support, data[i] + unit * step)
      const length = (moved[i] - data[i]) / unit
      if (length === 0) continue
      const inputs = { ...parts[part].inputs, [name]: { shape, data: moved } }
      const there = this.composition.of(parts.with(part, { ...parts[part], inputs }))
      if (there) return risen(changes, item, there.value) / length
    }
    return 0
  }

  private partsAt(at: Float64Array): Case[] {
    return this.composition.parts.map(({ item }, part) => {
      const inputs: Record<string, Input> = { ...item.inputs }
      for (const { name, from, unit, support } of this.arrays.filter((array) => array.part === part)) {
        const { shape, data } = inputs[name]
        inputs[name] = { shape, data: data.map((_, i) => within(support, unit * at[from + i])) }
      }
      return { ...item, inputs }
    })
  }
}

/** The changes of a height by the entries of a case's arrays. */
type Changes = Readonly<Record<string, Float64Array>>

const within = ([lo, hi]: Support, x: number): number => Math.min(hi, Math.max(lo, x))

/** By how much a height changes from one case to another nearby. */
function risen(changes: Changes, from: Case, to: Case): number {
  let sum = 0
  for (const [name, change] of Object.entries(changes)) {
    const [before, after] = [from.inputs[name].data, to.inputs[name].data]
    for (let i = 0; i < change.length; i++) sum += change[i] * (after[i] - before[i])
  }
  return sum
}
