import { describe, expect, test } from 'vitest'
import { Draws } from '../../../generate/draws.ts'
import { record } from '../../../program/record.ts'
import { Truth } from '../../../program/truth.ts'
import { run } from '../run.ts'
import { ExactField } from './exact-field.ts'
import { ofRational, type ExactNumber } from './exact-number.ts'
import * as f from './fraction.ts'

const x = new ExactField()
const of = (number: number): ExactNumber => x.exact(number)
const sum = (...terms: (ExactNumber | undefined)[]): ExactNumber => terms.reduce((a, b) => x.add(a!, b!))!
const times = (a: ExactNumber | undefined, b: ExactNumber | undefined): ExactNumber => x.mul(a!, b!)!
const exp = (a: ExactNumber | number): ExactNumber => x.exp(typeof a === 'number' ? of(a) : a)!
const log = (a: ExactNumber | number): ExactNumber => x.log(typeof a === 'number' ? of(a) : a)!

describe('fractions', () => {
  test('are in lowest terms, with a positive denominator', () => {
    expect(f.fraction(6n, -4n)).toEqual({ n: -3n, d: 1n, k: -1 })
    expect(f.fraction(-10n, 5n)).toEqual({ n: -1n, d: 1n, k: 1 })
    expect(f.fraction(0n, 7n)).toEqual({ n: 0n, d: 1n, k: 0 })
    expect(f.fraction(3n << 2000n, 9n << 1999n)).toEqual({ n: 1n, d: 3n, k: 1 })
    expect(() => f.fraction(1n, 0n)).toThrow(RangeError)
  })

  test('hold every float64', () => {
    const draws = new Draws({ nextInt: () => 7 })
    const bits = new DataView(new ArrayBuffer(8))
    for (const number of [0, -0, 5e-324, -2.5, 1e300, 2 ** -1074 * 3, Number.MAX_VALUE]) back(number)
    for (let i = 0; i < 20_000; i++) {
      bits.setInt32(0, draws.bits())
      bits.setInt32(4, draws.bits())
      if (Number.isFinite(bits.getFloat64(0))) back(bits.getFloat64(0))
    }
    function back(number: number): void {
      const { n, d, k } = f.ofFloat(number)
      const half = Math.trunc(k / 2)
      expect(d).toBe(1n)
      expect(Number(n) * 2 ** half * 2 ** (k - half)).toBe(number === 0 ? 0 : number)
    }
  })

  test('have sums, products and quotients in lowest terms', () => {
    const draws = new Draws({ nextInt: () => 11 })
    const factor = () => [1n, 3n, 5n, 9n, 15n, 2n ** 61n - 1n, 2n ** 89n - 1n][draws.below(7)]
    const drawn = (isWhole: boolean) => {
      const n = factor() * BigInt(draws.below(40) - 20) * (isWhole ? 1n : factor())
      return f.fraction(n, isWhole ? 1n : factor() * factor(), draws.below(9) - 4)
    }
    /** Both over a power of two that makes them whole. */
    const over = (a: f.Fraction): [bigint, bigint] => [a.n << BigInt(a.k + 200), a.d << 200n]
    for (let i = 0; i < 4000; i++) {
      const [a, b, c] = [0, 1, 2].map(() => drawn(i % 4 === 0))
      const [[p, q], [r, s], [t, u]] = [over(a), over(b), over(c)]
      expect(f.add(a, b)).toEqual(f.fraction(p * s + r * q, q * s))
      expect(f.mul(a, b)).toEqual(f.fraction(p * r, q * s))
      expect(f.total([a, b, c])).toEqual(f.fraction(p * s * u + r * q * u + t * q * s, q * s * u))
      if (b.n !== 0n) expect(f.quotient(a, b)).toEqual(f.fraction(p * s, q * r))
    }
  })

  test('have roots where they are squares', () => {
    for (let n = 0n; n < 2000n; n++)
      expect(f.wholeRoot(n) ** 2n <= n && n < (f.wholeRoot(n) + 1n) ** 2n).toBe(true)
    expect(f.squareRoot(f.fraction(9n, 4n))).toEqual({ n: 3n, d: 1n, k: -1 })
    expect(f.squareRoot(f.fraction(2n))).toBeUndefined()
  })
})

