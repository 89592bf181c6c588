import fc from 'fast-check'
import { shapeKey, type Case } from '../arithmetic/batch.ts'
import { ArraysArbitrary } from './arrays.ts'
import { checkCase } from './check-case.ts'
import { drawnInTime } from './drawn-in-time.ts'
import { PartsRandom, type Part } from './parts-random.ts'
import { caseNumbers } from './stream.ts'

/**
 * How a case came to be: what `arrays` drew, one part after another, and what `map`, `oneof`, `filter` and the like made of
 * it. With other numbers in its parts it is composed again, of the same random numbers otherwise.
 */
export class Composition {
  readonly parts: readonly Part[]
  /** The case, with what its arbitrary needs to shrink it. */
  readonly value: fc.Value<Case>

  /** @throws as `caseAt` does */
  constructor(
    private readonly arbitrary: fc.Arbitrary<Case>,
    private readonly claimId: string,
    private readonly seed: number,
    private readonly index: number,
  ) {
    const { value, parts } = this.inTime(() => this.composed([]))
    checkCase(value.value, claimId, index)
    this.value = value
    this.parts = parts
  }

  /**
   * The case that comes of other parts, of the same shapes; undefined where none does, since a filter rejects them or other
   * parts are asked for.
   *
   * @throws {CaseError} where what they are composed to is no case, or does not end
   */
  of(items: readonly Case[]): fc.Value<Case> | undefined {
    if (this.isPlain) return new fc.Value(items[0], undefined)
    const { value, parts } = this.composed(items)
    if (parts.length !== this.parts.length) return undefined
    checkCase(value.value, this.claimId, this.index)
    return shapeKey(value.value) === shapeKey(this.value.value) ? value : undefined
  }

  /** Whether its only part is the case, so that nothing is composed. */
  get isPlain(): boolean {
    return this.arbitrary instanceof ArraysArbitrary
  }

  /** Composes as often as it likes, while one clock runs. */
  inTime<T>(work: () => T): T {
    const { arbitrary, claimId, index } = this
    return this.isPlain
      ? work()
      : drawnInTime(
          arbitrary,
          () => `drawing case ${index} of ${claimId}`,
          () => index,
          work,
        )
  }

  private composed(items: readonly Case[]) {
    const random = new PartsRandom(caseNumbers(this.claimId, this.seed, this.index), items)
    return { value: this.arbitrary.generate(random, undefined), parts: random.parts }
  }
}
