import { arrays, derived, forAll, gaussian, lattice, mixture, type Predicate } from 'attention-assay'
import { type Real, uniform } from 'attention-assay'
import { and } from 'attention-assay/predicate'

/** Σ c_r s^r/r!, by Horner's scheme. */
const series = (s: Real, coefficients: readonly number[]): Real =>
  coefficients.reduceRight(
    (sum, c, r) =>
      sum
        .mul(s)
        .div(r + 1)
        .add(c),
    s.mul(0),
  )
const taylor = (s: Real, degree: number): Real => series(s, new Array<number>(degree + 1).fill(1))

type Named = Predicate<'s'>
const positive =
  (...degrees: readonly [number, ...number[]]): Named =>
  ({ s }) => {
    const [first, ...rest] = degrees.map((p) => taylor(s, p).greater(0).all())
    return and(first, ...rest)
  }
const increasing =
  (...degrees: readonly [number, ...number[]]): Named =>
  ({ s }) => {
    const [first, ...rest] = degrees.map((p) => s.sameOrder(taylor(s, p)))
    return and(first, ...rest)
  }

export default forAll({
  id: 'taylor-parity',
  title: 'Taylor polynomials of e^s are positive for even degrees, increasing for odd ones',
  statement: String.raw`T_p(s) = \sum_{r \le p} s^r/r!:\quad T_2, T_4, T_6 > 0,\qquad T_1, T_3, T_5, T_7 \text{ are strictly increasing}`,
  source: derived(),
  inputs: arrays({
    dims: { numbers: [4, 16] },
    arrays: { s: [1, 'numbers'] },
    from: mixture([2, uniform(-20, 4)], [1, gaussian(2)], [1, lattice(8)]),
  }),
  cover: [{ name: 'some number below -2', atLeast: 0.5, region: ({ s }) => s.min().less(-2) }],
  trivial: { name: 'no number is negative', region: ({ s }) => s.min().greaterEqual(0) },
  check: (...of) => positive(2, 4, 6)(...of).and(increasing(1, 3, 5, 7)(...of)),
  cases: 3000,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [
    { name: 's + s²/2', check: ({ s }) => series(s, [0, 1, 1]).greater(0).all() },
    { name: '1 + s + s²/2 - s³/6', check: ({ s }) => s.sameOrder(series(s, [1, 1, 1, -1])) },
  ],
  ablations: [
    { name: 'odd degrees positive', hypothesis: 'p even', check: positive(3) },
    { name: 'even degrees increasing', hypothesis: 'p odd', check: increasing(4) },
  ],
})