describe('equality', () => {
  test('of exponentials is that of their exponents', () => {
    expect(x.equal(times(exp(0.5), exp(0.25)), exp(0.75))).toBe(Truth.True)
    expect(x.equal(x.div(exp(1), exp(0.5))!, exp(0.5))).toBe(Truth.True)
    expect(x.equal(exp(0), of(1))).toBe(Truth.True)
    expect(x.equal(sum(exp(1), exp(-1)), sum(exp(-1), exp(1)))).toBe(Truth.True)
  })

  test('is refuted however near the numbers are', () => {
    expect(x.equal(exp(1), of(Math.E))).toBe(Truth.False)
    // 1 + e^-700 is 1 to 300 places.
    expect(x.equal(sum(of(1), exp(-700)), of(1))).toBe(Truth.False)
    expect(x.less(of(1), sum(of(1), exp(-700)))).toBe(Truth.True)
    expect(x.less(sum(of(1), exp(-700)), of(1))).toBe(Truth.False)
  })

  test('of quotients', () => {
    const total = sum(exp(1), exp(2), exp(-3))
    const shares = [1, 2, -3].map((power) => x.div(exp(power), total)!)
    expect(x.equal(sum(...shares), of(1))).toBe(Truth.True)
    expect(x.equal(x.div(times(of(2), exp(1)), times(of(2), total))!, shares[0])).toBe(Truth.True)
    expect(x.equal(x.div(exp(2), sum(exp(2), exp(3), exp(-2)))!, shares[0])).toBe(Truth.True)
    expect(x.equal(shares[0], shares[1])).toBe(Truth.False)
  })
})

describe('logarithms and roots', () => {
  test('undo exponentials and squares', () => {
    expect(x.equal(log(exp(-1.5)), of(-1.5))).toBe(Truth.True)
    expect(x.equal(log(1), of(0))).toBe(Truth.True)
    expect(x.equal(exp(log(3)), of(3))).toBe(Truth.True)
    expect(x.equal(exp(x.neg(log(times(of(3), exp(2))))), x.div(exp(-2), of(3))!)).toBe(Truth.True)
    expect(x.equal(x.sqrt(of(2.25))!, of(1.5))).toBe(Truth.True)
  })

  test('cancel, and are told apart', () => {
    expect(x.equal(sum(log(3), of(1)), sum(of(1), log(3)))).toBe(Truth.True)
    expect(x.less(log(2), log(3))).toBe(Truth.True)
    expect(x.less(of(Math.log(2)), log(2))).not.toBe(Truth.Undecided)
    expect(x.less(x.sqrt(of(2))!, of(Math.SQRT2))).toBe(Truth.True)
    expect(x.less(of(1.4142135623730949), x.sqrt(of(2))!)).toBe(Truth.True)
  })

  test('of different numbers are different, although base 32 has the digit e', () => {
    // 1473 is "1e1".
    const [a, b] = [x.sqrt(times(of(1473), exp(1)))!, x.sqrt(exp(1473))!]
    expect(x.equal(a, b)).toBe(Truth.False)
    expect(x.less(a, b)).toBe(Truth.True)
  })

  test('do not exist where they do not', () => {
    expect(x.log(of(0))).toBeUndefined()
    expect(x.log(of(-1))).toBeUndefined()
    expect(x.sqrt(of(-1))).toBeUndefined()
    expect(x.div(of(1), x.sub(exp(1), exp(1))!)).toBeUndefined()
    expect(x.exp(exp(1))).toBeUndefined()
  })
})

