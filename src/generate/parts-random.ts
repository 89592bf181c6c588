import fc from 'fast-check'
import { shapeKey, type Case } from '../arithmetic/batch.ts'
import { knownAcrossLoads } from '../program/across-loads.ts'
import type { ArraysArbitrary } from './arrays.ts'
import type { LimitedGenerator } from './limited-generator.ts'

/** What `arrays` drew while a case was composed. */
export interface Part {
  readonly by: ArraysArbitrary
  readonly item: Case
}

/** The random numbers of a case, told by `arrays` what they drew with them; others may be put in its place. */
export class PartsRandom extends fc.Random {
  static {
    knownAcrossLoads(this, 'PartsRandom')
  }

  /** What was drawn, one after another. */
  readonly parts: Part[] = []

  /** @param others of the same shapes, in that order; none when left out */
  constructor(
    numbers: LimitedGenerator,
    private readonly others: readonly Case[] = [],
  ) {
    super(numbers)
  }

  /** Told what was drawn. @returns what takes its place: itself, where nothing of its shapes does */
  part({ by, item }: Part): Case {
    // Whoever maps it may write into it.
    const other = this.others[this.parts.push({ by, item: copyOf(item) }) - 1] as Case | undefined
    return other && shapeKey(other) === shapeKey(item) ? copyOf(other) : item
  }
}

const copyOf = (item: Case): Case => ({
  ...item,
  inputs: Object.fromEntries(
    Object.entries(item.inputs).map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]),
  ),
})
