import { float32Enclosures, type Enclosures } from './enclosures.ts'
import { dyadic, generator, order, wildNumbers, type Dyadic } from './reference-arithmetic.fixture.ts'

/** Enclosures, one lane, and for each a number in it. */
export interface Wild {
  readonly x: Enclosures
  readonly point: Float64Array
}

/** Intervals around wild numbers with points inside them: one number, narrow, or wide. */
export function wildIntervals(seed: number, count: number): Wild {
  const wild = wildNumbers(seed)
  const pick = generator(seed + 1000)
  const [lo, hi, point] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)]
  for (let i = 0; i < count; i++) {
    const a = wild()
    const b = pick() % 3 === 0 ? a : pick() % 2 === 0 ? wild() : a + Math.abs(a) * 2 ** -(pick() % 50)
    lo[i] = Math.min(a, b)
    hi[i] = Number.isFinite(Math.max(a, b)) ? Math.max(a, b) : lo[i]
    const within = [lo[i], hi[i], lo[i] / 2 + hi[i] / 2]
    point[i] = Math.min(hi[i], Math.max(lo[i], within[pick() % 3]))
  }
  return { x: { lanes: 1, shape: [count], lo, hi }, point }
}

const known = (point: Float64Array): Wild => ({
  x: { lanes: 1, shape: [point.length], lo: point, hi: point },
  point,
})
const float32 = (point: Float64Array): Float64Array =>
  point.map((value) => (Math.abs(value) < 3e38 ? Math.fround(value) : 1))

/** Wild operands by what a kernel may take a shorter way for. */
export const KINDS: Readonly<Record<string, (seed: number, count: number) => Wild>> = {
  intervals: wildIntervals,
  numbers: (seed, count) => known(wildIntervals(seed, count).point),
  'numbers of float32': (seed, count) => known(float32(wildIntervals(seed, count).point)),
  'float32 inputs'(seed, count) {
    const point = float32(wildIntervals(seed, count).point)
    return { x: float32Enclosures(1, [count], Float32Array.from(point)), point }
  },
  'intervals without negative numbers'(seed, count) {
    const { x, point } = wildIntervals(seed, count)
    const sizes = (of: Float64Array) => of.map(Math.abs)
    const [p, q] = [sizes(x.lo), sizes(x.hi)]
    const lo = x.lo.map((low, i) => (low <= 0 && x.hi[i] >= 0 ? 0 : Math.min(p[i], q[i])))
    return { x: { ...x, lo, hi: p.map((size, i) => Math.max(size, q[i])) }, point: sizes(point) }
  },
  integers: (seed, count) => known(wildIntervals(seed, count).point.map((value) => Math.trunc(value % 1e9))),
}

/** Whether a number lies in enclosure i, of which either both ends are NaN or none. */
export function holds({ lo, hi }: Enclosures, i: number, number: Dyadic): boolean {
  if (Number.isNaN(lo[i]) !== Number.isNaN(hi[i])) return false
  return (
    !(Number.isFinite(lo[i]) && order(dyadic(lo[i]), number) > 0) &&
    !(Number.isFinite(hi[i]) && order(dyadic(hi[i]), number) < 0)
  )
}