test('tanh is decided, as a quotient of exponentials', () => {
  const tanh = (number: number): ExactNumber => x.tanh(of(number))!
  expect(x.equal(tanh(0), of(0))).toBe(Truth.True)
  expect(x.equal(tanh(-1.5), x.neg(tanh(1.5)))).toBe(Truth.True)
  expect(x.equal(x.div(sum(exp(3), of(-1)), sum(exp(3), of(1)))!, tanh(1.5))).toBe(Truth.True)
  // tanh 2a = 2 tanh a / (1 + tanh² a)
  expect(x.equal(x.div(times(of(2), tanh(0.75)), sum(of(1), x.square(tanh(0.75))))!, tanh(1.5))).toBe(
    Truth.True,
  )
  expect(x.equal(x.tanh(log(3))!, x.fraction(4, 5))).toBe(Truth.True)
  for (const size of [1e-30, 1, 40, 3e38]) {
    expect(x.less(tanh(size), of(Math.min(1, size)))).toBe(Truth.True)
    expect(x.less(x.neg(of(1)), tanh(-size))).toBe(Truth.True)
  }
  expect(x.enclosure(tanh(3e38))).toEqual([1 - 2 ** -53, 1])
  expect(x.tanh(exp(1))).toBeUndefined()
})

describe('sines and cosines', () => {
  const [sin, cos] = [(number: number) => x.sin(of(number)), (number: number) => x.cos(of(number))]

  test('are exact at 0, odd and even', () => {
    for (const zero of [of(0), of(-0), sum(log(3), x.neg(log(3))), x.sub(exp(1), exp(1))!]) {
      expect(x.equal(x.sin(zero), of(0))).toBe(Truth.True)
      expect(x.equal(x.cos(zero), of(1))).toBe(Truth.True)
    }
    for (const a of [of(1), of(-0.3), exp(2), x.neg(exp(2)), log(3), x.div(exp(1), sum(of(1), exp(2)))!]) {
      expect(x.equal(x.sin(x.neg(a)), x.neg(x.sin(a)))).toBe(Truth.True)
      expect(x.equal(x.cos(x.neg(a)), x.cos(a))).toBe(Truth.True)
      expect(x.equal(x.sin(a), x.cos(a))).toBe(Truth.False)
    }
  })

  test('cancel where they are of one number, and are told apart', () => {
    expect(x.equal(x.sin(times(exp(1), exp(1))), x.sin(exp(2)))).toBe(Truth.True)
    expect(x.equal(x.div(times(sin(1), cos(2)), sin(1))!, cos(2))).toBe(Truth.True)
    expect(x.equal(sin(1), of(Math.sin(1)))).toBe(Truth.False)
    expect(x.less(sin(355), of(0))).toBe(Truth.True)
    expect(x.less(of(0), x.neg(sin(355)))).toBe(Truth.True)
    expect(x.less(cos(6381956970095103 * 2 ** 797), of(0))).not.toBe(Truth.Undecided)
    // True, but not known to this arithmetic.
    expect(x.equal(sum(x.square(sin(1)), x.square(cos(1))), of(1))).toBe(Truth.Undecided)
    expect(x.equal(times(of(2), times(sin(1), cos(1))), sin(2))).toBe(Truth.Undecided)
    // A number of which it is not known whether it is 0.
    const open = sum(x.square(sin(1)), x.square(cos(1)), of(-1))
    expect(x.equal(x.sin(open), of(0))).toBe(Truth.Undecided)
    expect(x.equal(x.cos(open), of(1))).toBe(Truth.Undecided)
    expect(x.exp(sin(1))).toBeUndefined()
  })

  test.each(['sin', 'cos'] as const)('%s 1 to 580 places', (name) => {
    // An alternating series of fractions, whose neighbouring sums lie on either side.
    const value = x[name](of(1))
    let [term, total, k] = name === 'sin' ? [f.ONE, f.ONE, 1n] : [f.ONE, f.ONE, 0n]
    while (k < 290n) {
      term = f.mul(term, f.fraction(-1n, (k + 1n) * (k + 2n)))
      k += 2n
      const next = f.add(total, term)
      const [below, above] = f.less(total, next) ? [total, next] : [next, total]
      expect(x.less(ofRational(below), value)).toBe(Truth.True)
      expect(x.less(value, ofRational(above))).toBe(Truth.True)
      total = next
    }
  })

  test('of any size are those of three times a third of it, to 600 places', () => {
    const slack = ofRational(f.fraction(1n, 1n << 2000n))
    for (const a of [1, 1e-9, 1e5, 1.5 * 2 ** 127, 2 ** 400 + 2 ** 348]) {
      const [third, whole] = [x.sin(of(a)), x.sin(times(of(3), of(a)))]
      const tripled = sum(times(of(3), third), times(of(-4), times(third, times(third, third))))
      const gap = x.sub(tripled, whole)!
      expect(x.less(gap, slack)).toBe(Truth.True)
      expect(x.less(x.neg(slack), gap)).toBe(Truth.True)
    }
  })

  test('of numbers of which few places were found are not taken for more', () => {
    for (let power = 55; power < 90; power++)
      for (const value of [x.sin(exp(power)), x.cos(exp(power))]) {
        const [lo, hi] = x.enclosure(value)
        expect([x.atMost(of(lo), value), x.atMost(value, of(hi))]).toEqual([Truth.True, Truth.True])
      }
  })

  test('have limits within [-1, 1], however little is known of the number', () => {
    const huge = times(exp(700), exp(700))
    const square = times(of(2 ** 1023), of(2 ** 1023))
    expect(x.enclosure(x.sin(times(square, square)))).toEqual([-1, 1])
    for (const number of [x.sin(huge), x.cos(huge), x.sin(square), sin(2 ** 1000), cos(1e-200)]) {
      const [lo, hi] = x.enclosure(number)
      expect(lo >= -1 && lo < hi && hi <= 1).toBe(true)
    }
  })
})

