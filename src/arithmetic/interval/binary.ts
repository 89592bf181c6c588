import { broadcastShapes } from '../../program/shape.ts'
import { blankEnclosures, commonLanes, expand, settle, type Enclosures } from './enclosures.ts'
import { addDown, addUp, divDown, divUp, down, mulDown, mulUp, up } from './rounding.ts'

type Kernel = (
  aLo: Float64Array,
  aHi: Float64Array,
  bLo: Float64Array,
  bHi: Float64Array,
  lo: Float64Array,
  hi: Float64Array,
) => void

const elementwise =
  (kernel: Kernel) =>
  (a: Enclosures, b: Enclosures): Enclosures => {
    const shape = broadcastShapes(a.shape, b.shape)
    const lanes = commonLanes(a.lanes, b.lanes)
    const x = expand(a, lanes, shape)
    const y = expand(b, lanes, shape)
    const out = blankEnclosures(lanes, shape)
    kernel(x.lo, x.hi, y.lo, y.hi, out.lo, out.hi)
    return settle(out)
  }

/** a + b; exact where no rounding error arises. */
export const add = elementwise((aLo, aHi, bLo, bHi, lo, hi) => {
  for (let i = 0; i < lo.length; i++) {
    lo[i] = addDown(aLo[i], bLo[i])
    hi[i] = addUp(aHi[i], bHi[i])
  }
})

/** a - b; exact where no rounding error arises. */
export const sub = elementwise((aLo, aHi, bLo, bHi, lo, hi) => {
  for (let i = 0; i < lo.length; i++) {
    lo[i] = addDown(aLo[i], -bHi[i])
    hi[i] = addUp(aHi[i], -bLo[i])
  }
})

export const minimum = elementwise((aLo, aHi, bLo, bHi, lo, hi) => {
  for (let i = 0; i < lo.length; i++) {
    lo[i] = Math.min(aLo[i], bLo[i])
    hi[i] = Math.min(aHi[i], bHi[i])
  }
})

export const maximum = elementwise((aLo, aHi, bLo, bHi, lo, hi) => {
  for (let i = 0; i < lo.length; i++) {
    lo[i] = Math.max(aLo[i], bLo[i])
    hi[i] = Math.max(aHi[i], bHi[i])
  }
})

/** a where b certainly has a sign, 0 where it certainly has not; 0, a and all between where that is open. */
const where = (certain: (lo: number) => boolean, excluded: (hi: number) => boolean) =>
  elementwise((aLo, aHi, bLo, bHi, lo, hi) => {
    for (let i = 0; i < lo.length; i++) {
      if (Number.isNaN(bLo[i])) {
        lo[i] = hi[i] = NaN
      } else if (certain(bLo[i])) {
        lo[i] = aLo[i]
        hi[i] = aHi[i]
      } else if (excluded(bHi[i])) {
        lo[i] = hi[i] = 0
      } else {
        lo[i] = Math.min(aLo[i], 0)
        hi[i] = Math.max(aHi[i], 0)
      }
    }
  })

export const wherePositive = where(
  (lo) => lo > 0,
  (hi) => hi <= 0,
)

export const whereNonNegative = where(
  (lo) => lo >= 0,
  (hi) => hi < 0,
)

/** ab; exact where two exact numbers have a product without rounding error. */
export const mul = elementwise((aLo, aHi, bLo, bHi, lo, hi) => {
  for (let i = 0; i < lo.length; i++) {
    const al = aLo[i]
    const ah = aHi[i]
    const bl = bLo[i]
    const bh = bHi[i]
    if (Number.isNaN(al) || Number.isNaN(bl)) {
      lo[i] = hi[i] = NaN
    } else if (al >= 0 && bl >= 0) {
      lo[i] = Math.max(0, mulDown(al, bl))
      hi[i] = mulUp(ah, bh)
    } else if (al === ah && bl === bh) {
      lo[i] = mulDown(al, bl)
      hi[i] = mulUp(al, bl)
    } else if ((al === 0 && ah === 0) || (bl === 0 && bh === 0)) {
      lo[i] = hi[i] = 0
    } else {
      const least = down(Math.min(al * bl, al * bh, ah * bl, ah * bh))
      const most = up(Math.max(al * bl, al * bh, ah * bl, ah * bh))
      lo[i] = ah <= 0 && bh <= 0 ? Math.max(0, least) : least
      hi[i] = (al >= 0 && bh <= 0) || (ah <= 0 && bl >= 0) ? Math.min(0, most) : most
    }
  }
})

/** a/b; "anything" where b may be 0; exact where two exact numbers have a quotient without rounding error. */
export const div = elementwise((aLo, aHi, bLo, bHi, lo, hi) => {
  for (let i = 0; i < lo.length; i++) {
    const flip = bHi[i] < 0
    const al = flip ? -aHi[i] : aLo[i]
    const ah = flip ? -aLo[i] : aHi[i]
    const bl = flip ? -bHi[i] : bLo[i]
    const bh = flip ? -bLo[i] : bHi[i]
    if (!(bl > 0) || Number.isNaN(al)) {
      lo[i] = hi[i] = NaN
    } else {
      lo[i] = al >= 0 ? Math.max(0, divDown(al, bh)) : divDown(al, bl)
      hi[i] = ah <= 0 ? Math.min(0, divUp(ah, bh)) : divUp(ah, bl)
    }
  }
})
