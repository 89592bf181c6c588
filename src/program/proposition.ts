import { knownAcrossLoads } from './across-loads.ts'
import { broadcastShapes, type Shape } from './shape.ts'
import type { Connective, Statement } from './statement.ts'
import type { Tape } from './tape.ts'

/** `reals`: the statement as mathematics. `float32`: the statement about the numbers the device returned. */
export type Reading = 'reals' | 'float32'

/**
 * A statement about the values of a case, written down. Connectives are Kleene's and work entry by entry (shapes
 * broadcast); a proposition with entries left is read as "for all entries".
 *
 * @throws {RangeError} from a connective whose shapes do not broadcast; {TypeError} for a proposition of another program
 */
export class Proposition {
  static {
    knownAcrossLoads(this, 'Proposition')
  }

  /** @internal */
  constructor(
    /** @internal */
    readonly tape: Tape,
    /** @internal */
    readonly statement: Statement,
    /** Of its truths within one case; `[]` for a single one. */
    readonly shape: Shape,
  ) {}

  /** Both. */
  and(other: Proposition): Proposition {
    return this.joined('and', other)
  }
  /** One of them, or both. */
  or(other: Proposition): Proposition {
    return this.joined('or', other)
  }
  /** If this, then the other. */
  implies(other: Proposition): Proposition {
    return this.joined('implies', other)
  }
  /** Both, or neither. */
  iff(other: Proposition): Proposition {
    return this.joined('iff', other)
  }
  /** The opposite. */
  not(): Proposition {
    return new Proposition(this.tape, ['not', this.statement], this.shape)
  }
  /** True where every entry is true. */
  all(): Proposition {
    return new Proposition(this.tape, ['all', this.statement], [])
  }
  /** True where some entry is true. */
  any(): Proposition {
    return new Proposition(this.tape, ['any', this.statement], [])
  }

  private joined(connective: Connective, other: Proposition): Proposition {
    demandProposition(other, this.tape, connective)
    const shape = broadcastShapes(this.shape, other.shape)
    return new Proposition(this.tape, [connective, this.statement, other.statement], shape)
  }
}

/** @throws {TypeError} for anything but a proposition of the program that is being written down */
export function demandProposition(value: unknown, tape: Tape, place: string): asserts value is Proposition {
  if (!(value instanceof Proposition))
    throw new TypeError(`${place} needs a proposition, such as a.less(b), and got ${String(value)}`)
  if (value.tape !== tape)
    throw new TypeError(`${place} got a proposition of another program: it was kept from another case`)
}
