import { knownAcrossLoads } from './across-loads.ts'
import { Proposition } from './proposition.ts'
import type { Value } from './step.ts'
import type { Tape } from './tape.ts'

/** A certified rank: an interval [a, b] in every case, never a bare number. */
export class Rank {
  static {
    knownAcrossLoads(this, 'Rank')
  }

  /** @internal */
  constructor(
    private readonly tape: Tape,
    private readonly value: Value,
  ) {}

  /** b ≤ r is certain, or a > r is, or neither. @throws {RangeError} for a number that is no whole one */
  atMost(other: Rank | number): Proposition {
    return this.compared('rankAtMost', other)
  }
  /** a ≥ r is certain, or b < r is, or neither. @throws {RangeError} for a number that is no whole one */
  atLeast(other: Rank | number): Proposition {
    return this.compared('rankAtLeast', other)
  }

  private compared(relation: 'rankAtMost' | 'rankAtLeast', other: Rank | number): Proposition {
    if (typeof other === 'number') {
      if (!Number.isSafeInteger(other))
        throw new RangeError(`${relation} needs a whole number, and got ${other}`)
      return new Proposition(this.tape, [relation, this.value, other], [])
    }
    if (!(other instanceof Rank) || other.tape !== this.tape)
      throw new TypeError(
        `${relation} needs a number or a rank of the same program, and got ${String(other)}`,
      )
    return new Proposition(this.tape, [`${relation}ThatOf`, this.value, other.value], [])
  }
}
