import type { Batch } from '../case.ts'
import type { Proposition } from '../proposition.ts'
import type { Arithmetic } from '../real.ts'
import { sizeOf, type Shape } from '../shape.ts'
import { IntervalReal } from './interval-array.ts'
import { divDown, divUp } from './rounding.ts'

/** Float64 enclosures with outward rounding, on typed arrays. */
export class IntervalArithmetic implements Arithmetic {
  readonly tier = 'interval'
  /** What the predicate and its subject have assumed of the case. */
  readonly hypotheses: Proposition[] = []

  /** The arrays of a batch, each number exactly as it was drawn. An infinity or a NaN means "anything". */
  static inputs(batch: Batch): Record<string, IntervalReal> {
    const inputs: Record<string, IntervalReal> = {}
    for (const name of batch.names) {
      inputs[name] = IntervalReal.float32(batch.lanes, batch.shapes[name], batch.data[name])
    }
    return inputs
  }

  /**
   * A number (repeated to fill the shape, where one is given), or numbers of the given shape (by default one axis).
   *
   * @throws {RangeError} when the numbers do not fill the shape.
   */
  constant(values: number | readonly number[] | Float64Array, shape?: Shape): IntervalReal {
    if (typeof values === 'number') {
      return IntervalReal.exact(1, shape ?? [], new Float64Array(sizeOf(shape ?? [])).fill(values))
    }
    return IntervalReal.exact(1, shape ?? [values.length], Float64Array.from(values))
  }

  /** @throws {RangeError} unless both are integers that float64 holds exactly and the denominator is not 0. */
  rational(numerator: number, denominator: number): IntervalReal {
    if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator === 0) {
      throw new RangeError(`${numerator}/${denominator} is not a fraction of integers`)
    }
    const lo = Float64Array.of(divDown(numerator, denominator))
    const hi = Float64Array.of(divUp(numerator, denominator))
    return new IntervalReal({ lanes: 1, shape: [], lo, hi })
  }

  assume(hypothesis: Proposition): void {
    this.hypotheses.push(hypothesis)
  }
}
