import { describe, expect, test } from 'vitest'
import { transposed } from './enclosures.ts'
import { transposeIndex } from '../numbers/layout.ts'
import { matMul } from './mat-mul.ts'
import { dyadic, generator, plus, times, type Dyadic } from './reference-arithmetic.fixture.ts'
import { holds, KINDS } from './wild-intervals.fixture.ts'
import { between, ends, exact } from './worksheet.fixture.ts'

const product = (a: Iterable<number>, b: readonly number[]): Dyadic =>
  [...a].reduce((all, term, k) => plus(all, times(dyadic(term), dyadic(b[k]))), dyadic(0))

const names = Object.keys(KINDS)
test.each(names.flatMap((p) => names.map((q) => [p, q])))('encloses products of wild %s and %s', (p, q) => {
  for (let round = 0; round < 40; round++) {
    const [n, d, m] = [(round % 3) + 1, (round % 11) + 1, (round % 4) + 1]
    const [a, b] = [KINDS[p](round, n * d), KINDS[q](round + 5000, d * m)]
    const found = matMul({ ...spread(a.x), shape: [n, d] }, { ...spread(b.x), shape: [d, m] })
    for (let i = 0; i < n; i++)
      for (let j = 0; j < m; j++) {
        const column = Array.from({ length: d }, (_, k) => b.point[k * m + j])
        const truth = product(a.point.subarray(i * d, (i + 1) * d), column)
        expect(holds(found, i * m + j, truth), `round ${round}, entry ${i}, ${j}`).toBe(true)
      }
  }
})

describe('encloses a product whose every addition loses half a unit', () => {
  const lost = 2 ** -53 * (1 - 2 ** -30)
  const ones = new Array<number>(1001).fill(1)
  test.each([1, -1])('times %i', (sign) => {
    const terms = [1, ...new Array<number>(1000).fill(lost)].map((term) => sign * term)
    const column = between(
      ones,
      ones.map((one) => one + 2 ** -52),
      [1001, 1],
    )
    for (const other of [exact(ones, [1001, 1]), column])
      expect(holds(matMul(exact(terms, [1, 1001]), other), 0, product(terms, ones))).toBe(true)
  })
})

describe('is exact', () => {
  test('on integers', () => {
    const next = generator(5)
    const int = () => (next() % 2001) - 1000
    const a = Array.from({ length: 6 * 40 }, int)
    const b = Array.from({ length: 40 * 5 }, int)
    const { lo, hi } = matMul(exact(a, [6, 40]), exact(b, [40, 5]))
    expect(lo).toEqual(hi)
    expect(lo[7]).toBe(a.slice(40, 80).reduce((s, v, k) => s + v * b[k * 5 + 2], 0))
    const large = matMul(exact([3 * 2 ** 40, 2 ** 30 + 1], [1, 2]), exact([5, 2 ** 20], [2, 1]))
    const truth = 15 * 2 ** 40 + 2 ** 50 + 2 ** 20
    expect([large.lo[0], large.hi[0]]).toEqual([truth, truth])
  })

  test('within two float64 numbers on float32 matrices', () => {
    const next = generator(9)
    const x = exact(
      Array.from({ length: 32 * 64 }, () => Math.fround((next() / 2 ** 32 - 0.5) * 8)),
      [32, 64],
    )
    const { lo, hi } = matMul(x, transpose(x))
    lo.forEach((low, i) => expect(hi[i] - low).toBeLessThanOrEqual(2 ** -51 * Math.abs(low)))
  })
})

const transpose = (x: ReturnType<typeof exact>) => {
  const { shape, index } = transposeIndex(x.shape)
  return transposed(x, shape, () => index)
}

test('multiplies lane by lane and matrix by matrix, a transposed matrix where it lies', () => {
  const x = exact([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [2, 3], 2)
  expect([...matMul(transpose(x), x).lo].slice(0, 3)).toEqual([17, 22, 27])
  const second = [129, 144, 159, 163, 182, 201, 197, 220, 243]
  expect([...matMul({ ...spread(x), shape: [3, 2] }, x).lo].slice(9)).toEqual(second)
  const stack = exact([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2])
  expect([...matMul(stack, exact([1, 0, 0, 2], [2, 2])).lo]).toEqual([1, 4, 3, 8, 5, 12, 7, 16])
  expect([...matMul(transpose(stack), exact([1, 1], [2, 1])).lo]).toEqual([4, 6, 12, 14])
  expect([...matMul(exact([1, 2], [1, 2]), transpose(stack)).lo]).toEqual([5, 11, 17, 23])
})

test('knows nothing of a product with "anything", even by zero', () => {
  expect(ends(matMul(exact([NaN], [1, 1]), exact([0], [1, 1])))).toEqual({ lo: [NaN], hi: [NaN] })
  expect(matMul(exact([1e300, 1], [1, 2]), exact([1e300, 1], [2, 1])).hi[0]).not.toBeLessThan(Infinity)
})

/** Endpoints are getters of some enclosures, which a spread would forget. */
function spread({ lanes, lo, hi, float32 }: Parameters<typeof matMul>[0]) {
  return { lanes, lo, hi, ...(float32 && { float32 }) }
}
