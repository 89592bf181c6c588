/**
 * Limits of functions that `Math` computes. V8 does so by fdlibm, with the same results on Node 20 to 26. Against MPFR
 * `exp`, `log` and `expm1` erred by at most 0.87 units in the last place, `sin` and `cos` by 0.84, for arguments of any
 * size, the nearest ones to multiples of π/2 among them: less than one, so that two steps outward enclose the true value,
 * and the sign is right. `Math.tanh` errs by up to 2.1, so `expm1` takes its place.
 */
import { mayHoldMinimum } from '../turning-point.ts'
import { addDown, addUp, divDown, divUp, down, up } from './rounding.ts'

/** A lower limit of e^x. */
export function expDown(x: number): number {
  if (x === 0) return 1
  const e = down(down(Math.exp(x)))
  return Math.max(x > 0 ? 1 : 0, e)
}

export function expUp(x: number): number {
  if (x === 0) return 1
  const e = up(up(Math.exp(x)))
  return x < 0 ? Math.min(1, e) : e
}

/** A lower limit of log x for x > 0. */
export const logDown = (x: number): number => (x === 1 ? 0 : down(down(Math.log(x))))
export const logUp = (x: number): number => (x === 1 ? 0 : up(up(Math.log(x))))

/** Up to here tanh is computed; beyond, it differs from 1 by less than the distance to the float64 below 1. */
const SATURATED = 20

/** A lower limit of tanh x = t / (t + 2), which rises with t = e^2x - 1. */
export function tanhDown(x: number): number {
  if (x < 0) return -tanhUp(-x)
  const t = down(down(Math.expm1(2 * Math.min(x, SATURATED))))
  return Math.max(0, divDown(t, addUp(t, 2)))
}

export function tanhUp(x: number): number {
  if (x < 0) return -tanhDown(-x)
  if (x > SATURATED) return 1
  const t = up(up(Math.expm1(2 * x)))
  return Math.min(1, x, divUp(t, addDown(t, 2)))
}

/** A lower limit of sin from lo to hi. */
export function sinDown(lo: number, hi = lo): number {
  if (lo < hi && mayHoldMinimum(Math.cos(lo) < 0, Math.cos(hi) < 0, addUp(hi, -lo))) return -1
  return Math.min(sinBelow(lo), sinBelow(hi))
}

export const sinUp = (lo: number, hi = lo): number => -sinDown(-hi, -lo)

/** A lower limit of cos from lo to hi. */
export function cosDown(lo: number, hi = lo): number {
  if (lo < hi && mayHoldMinimum(Math.sin(lo) > 0, Math.sin(hi) > 0, addUp(hi, -lo))) return -1
  return Math.min(cosBelow(lo), cosBelow(hi))
}

export function cosUp(lo: number, hi = lo): number {
  // A maximum of cos is a minimum of -cos.
  if (lo < hi && mayHoldMinimum(Math.sin(lo) < 0, Math.sin(hi) < 0, addUp(hi, -lo))) return 1
  return Math.max(cosAbove(lo), cosAbove(hi))
}

/** A lower limit at a point: above x for negative x, and positive from 0 to π. */
const sinBelow = (x: number): number => Math.max(down(down(Math.sin(x))), x <= 3 ? Math.min(x, 0) : -1, -1)
const cosBelow = (x: number): number => (x === 0 ? 1 : Math.max(down(down(Math.cos(x))), -1))
const cosAbove = (x: number): number => Math.min(up(up(Math.cos(x))), 1)
