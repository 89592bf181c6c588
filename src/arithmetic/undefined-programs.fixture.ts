import { recordSentence, type Sentence } from '../program/formula.ts'
import type { Proposition } from '../program/proposition.ts'
import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import { broadcastShapes, sizeOf } from '../program/shape.ts'
import { BINARY, isGate, UNARY } from '../program/step.ts'
import { Draws } from '../generate/draws.ts'
import { batchOf, type Batch } from './batch.ts'

const REDUCTIONS = ['sum', 'max', 'min'] as const
const MOST = 12

/** A sentence about one case, with the values whose every entry is a quotient by zero, or computed from one. */
export interface UndefinedProgram extends Sentence {
  readonly batch: Batch
  readonly nothing: ReadonlySet<number>
  /** Values that depend on what `belowMax` subtracts, which each arithmetic chooses for itself. */
  readonly shifted: ReadonlySet<number>
}

/** Programs of all operations, drawn at random; in half of them 1/0 is among the values from the beginning. */
export function* undefinedPrograms(count: number, seed: number): Generator<UndefinedProgram> {
  const draws = new Draws({ nextInt: () => seed })
  for (let program = 0; program < count; program++) {
    const data = () => Float32Array.from({ length: 4 }, () => draws.below(7) - 3)
    const batch = batchOf([
      { inputs: { a: { shape: [2, 2], data: data() }, b: { shape: [2, 2], data: data() } } },
    ])
    const sentence = recordSentence(batch.shapes, ({ a, b }, x) => {
      const values = [a, b]
      if (program % 2 === 0) values.push(a.div(b.sub(b)))
      const length = 2 + draws.below(4)
      for (let i = 0; i < length; i++) values.push(next(draws, values, x))
      if (values.at(-1)!.shape.length === 0) values.push(values.at(-1)!.reshape([1, 1]))
      return statementOf(draws, values)
    })
    yield { ...sentence, batch, nothing: nothingIn(sentence), shifted: shiftedIn(sentence) }
  }
}

/** A value made of some that are there. */
function next(draws: Draws, values: readonly Real[], x: Recorder): Real {
  const pick = <T>(of: readonly T[]): T => of[draws.below(of.length)]
  // Of what is undefined among them often enough.
  const [a, b] = [draws.below(2) === 0 ? values.at(-1)! : pick(values), pick(values)]
  const axis = draws.below(Math.max(1, a.shape.length))
  const axes = a.shape.length
  switch (draws.below(12)) {
    case 0:
    case 1:
      return a[pick(UNARY)]()
    case 2:
      return axes > 0 && draws.below(2) === 0 ? a[pick(REDUCTIONS)](axis, true) : a[pick(REDUCTIONS)]()
    case 3:
      return axes === 2 && b.shape.length === 2 && a.shape[1] === b.shape[0] ? a.matMul(b) : a.sub(a)
    case 4:
      return axes > 0 ? a.gather([a.shape[0] - 1, 0], 0) : a
    case 5:
      return axes >= 2 ? a.transpose() : a.reshape([1, 1, sizeOf(a.shape)])
    case 6:
      return axes > 0 && 2 * sizeOf(a.shape) <= MOST ? a.concat(a.neg(), axis) : a
    case 7:
      return a.mul(pick([x.rational(1, 3), x.constant(0), x.constant(-2), x.constant(0).log()]))
    case 8: {
      if (axes === 0) return a
      const terms = a.belowMax(axis).exp()
      return terms.div(terms.sum(axis, true))
    }
    default:
      return fits(a, b) ? a[pick(BINARY)](b) : a
  }
}

function fits(a: Real, b: Real): boolean {
  try {
    return sizeOf(broadcastShapes(a.shape, b.shape)) <= MOST
  } catch {
    return false
  }
}

function statementOf(draws: Draws, values: readonly Real[]): Proposition {
  const last = values.at(-1)!
  const partner = values.findLast((value) => value !== last && fits(value, last)) ?? last.neg()
  const matrix = last.shape.length === 2
  switch (draws.below(7)) {
    case 0:
      return last.sameOrder(last.mul(2))
    case 1:
      return last.atMost(last.abs())
    case 2:
      return last.equal(partner)
    case 3:
      return last.less(partner)
    case 4:
      return matrix ? last.rank().atMost(draws.below(3)) : partner.atMost(last)
    case 5:
      return matrix ? last.rank().atLeast(draws.below(3)) : last.less(partner).or(partner.less(last))
    default:
      return matrix ? last.rank().atMost(last.mul(2).rank()) : partner.atMost(last).not()
  }
}

function nothingIn({ steps }: Sentence): ReadonlySet<number> {
  const nothing = new Set<number>()
  for (const [value, { op, of, shape }] of steps.entries()) {
    const divisor = op === 'div' ? steps[of[1]] : undefined
    const byZero = divisor?.op === 'sub' && divisor.of[0] === divisor.of[1]
    // Of two joined arrays one may be there.
    const all =
      op === 'concat'
        ? of.every((one) => nothing.has(one))
        : // What is not chosen need not exist.
          (isGate(op) ? of.slice(1) : of).some((one) => nothing.has(one))
    if (sizeOf(shape) > 0 && (byZero || all)) nothing.add(value)
  }
  return nothing
}

function shiftedIn({ steps }: Sentence): ReadonlySet<number> {
  const shifted = new Set<number>()
  for (const [value, { op, of }] of steps.entries()) {
    // A quotient of two that are shifted alike is not.
    const cancels = op === 'div' && of.every((one) => shifted.has(one))
    if (op === 'belowMax' || (!cancels && of.some((one) => shifted.has(one)))) shifted.add(value)
  }
  return shifted
}
