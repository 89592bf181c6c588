import { f64x2, V128, type Code } from '../../numbers/simd/code.ts'
import type { Reduction } from '../../../program/step.ts'
import { errorGrowth, ETA } from '../rounding.ts'
import type { Body } from './body.ts'
import { forEachEntry } from './loops.ts'
import { addDown, addUp, choose, down, sumError, up, ZERO } from './rounding-code.ts'
import { contiguous, ENTRY_BYTES, load, store, type Ends, type View } from './view.ts'

const { add, sub, mul, abs, eq, pmin, pmax, neg } = f64x2

/** The sum of numbers that come one after another, with the bound of `reductions.ts`. */
export class Summation {
  private readonly s
  private readonly errors
  private readonly magnitude

  constructor(private readonly body: Body) {
    this.s = body.variable(V128, ZERO)
    this.errors = body.variable(V128, ZERO)
    this.magnitude = body.variable(V128, ZERO)
  }

  /** Takes one more number. */
  take(inner: Body, term: Code): void {
    const { s, errors, magnitude } = this
    const next = inner.let(V128, add(s.get, term))
    const error = sumError(inner, s.get, term, next)
    inner.do(s.set(next))
    inner.do(errors.set(add(errors.get, error)))
    inner.do(magnitude.set(add(magnitude.get, abs(error))))
  }

  /** Limits on the sum of so many numbers. */
  ends(terms: number): Ends {
    const { body, s, errors, magnitude } = this
    const slack = body.let(V128, add(mul(f64x2.const(errorGrowth(terms)), magnitude.get), f64x2.const(ETA)))
    const lower = addDown(body, s.get, body.let(V128, down(body.let(V128, sub(errors.get, slack)))))
    const upper = addUp(body, s.get, body.let(V128, up(body.let(V128, add(errors.get, slack)))))
    const exact = body.let(V128, eq(magnitude.get, ZERO))
    return {
      lo: body.let(V128, choose(exact, s.get, lower)),
      hi: body.let(V128, choose(exact, s.get, upper)),
    }
  }
}

/** The steps through an array along all axes but one. */
function slicesOf(x: View, axis: number) {
  return {
    extents: x.shape.filter((_, i) => i !== axis),
    strides: x.strides.filter((_, i) => i !== axis),
  }
}

/** A reduction over an axis; the result has the reduced shape, whether or not its axis is kept. */
export function reduceCode(
  body: Body,
  op: Reduction,
  x: View,
  axis: number,
  out: View,
  done: (body: Body, ends: Ends) => void,
): void {
  const { extents, strides } = slicesOf(x, axis)
  const to = { strides: contiguous(extents, ENTRY_BYTES[out.storage]) }
  forEachEntry(body, extents, [{ strides }, to], (inner, [from, place]) => {
    const ends = op === 'sum' ? summed(inner, x, axis, from) : extreme(inner, op, x, axis, from)
    done(inner, ends)
    store(inner, out, place, ends)
  })
}

function alongAxis(
  body: Body,
  x: View,
  axis: number,
  from: Code,
  each: (body: Body, ends: Ends) => void,
): void {
  forEachEntry(body, [x.shape[axis]], [{ from, strides: [x.strides[axis]] }], (inner, [at]) =>
    each(inner, load(inner, x, at)),
  )
}

function summed(body: Body, x: View, axis: number, from: Code): Ends {
  const extent = x.shape[axis]
  const lower = new Summation(body)
  if (x.lo === x.hi) {
    alongAxis(body, x, axis, from, (inner, { lo }) => lower.take(inner, lo))
    return lower.ends(extent)
  }
  const upper = new Summation(body)
  alongAxis(body, x, axis, from, (inner, { lo, hi }) => {
    lower.take(inner, lo)
    upper.take(inner, hi)
  })
  return { lo: lower.ends(extent).lo, hi: upper.ends(extent).hi }
}

function extreme(body: Body, op: 'max' | 'min', x: View, axis: number, from: Code): Ends {
  const pick = op === 'max' ? pmax : pmin
  const start = f64x2.const(op === 'max' ? -Infinity : Infinity)
  const lo = body.variable(V128, start)
  const hi = x.lo === x.hi ? lo : body.variable(V128, start)
  alongAxis(body, x, axis, from, (inner, ends) => {
    inner.do(lo.set(pick(lo.get, ends.lo)))
    if (hi !== lo) inner.do(hi.set(pick(hi.get, ends.hi)))
  })
  return { lo: lo.get, hi: hi.get }
}

/** x - c, where c is the largest upper endpoint along the axis. */
export function belowMaxCode(
  body: Body,
  x: View,
  axis: number,
  out: View,
  done: (body: Body, ends: Ends) => void,
): void {
  const { extents, strides } = slicesOf(x, axis)
  const { strides: steps } = slicesOf(out, axis)
  forEachEntry(body, extents, [{ strides }, { strides: steps }], (slice, [from, to]) => {
    const { hi } = extreme(slice, 'max', x, axis, from)
    const below = slice.let(V128, neg(hi))
    const paths = [
      { from, strides: [x.strides[axis]] },
      { from: to, strides: [out.strides[axis]] },
    ]
    forEachEntry(slice, [x.shape[axis]], paths, (inner, [source, target]) => {
      const ends = load(inner, x, source)
      const shifted = { lo: addDown(inner, ends.lo, below), hi: addUp(inner, ends.hi, below) }
      done(inner, shifted)
      store(inner, out, target, shifted)
    })
  })
}