test('1/e to 860 places', () => {
  // 1/e as an alternating series of fractions, which lies between neighbouring sums.
  let [term, total] = [f.ONE, f.ONE]
  for (let k = 1n; k < 400n; k++) {
    term = f.mul(term, f.fraction(-1n, k))
    const next = f.add(total, term)
    const [below, above] = f.less(total, next) ? [total, next] : [next, total]
    expect(x.less(ofRational(below), exp(-1))).toBe(Truth.True)
    expect(x.less(exp(-1), ofRational(above))).toBe(Truth.True)
    total = next
  }
})

test('what float64 cannot hold lies beyond its largest number, and ends are no infinity that is not reached', () => {
  const e = (power: number) => x.exp(x.exact(power))!
  const log = x.log(x.exact(3))!
  const beyond = [Number.MAX_VALUE, Infinity]
  // e^710 and e^800 are near the end, and e^2000 would take thousands of places.
  for (const power of [710, 800, 2000, 1e30]) {
    const huge = x.add(e(power), log)!
    expect(x.enclosure(huge)).toEqual(beyond)
    expect(x.enclosure(x.neg(huge))).toEqual([-Infinity, -Number.MAX_VALUE])
    expect(x.enclosure(x.div(huge, x.sub(log, e(0))!)!)).toEqual(beyond)
    expect(x.enclosure(x.div(huge, x.sub(e(0), log)!)!)).toEqual([-Infinity, -Number.MAX_VALUE])
  }
  const [lo, hi] = x.enclosure(x.mul(e(1000), x.exact(2 ** -1000))!)
  expect(lo).toBeLessThanOrEqual(Math.exp(1000 - 1000 * Math.LN2))
  expect(hi).toBeLessThan(1.001 * lo)
})

test('enclosures contain what they enclose', () => {
  const draws = new Draws({ nextInt: () => 11 })
  for (let i = 0; i < 500; i++) {
    const a = draws.normal() * 10 ** (draws.uniform() * 8 - 4)
    const numbers = [of(a), exp(a % 700), x.div(exp(a % 300), sum(of(1), exp(a % 200)))!, log(Math.abs(a))]
    for (const number of numbers) {
      const [lo, hi] = x.enclosure(number)
      expect(x.atMost(of(lo), number)).toBe(Truth.True)
      expect(x.atMost(number, of(hi))).toBe(Truth.True)
      // Next to each other, or one.
      expect(hi - lo).toBeLessThanOrEqual(Math.max(Math.abs(lo), Math.abs(hi)) * 2 ** -52 + 5e-324)
    }
  }
})

