import { demandProposition, type Proposition } from './proposition.ts'
import { applied, constant, type Real } from './real.ts'
import { inWords, sizeOf, type Shape } from './shape.ts'
import { Tape } from './tape.ts'

/** What an engine computes, or what is meant. */
export type Part = 'implementation' | 'definition'

/** Writes a program down: makes its inputs and constants, and collects what a case has to satisfy to be one at all. */
export class Recorder {
  /** @internal */
  readonly tape = new Tape()
  /** @internal */
  readonly hypotheses: Proposition[] = []

  /** @internal */
  constructor(/** @internal */ readonly part: Part = 'definition') {}

  /**
   * The inputs of a case, by name.
   *
   * @internal
   * @throws {RangeError} unless names are letters, digits and _, so that a name and a shape are never another name
   */
  inputs(shapes: Readonly<Record<string, Shape>>): Record<string, Real> {
    const odd = Object.keys(shapes).find((name) => !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name))
    if (odd !== undefined)
      throw new RangeError(
        `an array is named ${JSON.stringify(odd)}; give it a name of letters, digits and _`,
      )
    return Object.fromEntries(
      Object.entries(shapes).map(([name, shape]) => [name, applied(this.tape, 'input', [], { name, shape })]),
    )
  }

  /**
   * The same float64 numbers in every case, taken exactly: one that fills the shape (default []), or as many as the
   * shape (by default one axis) has entries.
   *
   * @throws {RangeError} when the numbers do not fill the shape
   */
  constant(values: number | readonly number[] | Float64Array, shape?: Shape): Real {
    if (typeof values === 'number') return constant(this.tape, values, shape)
    const filled = shape ?? [values.length]
    if (values.length !== sizeOf(filled))
      throw new RangeError(`${values.length} numbers do not fill ${inWords(filled)}`)
    return applied(this.tape, 'constant', [], { values: Float64Array.from(values), shape: filled })
  }

  /**
   * Integer / integer, as a real number.
   *
   * @throws {RangeError} unless both are integers that float64 holds exactly and the denominator is not 0
   */
  rational(numerator: number, denominator: number): Real {
    if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator === 0)
      throw new RangeError(`${numerator}/${denominator} is not a fraction of integers`)
    return applied(this.tape, 'fraction', [], { numerator, denominator, shape: [] })
  }

  /**
   * States a hypothesis of the case at hand. A case whose hypotheses are not certainly true is discarded and
   * counted; a subject states in this way that it is defined (a normaliser that is not zero).
   *
   * @throws {TypeError} for anything but a proposition of this program
   */
  assume(hypothesis: Proposition): void {
    demandProposition(hypothesis, this.tape, 'assume')
    this.hypotheses.push(hypothesis)
  }

  /**
   * Writes down what stands beside a claim. What is assumed meanwhile is no hypothesis of the case: a region, or how tight an
   * inequality is, takes no case away from the claim.
   *
   * @internal
   * @returns what was written down, and what was assumed
   */
  beside<T>(write: () => T): { readonly written: T; readonly assumed: readonly Proposition[] } {
    const before = this.hypotheses.length
    const written = write()
    return { written, assumed: this.hypotheses.splice(before) }
  }
}
