import type { Place } from './array-layout.ts'
import { chooseFamily, deviationOf, isOurs, type Distribution } from './distribution.ts'
import type { Draws } from './draws.ts'
import type { NormalLanes } from './normals/normal-lanes.ts'
import { spread } from './spread.ts'

/** One distribution for all arrays, or one for each; `spread` where none is named. */
export type From<Name extends string> = Distribution | Readonly<Partial<Record<Name, Distribution>>>

/** Whether it is one distribution for all arrays. */
export const isDistribution = (from: object): from is Distribution =>
  'fill' in from && typeof from.fill === 'function'

/** The distribution of an array. */
export const distributionOf = (from: From<string> | undefined, array: string): Distribution =>
  (from && (isDistribution(from) ? from : Object.hasOwn(from, array) ? from[array] : undefined)) ?? spread

/** Arrays that share a distribution, and so the family that a case draws of it. */
interface Group {
  /** The names of its arrays; empty where there is no other group. */
  readonly label: string
  readonly distribution: Distribution
  readonly isOurs: boolean
}

/** The families that a case has drawn, one for each group. */
interface Choice {
  readonly families: readonly Distribution[]
  /** Of them all. */
  readonly name: string
  /** Of each array the standard deviation; undefined where one is not normal. */
  readonly deviations: readonly number[] | undefined
}

/** Where the numbers of the arrays of a case come from. */
export class ArraySources {
  private readonly groups: readonly Group[]
  /** Of a single group, by its family. */
  private readonly choices = new WeakMap<Distribution, Choice>()
  /** For each array the number of its group. */
  private readonly groupOf: readonly number[]

  constructor(names: readonly string[], from?: From<string>) {
    const sources = names.map((name) => distributionOf(from, name))
    const distinct = [...new Set(sources)]
    this.groupOf = sources.map((source) => distinct.indexOf(source))
    this.groups = distinct.map((distribution, group) => ({
      label: distinct.length === 1 ? '' : `${names.filter((_, i) => this.groupOf[i] === group).join(' ')}: `,
      distribution,
      isOurs: isOurs(distribution),
    }))
  }

  /** Whether all the code that draws is this library's. */
  get areOurs(): boolean {
    return this.groups.every((group) => group.isOurs)
  }

  /**
   * Draws the numbers of lane `lane` of each array.
   *
   * @param normals takes cases of normal numbers alone, to draw them later; all are drawn now when left out
   * @returns the name of the case's distribution
   */
  fill(
    draws: Draws,
    places: readonly Place[],
    into: readonly Float32Array[],
    lane: number,
    normals?: NormalLanes,
  ): string {
    const { families, name, deviations } = this.choose(draws)
    if (!(normals && deviations && normals.take(draws, lane, deviations)))
      this.fillNow(draws, places, into, lane, families)
    return name
  }

  private choose(draws: Draws): Choice {
    const { groups, choices } = this
    if (groups.length > 1)
      return this.choiceOf(groups.map(({ distribution }) => chooseFamily(distribution, draws)))
    const family = chooseFamily(groups[0].distribution, draws)
    let choice = choices.get(family)
    if (!choice) choices.set(family, (choice = this.choiceOf([family])))
    return choice
  }

  private choiceOf(families: readonly Distribution[]): Choice {
    const deviations = families.map(deviationOf)
    return {
      families,
      name: families.map((family, i) => this.groups[i].label + family.name).join('; '),
      deviations: deviations.includes(undefined)
        ? undefined
        : this.groupOf.map((group) => deviations[group]!),
    }
  }

  private fillNow(
    draws: Draws,
    places: readonly Place[],
    into: readonly Float32Array[],
    lane: number,
    families: readonly Distribution[],
  ): void {
    const { groups, groupOf } = this
    for (let slot = 0; slot < places.length; slot++) {
      const { rows, width, size } = places[slot]
      // A family of a user's own may leave some entries as they are.
      if (!groups[groupOf[slot]].isOurs) into[slot].fill(0, lane * size, (lane + 1) * size)
      families[groupOf[slot]].fill(draws, into[slot], lane * size, rows, width)
    }
  }

  /** The families that are drawn from, by name. */
  describe(): string[] {
    return this.groups.flatMap(({ label, distribution: { parts, name } }) =>
      (parts?.map((part) => part.distribution.name) ?? [name]).map((family) => label + family),
    )
  }
}