describe('rank', () => {
  const rank = (rows: number[][], entry = (power: number) => exp(power)) =>
    x.rank(rows.flat().map(entry), rows.length, rows[0].length)

  test('of matrices of exponentials', () => {
    expect(
      rank([
        [0, 0],
        [0, 0],
      ]),
    ).toEqual([1, 1])
    expect(
      rank([
        [1, 2],
        [3, 4],
      ]),
    ).toEqual([1, 1])
    expect(
      rank([
        [1, 2],
        [3, 5],
      ]),
    ).toEqual([2, 2])
    expect(
      rank([
        [0, 1, 2],
        [1, 2, 3],
        [0, 0, 1],
      ]),
    ).toEqual([2, 2])
    expect(
      rank([
        [0, 1, 2, 4],
        [1, 2, 3, 4],
        [5, 0, 1, 3],
        [2, 2, 7, 1],
      ]),
    ).toEqual([4, 4])
  })

  test('of matrices of rational numbers, with zeros', () => {
    expect(
      rank(
        [
          [0, 0],
          [0, 0],
        ],
        of,
      ),
    ).toEqual([0, 0])
    expect(
      rank(
        [
          [0, 1],
          [1, 0],
          [1, 1],
        ],
        of,
      ),
    ).toEqual([2, 2])
    expect(
      rank(
        [
          [0.1, 0.2],
          [0.2, 0.4],
        ],
        of,
      ),
    ).toEqual([1, 1])
  })

  test('of products with rational entries is their inner extent, of large ones too', () => {
    const draws = new Draws({ nextInt: () => 17 })
    for (const [extent, inner] of [
      [2, 1],
      [3, 2],
      [5, 3],
      [8, 8],
      [16, 15],
    ]) {
      const factor = () => Array.from({ length: extent * inner }, () => of(Math.fround(draws.normal())))
      const [left, right] = [factor(), factor()]
      const product = Array.from({ length: extent ** 2 }, (_, at) => {
        const [row, col] = [Math.floor(at / extent), at % extent]
        const terms = Array.from({ length: inner }, (_, k) =>
          times(left[row * inner + k], right[k * extent + col]),
        )
        return x.div(sum(...terms), of(3 + row))
      })
      expect(x.rank(product, extent, extent)).toEqual([inner, inner])
    }
  })

  test('of matrices with the inverse of a number that has no exact form', () => {
    for (const number of [log(3), x.sqrt(of(2))!]) {
      const inverse = x.div(of(1), number)
      expect(x.rank([inverse, of(1), of(1), number], 2, 2)[0]).toBe(1)
      expect(x.rank([inverse, of(1), of(1), of(1)], 2, 2)).toEqual([2, 2])
    }
  })

  test('is an interval where something is not known', () => {
    expect(x.rank([of(1), undefined, of(2), of(3)], 2, 2)).toEqual([1, 2])
  })
})

test('softmax is the same for shifted scores, whatever the shift was', () => {
  const shapes = { s: [2, 3] }
  const { definition } = record(({ s }) => {
    const terms = s.belowMax(-1).exp()
    const shifted = s.add(3.25).exp()
    return { claim: terms.div(terms.sum(-1, true)).equal(shifted.div(shifted.sum(-1, true))) }
  }, shapes)
  const data = { s: Float32Array.of(0.5, -2, 1.25, 3, 3, -7.5) }
  const { claim, values } = run(definition, { lanes: 1, names: ['s'], shapes, data }, x)
  expect([...claim]).toEqual([Truth.True])
  expect(values.length).toBe(definition.steps.length)
})
