import { Truth } from '../../../program/truth.ts'
import type { Field } from '../field.ts'
import { IntervalField, type Interval } from '../interval-field.ts'
import * as r from './residues.ts'
import type { Residues } from './residues.ts'

/** A real number that exists: an enclosure, where it has a finite one, and residues. */
export interface ModularNumber {
  readonly interval: Interval | undefined
  readonly residues: Residues
}

const intervals = new IntervalField()
const [ZERO, ONE] = [0, 1].map(r.ofFloat)

/**
 * Float64 enclosures with residues modulo two primes beside them. Residues that differ refute an equality, and limit a rank
 * from below; residues that agree say nothing. Enclosures tell which of two numbers an extremum is.
 */
export class ModularField implements Field<ModularNumber> {
  /** @param enclosing whether there are enclosures; without them it is not known which of two numbers an extremum is */
  constructor(private readonly enclosing = true) {}

  exact(x: number): ModularNumber {
    return { interval: this.enclosing ? intervals.exact(x) : undefined, residues: r.ofFloat(x) }
  }
  fraction(numerator: number, denominator: number): ModularNumber {
    return this.div(this.exact(numerator), this.exact(denominator))!
  }
  add(a: ModularNumber, b: ModularNumber): ModularNumber {
    return { interval: of(a, b, (x, y) => intervals.add(x, y)), residues: r.add(a.residues, b.residues) }
  }
  sub(a: ModularNumber, b: ModularNumber): ModularNumber {
    return { interval: of(a, b, (x, y) => intervals.sub(x, y)), residues: r.sub(a.residues, b.residues) }
  }
  mul(a: ModularNumber, b: ModularNumber): ModularNumber {
    return { interval: of(a, b, (x, y) => intervals.mul(x, y)), residues: r.mul(a.residues, b.residues) }
  }
  div(a: ModularNumber, b: ModularNumber): ModularNumber | undefined {
    const excludesZero = b.interval !== undefined && (b.interval.lo > 0 || b.interval.hi < 0)
    if (!excludesZero && !r.differ(b.residues, ZERO)) return undefined
    return {
      interval: of(a, b, (x, y) => intervals.div(x, y)),
      residues: r.mul(a.residues, r.inverse(b.residues)),
    }
  }
  minimum(a: ModularNumber, b: ModularNumber): ModularNumber {
    if (certainlyAtMost(a, b)) return a
    if (certainlyAtMost(b, a)) return b
    return {
      interval: of(a, b, (x, y) => intervals.minimum(x, y)),
      residues: r.either(a.residues, b.residues),
    }
  }
  maximum(a: ModularNumber, b: ModularNumber): ModularNumber {
    if (certainlyAtMost(a, b)) return b
    if (certainlyAtMost(b, a)) return a
    return {
      interval: of(a, b, (x, y) => intervals.maximum(x, y)),
      residues: r.either(a.residues, b.residues),
    }
  }
  neg(a: ModularNumber): ModularNumber {
    return {
      interval: a.interval && intervals.neg(a.interval),
      residues: r.sub(ZERO, a.residues),
    }
  }
  abs(a: ModularNumber): ModularNumber {
    const { residues } = this.maximum(a, this.neg(a))
    return { interval: a.interval && intervals.abs(a.interval), residues }
  }
  square(a: ModularNumber): ModularNumber {
    return { interval: a.interval && intervals.square(a.interval), residues: r.mul(a.residues, a.residues) }
  }
  exp(a: ModularNumber): ModularNumber {
    return { interval: a.interval && intervals.exp(a.interval), residues: r.exp(a.residues) }
  }
  /** (e^2a - 1) / (e^2a + 1), which exists everywhere. */
  tanh(a: ModularNumber): ModularNumber {
    const power = r.exp(r.add(a.residues, a.residues))
    const residues = r.mul(r.sub(power, ONE), r.inverse(r.add(power, ONE)))
    return { interval: a.interval && intervals.tanh(a.interval), residues }
  }
  sqrt(a: ModularNumber): ModularNumber | undefined {
    return enclosed(a.interval && intervals.sqrt(a.interval))
  }
  log(a: ModularNumber): ModularNumber | undefined {
    return enclosed(a.interval && intervals.log(a.interval))
  }
  sin(a: ModularNumber): ModularNumber {
    return { interval: a.interval ? intervals.sin(a.interval) : undefined, residues: r.UNKNOWN }
  }
  cos(a: ModularNumber): ModularNumber {
    return { interval: a.interval ? intervals.cos(a.interval) : undefined, residues: r.UNKNOWN }
  }
  shift(of: readonly ModularNumber[]): ModularNumber {
    return this.exact(Math.max(...of.map(({ interval }) => interval?.hi ?? -Number.MAX_VALUE)))
  }
  less(a: ModularNumber, b: ModularNumber): Truth {
    return this.compared('less', a, b)
  }
  atMost(a: ModularNumber, b: ModularNumber): Truth {
    return this.compared('atMost', a, b)
  }
  equal(a: ModularNumber, b: ModularNumber): Truth {
    return r.differ(a.residues, b.residues) ? Truth.False : this.compared('equal', a, b)
  }
  enclosure({ interval }: ModularNumber): readonly [number, number] {
    return interval ? intervals.enclosure(interval) : [-Infinity, Infinity]
  }
  /** From below by elimination modulo the primes; from above by the extents. */
  rank(
    entries: readonly (ModularNumber | undefined)[],
    rows: number,
    cols: number,
  ): readonly [number, number] {
    const residues = entries.map((entry) => entry?.residues ?? r.UNKNOWN)
    return [r.rankAtLeast(residues, rows, cols), Math.min(rows, cols)]
  }

  private compared(relation: 'less' | 'atMost' | 'equal', a: ModularNumber, b: ModularNumber): Truth {
    const [x, y] = [a.interval, b.interval]
    return x && y ? intervals[relation](x, y) : Truth.Undecided
  }
}

function of(
  a: ModularNumber,
  b: ModularNumber,
  operation: (x: Interval, y: Interval) => Interval | undefined,
): Interval | undefined {
  return a.interval && b.interval && operation(a.interval, b.interval)
}

const certainlyAtMost = ({ interval: x }: ModularNumber, { interval: y }: ModularNumber): boolean =>
  x !== undefined && y !== undefined && intervals.atMost(x, y) === Truth.True

const enclosed = (interval: Interval | undefined): ModularNumber | undefined =>
  interval && { interval, residues: r.UNKNOWN }
