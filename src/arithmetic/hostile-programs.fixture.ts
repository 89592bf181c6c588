import { Draws } from '../generate/draws.ts'
import { positiveDefinite, positiveSemidefinite } from '../program/definite.ts'
import { derivative } from '../program/derivative.ts'
import { recordSentence, type Sentence } from '../program/formula.ts'
import type { Proposition } from '../program/proposition.ts'
import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import { sizeOf, type Shape } from '../program/shape.ts'
import { largestEigenvalue, smallestEigenvalue, smallestSingularValue } from '../program/spectral.ts'
import { BINARY, UNARY } from '../program/step.ts'
import { where } from '../program/where.ts'
import type { Batch } from './batch.ts'

/** Entries of an array, at most. */
const MOST = 16
const SHAPES: readonly (readonly [Shape, Shape])[] = [
  ...([
    [
      [2, 2],
      [2, 2],
    ],
    [
      [3, 2],
      [2, 3],
    ],
    [
      [1, 2],
      [3, 2],
    ],
    [
      [1, 1],
      [1, 3],
    ],
    [
      [1, 4],
      [2, 4],
    ],
  ] as const),
  ...([
    [[1], [2, 1]],
    [[], [3]],
    [
      [0, 2],
      [2, 2],
    ],
    [
      [2, 0],
      [2, 2],
    ],
    [
      [2, 1, 2],
      [1, 2, 2],
    ],
  ] as const),
]
/** Where something rounds, overflows, vanishes, or is no number. */
const CONSTANTS = [
  ...[
    1 + 2 ** -30,
    1 - 2 ** -30,
    1e-40,
    1e-46,
    1e300,
    1e39,
    2 ** 24 + 1,
    0.1,
    Infinity,
    -Infinity,
    NaN,
    0,
    -0,
  ],
  ...[-1, 1, 2, 88.73, -103.97, 3.4028234663852886e38, 2 ** -126, 2 ** -149, 5e-324],
]
const FAMILIES: readonly ((draws: Draws) => number)[] = [
  (draws) => draws.normal(),
  (draws) => draws.below(5) - 2,
  (draws) => draws.sign() * (2 ** 24 + 2 * draws.below(1024)),
  (draws) => draws.sign() * 2 ** -149 * draws.below(1024),
  (draws) => draws.sign() * 2 ** (60 + 67.9 * draws.uniform()),
  (draws) => 1 + Math.round(4 * draws.normal()) * 2 ** -23,
  (draws) => draws.sign() * 2 ** (40 * draws.uniform() - 126),
  (draws) => draws.sign() * (80 + 20 * draws.uniform()),
  (draws) => CONSTANTS[draws.below(CONSTANTS.length)],
]

/** A sentence of the whole vocabulary, on lanes that are unlike each other. */
export interface HostileProgram extends Sentence {
  readonly batch: Batch
}

/** Programs of numbers, and on numbers, at which arithmetics differ. */
export function* hostilePrograms(count: number, seed: number, lanes: number): Generator<HostileProgram> {
  const draws = new Draws({ nextInt: () => seed })
  for (let program = 0; program < count; program++) {
    const [a, b] = SHAPES[draws.below(SHAPES.length)]
    const data = { a: numbersOf(draws, sizeOf(a), lanes), b: numbersOf(draws, sizeOf(b), lanes) }
    const batch: Batch = { lanes, names: ['a', 'b'], shapes: { a, b }, data }
    yield { ...recordSentence(batch.shapes, (inputs, x) => new Maker(draws, x).sentence(inputs)), batch }
  }
}

function numbersOf(draws: Draws, size: number, lanes: number): Float32Array {
  const family = () => FAMILIES[draws.below(FAMILIES.length)]
  const all: number[] = []
  for (let lane = 0; lane < lanes; lane++) {
    const own = family()
    for (let i = 0; i < size; i++) all.push((draws.below(12) === 0 ? family() : own)(draws))
  }
  return Float32Array.from(all)
}

/** Makes values and statements of those that are there. */
class Maker {
  private values: Real[] = []
  private differentiated = false

  constructor(
    private readonly draws: Draws,
    private readonly x: Recorder,
  ) {}

