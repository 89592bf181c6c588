import { constant, type Real } from './real.ts'
import { sameShape, sizeOf, type Shape } from './shape.ts'
import type { Gate, OperationName, Reduced, Step, StepOf } from './step.ts'

/** How a value moves; undefined where it is held. */
export type Tangent = Real | undefined

/** One step where some operand moves: its operands, how these move, and its value. */
interface Moving<Name extends OperationName> {
  readonly step: StepOf<Name>
  readonly a: Real
  /** Undefined for operations of one operand. */
  readonly b: Real
  readonly da: Tangent
  readonly db: Tangent
  readonly value: Real
}

type Rule<Name extends OperationName> = (moving: Moving<Name>) => Real

/** What moves when only the one operand can: it does. */
const one =
  <Name extends OperationName>(of: (moving: Moving<Name> & { readonly da: Real }) => Real): Rule<Name> =>
  ({ da, ...rest }) =>
    of({ ...rest, da: da! })

/** The sum of what moves, at least one. */
const sum = (...terms: readonly Tangent[]): Real =>
  terms.filter((term) => term !== undefined).reduce((a, b) => a.add(b))

const zeros = ({ tape, shape }: Real): Real => constant(tape, 0, shape)

/** 0 where x is not, and anything where it is: there what it is added to has no derivative. A quotient by 0. */
const unlessZero = (x: Real): Real => zeros(x).div(x)

/** Of the operand that is chosen where `ahead` is positive, and of the other one. */
const chosen = (ahead: Real, first: Tangent, second: Tangent): Real =>
  sum(first?.wherePositive(ahead), second?.wherePositive(ahead.neg()), unlessZero(ahead))

/** A gate that moves jumps where it opens. */
function gated(op: Gate, { b, da, db }: Pick<Moving<Gate>, 'b' | 'da' | 'db'>): Real {
  return sum(da?.[op](b), db && unlessZero(b))
}

const sameOperand = ({ step }: { readonly step: Step }): boolean => step.of[0] === step.of[1]

/** Along the axis, of the entry that is alone the largest; anything where two are. */
function extreme({ axis, keepDims }: Reduced, of: Real, moves: Real, sign: 1 | -1): Real {
  const along = axis ?? 0
  const flat = (x: Real) => (axis === null ? x.reshape([sizeOf(of.shape)]) : x)
  const [entries, tangents] = [flat(of), flat(moves)]
  const n = entries.shape[along]
  const terms = Array.from({ length: n }, (_, i) => {
    const tangent = tangents.gather([i], along)
    if (n === 1) return tangent
    const others = entries.gather(
      Array.from({ length: n - 1 }, (_, j) => (j < i ? j : j + 1)),
      along,
    )
    const entry = entries.gather([i], along)
    const ahead = sign > 0 ? entry.sub(others.max(along, true)) : others.min(along, true).sub(entry)
    return sum(tangent.wherePositive(ahead), unlessZero(ahead))
  })
  const found = sum(...terms)
  return axis === null ? found.reshape(keepDims ? of.shape.map(() => 1) : []) : found.sum(along, keepDims)
}

const RULES: { readonly [Name in Exclude<OperationName, 'input' | 'constant' | 'fraction'>]: Rule<Name> } = {
  add: ({ da, db }) => sum(da, db),
  sub: ({ da, db }) => (da && db ? da.sub(db) : (da ?? db!.neg())),
  mul: ({ a, b, da, db }) => sum(da?.mul(b), db && a.mul(db)),
  div: ({ b, da, db, value }) => (db ? (da ? da.sub(value.mul(db)) : value.mul(db).neg()) : da!).div(b),
  maximum: (of) => (sameOperand(of) ? of.da! : chosen(of.a.sub(of.b), of.da, of.db)),
  minimum: (of) => (sameOperand(of) ? of.da! : chosen(of.b.sub(of.a), of.da, of.db)),
  wherePositive: (of) => gated('wherePositive', of),
  whereNonNegative: (of) => gated('whereNonNegative', of),
  neg: one(({ da }) => da.neg()),
  abs: one(({ a, da }) => chosen(a, da, da.neg())),
  relu: one(({ a, da }) => sum(da.wherePositive(a), unlessZero(a))),
  square: one(({ a, da }) => a.mul(da).mul(2)),
  sqrt: one(({ da, value }) => da.div(value.mul(2))),
  exp: one(({ da, value }) => value.mul(da)),
  log: one(({ a, da }) => da.div(a)),
  tanh: one(({ da, value }) => value.square().neg().add(1).mul(da)),
  sin: one(({ a, da }) => a.cos().mul(da)),
  cos: one(({ a, da }) => a.sin().neg().mul(da)),
  sum: one(({ step: { axis, keepDims }, da }) => da.sum(axis ?? undefined, keepDims)),
  max: one(({ step, a, da }) => extreme(step, a, da, 1)),
  min: one(({ step, a, da }) => extreme(step, a, da, -1)),
  matMul: ({ a, b, da, db }) => sum(da?.matMul(b), db && a.matMul(db)),
  transpose: one(({ da }) => da.transpose()),
  reshape: one(({ step, da }) => da.reshape(step.shape)),
  gather: one(({ step, da }) => da.gather(step.indices, step.axis)),
  concat: ({ step, a, b, da, db }) => (da ?? zeros(a)).concat(db ?? zeros(b), step.axis),
  belowMax: one(({ step, da }) => da.belowMax(step.axis)),
}

/**
 * How the value of a step moves, where some of its operands do.
 *
 * @param of its operands
 * @param moving how each of these moves, in their shapes
 * @returns in the shape of the value; anything where the step has no derivative
 */
export function tangentOf(step: Step, of: readonly Real[], moving: readonly Tangent[], value: Real): Real {
  const rule = (RULES as Partial<Record<OperationName, (moving: object) => Real>>)[step.op]
  if (!rule) throw new Error(`${step.op} has no operand that could move`)
  return filling(rule({ step, a: of[0], b: of[1], da: moving[0], db: moving[1], value }), value.shape)
}

/** An operand that broadcasts moves all entries that it was broadcast to. */
const filling = (tangent: Real, shape: Shape): Real =>
  sameShape(tangent.shape, shape) ? tangent : tangent.add(constant(tangent.tape, 0, shape))
