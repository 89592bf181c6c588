import type { Case } from '../../arithmetic/batch.ts'
import type { Claim } from '../../claim/claim.ts'
import { ArraysArbitrary } from '../../generate/arrays.ts'
import { caseAt } from '../../generate/stream.ts'

/** Cases drawn together, then put into batches by shape: at most so many, and no more than about so many numbers. */
const MOST_CASES = 8192
const NUMBERS = 2 ** 22
/** Numbers drawn together where it is said how many cases that be. */
const MOST_NUMBERS = 2 ** 24

/** A range has at most so many times as many cases as the last one. */
const GROWTH = 4
/** It takes no more than one of so many parts of the time that is left, since it is lost where it takes longer. */
const PARTS = 2

/** How many cases a campaign draws together: all that may be, or as many as its time allows. */
export class Pace {
  /** Of the last ranges, each of which counts half as much as the next one. */
  private cases = 0
  private taken = 0
  private last = 0
  private size = 1

  /** @param most cases that are drawn together */
  constructor(private readonly most: number) {}

  /** Milliseconds that a case takes, of late; 0 where nothing is known. */
  get milliseconds(): number {
    return this.cases === 0 ? 0 : this.taken / this.cases
  }

  /** The time that passed since the last range was for something else. */
  begin(): void {
    this.last = performance.now()
  }

  /**
   * How many cases are drawn next: 0 where no more would be done in time.
   *
   * @param onTheirWay cases that are drawn, and not counted yet
   */
  next(onTheirWay: number, deadline: number): number {
    if (deadline === Infinity) return this.most
    if (this.cases === 0) return onTheirWay === 0 ? 1 : 0
    const left = deadline - performance.now()
    const fitting = left <= 0 ? 0 : left / this.milliseconds - onTheirWay
    if (fitting < 1) return 0
    // Each batch costs something beside its cases: where ranges are large, a case takes less.
    this.size = Math.min(this.most, GROWTH * this.size, Math.ceil(fitting / PARTS))
    return this.size
  }

  /** A range of cases was counted. */
  settled(cases: number): void {
    const now = performance.now()
    this.cases = this.cases / 2 + cases
    this.taken = this.taken / 2 + now - this.last
    this.last = now
  }
}

/**
 * How many cases are drawn together where no time ends the campaign. Does not depend on how the campaign goes, so that
 * where it ends does not either.
 */
export function chunkOf(
  { inputs, id }: Claim,
  { seed, from, chunk: asked }: { readonly seed: number; readonly from: number; readonly chunk?: number },
): number {
  const size =
    inputs instanceof ArraysArbitrary ? inputs.meanSize : sizeOfCase(caseAt(inputs, id, seed, from))
  const fitting = (numbers: number): number => Math.max(1, Math.floor(numbers / Math.max(1, size)))
  return asked === undefined ? Math.min(MOST_CASES, fitting(NUMBERS)) : Math.min(asked, fitting(MOST_NUMBERS))
}

const sizeOfCase = ({ inputs }: Case): number =>
  Object.values(inputs).reduce((sum, { data }) => sum + data.length, 0)
