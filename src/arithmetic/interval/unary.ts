import { blankEnclosures, settle, type Enclosures } from './enclosures.ts'
import { mulDown, mulUp, sqrtDown, sqrtUp } from './rounding.ts'
import * as t from './transcendental.ts'

type Kernel = (xLo: Float64Array, xHi: Float64Array, lo: Float64Array, hi: Float64Array) => void

const elementwise =
  (kernel: Kernel) =>
  (x: Enclosures): Enclosures => {
    const out = blankEnclosures(x.lanes, x.shape)
    kernel(x.lo, x.hi, out.lo, out.hi)
    return settle(out)
  }

/** -x, exactly. */
export const neg = elementwise((xLo, xHi, lo, hi) => {
  for (let i = 0; i < lo.length; i++) {
    lo[i] = -xHi[i]
    hi[i] = -xLo[i]
  }
})

/** |x|, exactly. */
export const abs = elementwise((xLo, xHi, lo, hi) => {
  for (let i = 0; i < lo.length; i++) {
    lo[i] = Math.max(0, xLo[i], -xHi[i])
    hi[i] = Math.max(-xLo[i], xHi[i])
  }
})

/** max(x, 0), exactly. */
export const relu = elementwise((xLo, xHi, lo, hi) => {
  for (let i = 0; i < lo.length; i++) {
    lo[i] = Math.max(0, xLo[i])
    hi[i] = Math.max(0, xHi[i])
  }
})

/** x², never below 0. */
export const square = elementwise((xLo, xHi, lo, hi) => {
  for (let i = 0; i < lo.length; i++) {
    const near = Math.max(0, xLo[i], -xHi[i])
    const far = Math.max(-xLo[i], xHi[i])
    lo[i] = Math.max(0, mulDown(near, near))
    hi[i] = mulUp(far, far)
  }
})

/** √x; "anything" where x may be negative. */
export const sqrt = elementwise((xLo, xHi, lo, hi) => {
  for (let i = 0; i < lo.length; i++) {
    lo[i] = sqrtDown(xLo[i])
    hi[i] = sqrtUp(xHi[i])
  }
})

/** e^x, never below 0. */
export const exp = elementwise((xLo, xHi, lo, hi) => {
  for (let i = 0; i < lo.length; i++) {
    lo[i] = t.expDown(xLo[i])
    hi[i] = t.expUp(xHi[i])
  }
})

/** log x; "anything" where x may be 0 or negative. */
export const log = elementwise((xLo, xHi, lo, hi) => {
  for (let i = 0; i < lo.length; i++) {
    lo[i] = xLo[i] > 0 ? t.logDown(xLo[i]) : NaN
    hi[i] = t.logUp(xHi[i])
  }
})

/** tanh x, from -1 to 1. */
export const tanh = elementwise((xLo, xHi, lo, hi) => {
  for (let i = 0; i < lo.length; i++) {
    lo[i] = t.tanhDown(xLo[i])
    hi[i] = t.tanhUp(xHi[i])
  }
})

/** sin x, from -1 to 1. */
export const sin = elementwise((xLo, xHi, lo, hi) => {
  for (let i = 0; i < lo.length; i++) {
    lo[i] = t.sinDown(xLo[i], xHi[i])
    hi[i] = t.sinUp(xLo[i], xHi[i])
  }
})

/** cos x, from -1 to 1. */
export const cos = elementwise((xLo, xHi, lo, hi) => {
  for (let i = 0; i < lo.length; i++) {
    lo[i] = t.cosDown(xLo[i], xHi[i])
    hi[i] = t.cosUp(xLo[i], xHi[i])
  }
})
