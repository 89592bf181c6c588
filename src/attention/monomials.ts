import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import { ones, type FeatureMap } from './feature-map.ts'

/** The coordinates of a monomial in ascending order, each as often as its power says: x_0² x_3 is 0, 0, 3. */
type Monomial = readonly number[]

/** All monomials of one degree in so many coordinates, in lexicographic order. */
function monomialsOf(degree: number, width: number): Monomial[] {
  if (degree === 0) return [[]]
  return monomialsOf(degree - 1, width).flatMap((shorter) => {
    const from = shorter.at(-1) ?? 0
    return Array.from({ length: width - from }, (_, i) => [...shorter, from + i])
  })
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1))

/** Each coordinate of a monomial with its power. */
function powersOf(monomial: Monomial): [coordinate: number, power: number][] {
  const powers = new Map<number, number>()
  for (const coordinate of monomial) powers.set(coordinate, (powers.get(coordinate) ?? 0) + 1)
  return [...powers]
}

/** The product of the factorials of a monomial's powers: 1/μ! is its coefficient in (q·k)^p/p!. */
const factorials = (monomial: Monomial): number =>
  powersOf(monomial).reduce((product, [, power]) => product * factorial(power), 1)

/** As `monomialsOf`, multiplied up: each is one of a degree less, times its last coordinate. [n, d] → [n, count]. */
function multiplied(rows: Real, degree: number, x: Recorder): Real {
  if (degree === 0) return ones(rows, x)
  const width = rows.shape[1]
  const shorter = monomialsOf(degree - 1, width)
  const places = new Map(shorter.map((monomial, at) => [monomial.join(), at]))
  const wanted = monomialsOf(degree, width)
  const parents = wanted.map((monomial) => places.get(monomial.slice(0, -1).join())!)
  return multiplied(rows, degree - 1, x)
    .gather(parents, -1)
    .mul(
      rows.gather(
        wanted.map((monomial) => monomial.at(-1)!),
        -1,
      ),
    )
}

/** The same from a table of powers of coordinates: the j-th factor of all, then their product. */
function fromPowers(rows: Real, degree: number, x: Recorder): Real {
  const [n, width] = rows.shape
  let table = x.constant(1, [n, 1])
  let power = rows
  for (let p = 1; p <= degree; p++) {
    table = table.concat(power, 1)
    power = power.mul(rows)
  }
  const factors = monomialsOf(degree, width).map(powersOf)
  let product: Real | undefined
  for (let j = 0; j < Math.max(1, Math.min(degree, width)); j++) {
    const at = factors.map((powers) =>
      j < powers.length ? 1 + (powers[j][1] - 1) * width + powers[j][0] : 0,
    )
    const factor = table.gather(at, 1)
    product = product ? product.mul(factor) : factor
  }
  return product!
}

/** How many monomials of one degree there are in so many coordinates. */
function countOf(degree: number, width: number): number {
  let count = 1
  for (let i = 1; i <= degree; i++) count = (count * (width + i - 1)) / i
  return count
}

/**
 * The map whose kernel is Σ c_r (q·k)^r/r! over some degrees, where c_r is a whole number. In the definition all factors
 * are on the keys' side, where they are rational; in the computation each side has their roots.
 */
export function monomialMap(
  name: string,
  degrees: readonly number[],
  coefficient: (degree: number) => number,
): FeatureMap {
  const each = (of: (degree: number) => Real) => degrees.map(of).reduce((all, next) => all.concat(next, -1))
  return {
    name,
    dimension: (width) => degrees.reduce((sum, degree) => sum + countOf(degree, width), 0),
    define: {
      queries: (rows, x) => each((degree) => multiplied(rows, degree, x)),
      keys: (rows, x) =>
        each((degree) => {
          const divisors = monomialsOf(degree, rows.shape[1]).map(factorials)
          return multiplied(rows, degree, x).mul(coefficient(degree)).div(x.constant(divisors))
        }),
    },
    compute: (rows, x) =>
      each((degree) => {
        const divisors = x.constant(monomialsOf(degree, rows.shape[1]).map(factorials))
        return fromPowers(rows, degree, x).mul(x.constant(coefficient(degree)).div(divisors).sqrt())
      }),
  }
}
