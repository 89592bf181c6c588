import type { JumpableRandomGenerator } from 'pure-rand/types/JumpableRandomGenerator'
import { CaseError } from './case-error.ts'

/**
 * Random numbers that one case may take. A case of a million numbers of fast-check's takes half of it at most; a filter
 * that lets one case in 10^5 pass needs more with a probability of 3 in 10^5.
 */
const MOST_DRAWS = 2 ** 22

/** A generator whose numbers come to an end, since arbitraries that reject everything ask for ever. */
export class LimitedGenerator implements JumpableRandomGenerator {
  /** @param taken counts for the case, clones included */
  constructor(
    private readonly numbers: JumpableRandomGenerator,
    private readonly claimId: string,
    private readonly index: number,
    private readonly taken = { count: 0 },
  ) {}

  /** @throws {CaseError} when the case took all that there are */
  next(): number {
    if (this.taken.count++ >= MOST_DRAWS)
      throw new CaseError(
        this.index,
        `case ${this.index} of ${this.claimId} could not be drawn from ${MOST_DRAWS} random numbers; ` +
          'its filter rejects all or nearly all it is offered: draw what it accepts, or state it by `assuming`',
      )
    return this.numbers.next()
  }

  clone(): LimitedGenerator {
    return new LimitedGenerator(this.numbers.clone(), this.claimId, this.index, this.taken)
  }

  jump(): void {
    this.numbers.jump()
  }

  getState(): readonly number[] {
    return this.numbers.getState()
  }
}
