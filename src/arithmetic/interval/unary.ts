import { blankEnclosures, settle, type Enclosures } from './enclosures.ts'
import { mulDown, mulUp, sqrtDown, sqrtUp } from './rounding.ts'
import {
  cosDown,
  cosUp,
  expDown,
  expUp,
  logDown,
  logUp,
  sinDown,
  sinUp,
  tanhDown,
  tanhUp,
} from './transcendental.ts'

/** -x, exactly. */
export function neg(x: Enclosures): Enclosures {
  const out = blankEnclosures(x.lanes, x.shape)
  for (let i = 0; i < x.lo.length; i++) {
    out.lo[i] = -x.hi[i]
    out.hi[i] = -x.lo[i]
  }
  return out
}

/** |x|, exactly. */
export function abs(x: Enclosures): Enclosures {
  const out = blankEnclosures(x.lanes, x.shape)
  for (let i = 0; i < x.lo.length; i++) {
    const lo = x.lo[i]
    const hi = x.hi[i]
    out.lo[i] = Math.max(0, lo, -hi)
    out.hi[i] = Math.max(-lo, hi)
  }
  return out
}

/** max(x, 0), exactly. */
export function relu(x: Enclosures): Enclosures {
  const out = blankEnclosures(x.lanes, x.shape)
  for (let i = 0; i < x.lo.length; i++) {
    out.lo[i] = Math.max(0, x.lo[i])
    out.hi[i] = Math.max(0, x.hi[i])
  }
  return out
}

/** x², never below 0. */
export function square(x: Enclosures): Enclosures {
  const out = blankEnclosures(x.lanes, x.shape)
  for (let i = 0; i < x.lo.length; i++) {
    const lo = x.lo[i]
    const hi = x.hi[i]
    const near = Math.max(0, lo, -hi)
    const far = Math.max(-lo, hi)
    out.lo[i] = Math.max(0, mulDown(near, near))
    out.hi[i] = mulUp(far, far)
  }
  return settle(out)
}

/** √x; "anything" where x may be negative. */
export function sqrt(x: Enclosures): Enclosures {
  const out = blankEnclosures(x.lanes, x.shape)
  for (let i = 0; i < x.lo.length; i++) {
    out.lo[i] = sqrtDown(x.lo[i])
    out.hi[i] = sqrtUp(x.hi[i])
  }
  return settle(out)
}

/** e^x, never below 0. */
export function exp(x: Enclosures): Enclosures {
  const out = blankEnclosures(x.lanes, x.shape)
  for (let i = 0; i < x.lo.length; i++) {
    out.lo[i] = expDown(x.lo[i])
    out.hi[i] = expUp(x.hi[i])
  }
  return settle(out)
}

/** log x; "anything" where x may be 0 or negative. */
export function log(x: Enclosures): Enclosures {
  const out = blankEnclosures(x.lanes, x.shape)
  for (let i = 0; i < x.lo.length; i++) {
    const lo = x.lo[i]
    out.lo[i] = lo > 0 ? logDown(lo) : NaN
    out.hi[i] = logUp(x.hi[i])
  }
  return settle(out)
}

/** tanh x, from -1 to 1. */
export function tanh(x: Enclosures): Enclosures {
  const out = blankEnclosures(x.lanes, x.shape)
  for (let i = 0; i < x.lo.length; i++) {
    out.lo[i] = tanhDown(x.lo[i])
    out.hi[i] = tanhUp(x.hi[i])
  }
  return settle(out)
}

/** sin x, from -1 to 1. */
export function sin(x: Enclosures): Enclosures {
  const out = blankEnclosures(x.lanes, x.shape)
  for (let i = 0; i < x.lo.length; i++) {
    out.lo[i] = sinDown(x.lo[i], x.hi[i])
    out.hi[i] = sinUp(x.lo[i], x.hi[i])
  }
  return settle(out)
}

/** cos x, from -1 to 1. */
export function cos(x: Enclosures): Enclosures {
  const out = blankEnclosures(x.lanes, x.shape)
  for (let i = 0; i < x.lo.length; i++) {
    out.lo[i] = cosDown(x.lo[i], x.hi[i])
    out.hi[i] = cosUp(x.lo[i], x.hi[i])
  }
  return settle(out)
}
