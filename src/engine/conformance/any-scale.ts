import {
  collinear,
  gaussian,
  heavyTailed,
  lattice,
  lowRank,
  nearTied,
  signs,
  uniform,
  type Distribution,
} from '../../generate/generate.ts'

const FAMILIES: readonly ((scale: number) => Distribution)[] = [
  gaussian,
  gaussian,
  heavyTailed,
  collinear,
  nearTied,
  (scale) => lowRank(2, scale),
  (scale) => uniform(-scale, scale),
  (scale) => lattice(Math.ceil(scale)),
  () => signs,
]

/** Each array of its own family and scale, the scale log-uniform from 0.1 to 50. */
export const anyScale: Distribution = {
  name: 'any family, scale 0.1 to 50',
  fill(draws, data, offset, rows, width) {
    const scale = 0.1 * 500 ** draws.uniform()
    FAMILIES[draws.below(FAMILIES.length)](scale).fill(draws, data, offset, rows, width)
  },
}
