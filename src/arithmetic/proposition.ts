import { blankJudgement, recordMargin, type Judgement } from './judgement.ts'
import { broadcastIndex, broadcastShapes, sizeOf, type Shape } from './shape.ts'
import { and, iff, implies, not, or, Truth } from './truth.ts'

/** `reals`: the statement as mathematics. `float32`: the statement about the numbers the device returned. */
export type Reading = 'reals' | 'float32'

/** One comparison, in the arithmetic that made it. */
export interface Atom {
  /** What must have arrived on the host before `judge` is called. */
  readonly operands: readonly unknown[]
  judge(reading: Reading): Judgement
}

/**
 * A statement about the values of a case, in three values, for every lane at once. Connectives work entry by
 * entry (shapes broadcast); a proposition with entries left is read as "for all entries".
 *
 * Nothing is computed until `judge` is called: the values may still be on the device.
 */
export abstract class Proposition {
  /** The atoms that it is made of. */
  abstract atoms(): Iterable<Atom>
  /** @throws {Error} when an atom's operands have not arrived. */
  abstract judge(reading: Reading): Judgement

  and(other: Proposition): Proposition {
    return new Connective(and, this, other)
  }
  or(other: Proposition): Proposition {
    return new Connective(or, this, other)
  }
  implies(other: Proposition): Proposition {
    return new Connective(implies, this, other)
  }
  iff(other: Proposition): Proposition {
    return new Connective(iff, this, other)
  }
  not(): Proposition {
    return new Negation(this)
  }
  /** True where every entry is true. */
  all(): Proposition {
    return new Quantifier(this, and, Truth.True)
  }
  /** True where some entry is true. */
  any(): Proposition {
    return new Quantifier(this, or, Truth.False)
  }
}

/** The proposition that consists of one atom. */
export class Atomic extends Proposition {
  constructor(private readonly atom: Atom) {
    super()
  }
  override atoms() {
    return [this.atom]
  }
  override judge(reading: Reading) {
    return this.atom.judge(reading)
  }
}

class Connective extends Proposition {
  constructor(
    private readonly table: (a: Truth, b: Truth) => Truth,
    private readonly left: Proposition,
    private readonly right: Proposition,
  ) {
    super()
  }
  override *atoms() {
    yield* this.left.atoms()
    yield* this.right.atoms()
  }
  override judge(reading: Reading): Judgement {
    const a = this.left.judge(reading)
    const b = this.right.judge(reading)
    const out = blankJudgement(Math.max(a.lanes, b.lanes), broadcastShapes(a.shape, b.shape))
    const fromA = entryLookup(a, out.shape)
    const fromB = entryLookup(b, out.shape)
    const size = sizeOf(out.shape)
    for (let lane = 0; lane < out.lanes; lane++) {
      for (let i = 0; i < size; i++) out.truth[lane * size + i] = this.table(fromA(lane, i), fromB(lane, i))
      for (const side of [a, b]) {
        const from = side.lanes === 1 ? 0 : lane
        recordMargin(out, lane, side.margin[from], side.bound[from])
      }
    }
    return out
  }
}

function entryLookup(judgement: Judgement, out: Shape): (lane: number, entry: number) => Truth {
  const index = broadcastIndex(judgement.shape, out)
  const stride = judgement.lanes === 1 ? 0 : sizeOf(judgement.shape)
  return (lane, entry) => judgement.truth[lane * stride + index[entry]] as Truth
}

class Negation extends Proposition {
  constructor(private readonly inner: Proposition) {
    super()
  }
  override atoms() {
    return this.inner.atoms()
  }
  override judge(reading: Reading): Judgement {
    const inner = this.inner.judge(reading)
    return { ...inner, truth: inner.truth.map((t) => not(t as Truth)) }
  }
}

class Quantifier extends Proposition {
  constructor(
    private readonly inner: Proposition,
    private readonly table: (a: Truth, b: Truth) => Truth,
    private readonly start: Truth,
  ) {
    super()
  }
  override atoms() {
    return this.inner.atoms()
  }
  override judge(reading: Reading): Judgement {
    const inner = this.inner.judge(reading)
    const size = sizeOf(inner.shape)
    const truth = new Uint8Array(inner.lanes).fill(this.start)
    for (let lane = 0; lane < inner.lanes; lane++) {
      for (let i = lane * size; i < (lane + 1) * size; i++) {
        truth[lane] = this.table(truth[lane] as Truth, inner.truth[i] as Truth)
      }
    }
    return { ...inner, shape: [], truth }
  }
}
