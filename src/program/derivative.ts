import { neededFor } from './dependence.ts'
import { applied, constant, Real, type Operand } from './real.ts'
import { inWords, sameShape, sizeOf } from './shape.ts'
import type { Step, Value } from './step.ts'
import { tangentOf } from './tangent-rules.ts'
import type { Tape } from './tape.ts'

/**
 * The derivative of an array at another one in a direction: what (of(at + t·along) - of(at))/t tends to as t → 0, of the
 * shape of `of`. It is made of the operations that a claim is made of, so what is said of it is decided and certified as
 * everything else.
 *
 * It is the derivative of the steps that were recorded: all that was computed from `at` moves, all else is held, also what
 * `at` itself was computed from. Where `of` is not differentiable it is anything, and what is said of it undecided: at 0 of
 * `abs` and `relu`, where both numbers of `maximum` or `minimum` are equal, where the largest or smallest entry stands twice, at 0
 * of `sqrt`; so it is where `of` does not exist. Of `belowMax` the number c may move in any way: what is said must not
 * depend on how.
 *
 * By the rules of forward mode (A. Griewank and A. Walther, *Evaluating Derivatives*, 2008, section 3.1): one product of the
 * Jacobian with a direction costs about as much as twice the program.
 *
 * @param at an input, or what was computed; a constant can't be told from others of the same numbers
 * @param along of the shape of `at`; a number stands for an array of this number
 * @throws {RangeError} when the shapes differ, or `at` is a constant; {TypeError} for arrays of another program
 *
 * @example
 * ```ts
 * derivative(attention.weights({ q, k }), q, q).sum(-1).equal(0)
 * ```
 */
export function derivative(of: Real, at: Real, along: Operand): Real {
  const tape = tapeOf(of, at)
  const direction = directionOf(at, along, tape)
  // The steps of the derivative are written behind those of what is derived.
  const steps = tape.steps.slice(0, of.value + 1)
  const needed = neededFor([of.value], steps)
  const tangents = new Map<Value, Real>([[at.value, direction]])
  const real = (value: Value) => new Real(tape, value, steps[value].shape)
  for (const [value, step] of steps.entries()) {
    if (value === at.value || !needed.has(value)) continue
    const moving = step.of.map((operand) => tangents.get(operand))
    if (moving.some((tangent) => tangent !== undefined))
      tangents.set(value, tangentOf(step, step.of.map(real), moving, real(value)))
  }
  const found = tangents.get(of.value) ?? constant(tape, 0, of.shape)
  const held = [...needed].filter(
    (value) => !tangents.has(value) || value === at.value || steps[value].op === 'log',
  )
  return held.some((value) => mayNotExist(steps, value)) ? found.add(of.mul(0)) : found
}

/**
 * All partial derivatives: row i holds those of entry i of `of`, by the entries of `at`, both in row-major order; [size of
 * `of`, size of `at`]. It is as many derivatives as `at` has entries.
 *
 * @throws as `derivative` does; {RangeError} when `at` has no entries
 *
 * @example
 * ```ts
 * jacobian(attention.weights({ q: q.gather([0]), k }), k).sum(0).equal(0)
 * ```
 */
export function jacobian(of: Real, at: Real): Real {
  const size = sizeOf(at.shape)
  if (size === 0) throw new RangeError(`there is nothing to derive by in ${inWords(at.shape)}`)
  const columns = Array.from({ length: size }, (_, entry) => {
    const values = Float64Array.from({ length: size }, (_, i) => (i === entry ? 1 : 0))
    const unit = applied(at.tape, 'constant', [], { values, shape: at.shape })
    return derivative(of, at, unit).reshape([sizeOf(of.shape), 1])
  })
  return columns.reduce((left, column) => left.concat(column, 1))
}

function tapeOf(of: unknown, at: unknown): Tape {
  if (!(of instanceof Real && at instanceof Real))
    throw new TypeError('derivative needs an array, and another one at which it is derived')
  if (of.tape !== at.tape)
    throw new TypeError('derivative got an array of another program: it was kept from another case')
  const { op } = at.tape.steps[at.value]
  if (op === 'constant' || op === 'fraction')
    throw new RangeError('a constant does not move; derive at an input, or at what was computed from one')
  return at.tape
}

function directionOf(at: Real, along: unknown, tape: Tape): Real {
  if (typeof along === 'number') return constant(tape, along, at.shape)
  if (!(along instanceof Real) || along.tape !== tape)
    throw new TypeError('derivative needs a direction: a number, or an array of the same program')
  if (!sameShape(along.shape, at.shape))
    throw new RangeError(`a direction ${inWords(along.shape)} is not of the shape ${inWords(at.shape)}`)
  return along
}

/** Whether a step can have no value where the tangents of what is computed from it exist. */
function mayNotExist(steps: readonly Step[], value: Value): boolean {
  const step = steps[value]
  if (step.op === 'constant') return !step.values.every(Number.isFinite)
  if (step.op !== 'div') return step.op === 'log' || step.op === 'sqrt'
  const below = steps[step.of[1]]
  return below.op === 'fraction'
    ? below.numerator === 0
    : below.op !== 'constant' || !below.values.every((x) => x !== 0)
}