  sentence({ a, b }: Record<string, Real>): Proposition {
    this.values = [a, b]
    const length = 2 + this.draws.below(7)
    for (let i = 0; i < length; i++) {
      const next = this.fitting(() => this.value())
      if (next && sizeOf(next.shape) <= MOST && next.shape.length <= 4) this.values.push(next)
    }
    return this.fitting(() => this.statement(2)) ?? a.atMost(a.abs())
  }

  /** Undefined where shapes do not fit. */
  private fitting<T>(make: () => T): T | undefined {
    try {
      return make()
    } catch (error) {
      if (error instanceof RangeError) return undefined
      throw error
    }
  }

  private pick<T>(of: readonly T[]): T {
    return of[this.draws.below(of.length)]
  }

  private number(): Real {
    const { draws, x } = this
    return draws.below(3) === 0
      ? x.rational(draws.below(9) - 4, 1 + draws.below(7))
      : x.constant(this.pick(CONSTANTS))
  }

  /** The last value in every other case, so that what is made is used. */
  private any(): Real {
    return this.draws.below(2) === 0 ? this.values.at(-1)! : this.pick(this.values)
  }

  private value(): Real {
    const { draws } = this
    const [a, b] = [this.any(), this.pick(this.values)]
    const axis = draws.below(Math.max(1, a.shape.length))
    const reduction = this.pick(['sum', 'max', 'min'] as const)
    const gated = () => this.pick([a, this.number()])
    return this.pick<() => Real>([
      () => a[this.pick(UNARY)](),
      () => a[this.pick(UNARY)](),
      () => a[this.pick(BINARY)](b),
      () => a[this.pick(BINARY)](b),
      () => a[this.pick(BINARY)](this.number()),
      () => this.number()[this.pick(BINARY)](a),
      () => a[reduction](),
      () => a[reduction](axis, true),
      () => a.matMul(a.shape[1] === b.shape[0] ? b : b.transpose()),
      // Just below 0 of the reals, and 0 of the numbers that an engine returns.
      () => a.sub(this.number()).sqrt(),
      () => a.sub(this.number()).sqrt(),
      () => a.transpose(),
      () => a.gather([a.shape[axis] - 1, 0], axis),
      () => a.concat(b, axis),
      () => a.cumsum(axis),
      () => a.reshape([1, -1]),
      () => a.belowMax(axis).exp().div(a.belowMax(axis).exp().sum(axis, true)),
      () => where(this.condition(1), gated(), gated()),
      () => where(this.condition(1), gated(), gated()),
      () => this.derivative(a, b),
    ])()
  }

  private derivative(of: Real, at: Real): Real {
    if (this.differentiated) return of.sub(at)
    this.differentiated = true
    return derivative(of, at, 1)
  }

  private condition(depth: number): Proposition {
    const { draws } = this
    if (depth > 0 && draws.below(3) === 0) {
      const by = this.pick(['and', 'or', 'implies', 'iff'] as const)
      return this.condition(depth - 1)[by](this.condition(depth - 1))
    }
    const relation = this.pick(['less', 'atMost', 'greater', 'greaterEqual', 'equal'] as const)
    return this.any()[relation](draws.below(2) === 0 ? this.number() : this.pick(this.values))
  }

  private statement(depth: number): Proposition {
    const { draws } = this
    if (depth > 0 && draws.below(3) === 0) {
      const one = this.statement(depth - 1)
      const by = this.pick(['and', 'or', 'implies', 'iff', 'not', 'all', 'any'] as const)
      return by === 'not' || by === 'all' || by === 'any' ? one[by]() : one[by](this.statement(depth - 1))
    }
    const [a, b] = [this.any(), this.number()]
    const matrix = a.reshape(a.shape.length === 2 ? a.shape : [1, -1])
    return this.pick<() => Proposition>([
      () => this.condition(0),
      () => this.condition(0),
      () => this.condition(0),
      () => a.sameOrder(this.pick([a.mul(2), a.exp(), this.pick(this.values)])),
      () => matrix.rank().atMost(draws.below(3)),
      () => matrix.rank().atLeast(matrix.mul(2).rank()),
      () => this.pick([largestEigenvalue, smallestEigenvalue, smallestSingularValue])(matrix).atMost(b),
      () => this.pick([positiveDefinite, positiveSemidefinite])(matrix),
    ])()
  }
}
