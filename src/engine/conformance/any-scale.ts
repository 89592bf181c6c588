import * as generate from '../../generate/generate.ts'

const FAMILIES: readonly ((scale: number) => generate.Distribution)[] = [
  generate.gaussian,
  generate.gaussian,
  generate.heavyTailed,
  generate.collinear,
  generate.nearTied,
  (scale) => generate.lowRank(2, scale),
  (scale) => generate.uniform(-scale, scale),
  (scale) => generate.lattice(Math.ceil(scale)),
  () => generate.signs,
]

/** Each array of its own family and scale, the scale log-generate.uniform from 0.1 to 50. */
export const anyScale: generate.Distribution = {
  name: 'any family, scale 0.1 to 50',
  fill(draws, data, offset, rows, width) {
    const scale = 0.1 * 500 ** draws.uniform()
    FAMILIES[draws.below(FAMILIES.length)](scale).fill(draws, data, offset, rows, width)
  },
}
