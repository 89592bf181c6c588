import { describe, expect, it } from 'vitest'
import { sequences } from './attention-inputs.ts'
import { mixture, type Distribution } from './distribution.ts'
import { Draws } from './draws.ts'
import { gaussian, heavyTailed, lattice, saturated, signs, uniform } from './families.ts'
import { levelSpread, logitSpread, spread } from './spread.ts'
import { caseAt, caseRandom } from './stream.ts'
import { orthogonalDirections } from './orthogonal.ts'
import { permutationMatrix, properPermutation } from './permutation.ts'
import { collinear, lowRank, nearTied, twoLevel } from './structured.ts'

function sample(distribution: Distribution, index: number, rows: number, width: number): Float32Array {
  const data = new Float32Array(rows * width)
  distribution.fill(new Draws(caseRandom('families', 1, index)), data, 0, rows, width)
  return data
}

const families: Distribution[] = [
  ...[1e-15, 0.1, 1, 1e15].flatMap((scale) => [
    gaussian(scale),
    heavyTailed(scale),
    lowRank(2, scale),
    collinear(scale),
    nearTied(scale),
    twoLevel(scale),
  ]),
  saturated,
  lattice(1),
  lattice(2 ** 24),
  signs,
  uniform(-1e30, 1e30),
  permutationMatrix,
  properPermutation,
  orthogonalDirections(),
  orthogonalDirections({ signs: 'as decomposed', lengths: 'fixed' }),
  spread,
  logitSpread,
  levelSpread,
]

describe.each(families.map((family) => [family.name, family] as const))('%s', (_, family) => {
  it('fills its place with finite numbers, and nothing else', () => {
    for (let i = 0; i < 200; i++) {
      const data = new Float32Array(40).fill(NaN)
      family.fill(new Draws(caseRandom('place', 1, i)), data, 3, 6, 6)
      data.forEach((x, at) => expect(Number.isFinite(x)).toBe(at >= 3 && at < 39))
    }
  })
})

describe('orthogonal directions', () => {
  const rows = (options: Parameters<typeof orthogonalDirections>[0], index: number) => {
    const data = sample(orthogonalDirections(options), index, 6, 3)
    return Array.from({ length: 6 }, (_, i) => [...data.subarray(3 * i, 3 * i + 3)])
  }
  const dot = (a: number[], b: number[]) => a.reduce((sum, x, i) => sum + x * b[i], 0)

  it('are orthogonal in blocks of their width, which float32 numbers are up to rounding', () => {
    for (let index = 0; index < 50; index++) {
      const w = rows({ lengths: 'fixed' }, index)
      // A float32 row of length √3 is off by 2^-24 an entry at most.
      for (const [i, j] of [
        [0, 1],
        [0, 2],
        [1, 2],
        [3, 4],
        [3, 5],
        [4, 5],
      ])
        expect(Math.abs(dot(w[i], w[j]))).toBeLessThan(2 * Math.sqrt(3) * Math.sqrt(3) * 2 ** -24)
      for (const row of w)
        expect(Math.abs(Math.hypot(...row) - Math.sqrt(3))).toBeLessThan(Math.sqrt(3) * 2 ** -24)
    }
  })

  it('have both signs, unless they are left as the decomposition makes them', () => {
    const firsts = (signs: 'haar' | 'as decomposed') =>
      new Set(Array.from({ length: 50 }, (_, index) => Math.sign(rows({ signs }, index)[0][0])))
    expect(firsts('haar')).toEqual(new Set([-1, 1]))
    expect(firsts('as decomposed')).toEqual(new Set([-1]))
  })

  it('have no other signs or lengths', () => {
    expect(() => orthogonalDirections({ signs: 'none' as 'haar' })).toThrow(/give haar/)
    expect(() => orthogonalDirections({ lengths: 'one' as 'chi' })).toThrow(/give chi/)
  })
})

describe('the families', () => {
  it('lattice and signs are what they say', () => {
    expect(new Set(sample(lattice(2), 0, 100, 10))).toEqual(new Set([-2, -1, 0, 1, 2]))
    expect(new Set(sample(signs, 0, 100, 10))).toEqual(new Set([-1, 1]))
  })

  it('uniform may be what it may draw, and no end at 0', () => {
    const drawn = (bits: number): number => {
      const draws = Object.assign(new Draws({ nextInt: () => 1 }), { bits: () => bits })
      const data = new Float32Array(1)
      uniform(0, 1).fill(draws, data, 0, 1, 1)
      return data[0]
    }
    expect(uniform(0, 1).support!.map(Math.fround)).toEqual([drawn(0), drawn(-1)])
    expect(uniform(-2, 0).support![1]).toBeLessThan(0)
  })
  it('uniform stays within its ends', () => {
    expect(sample(uniform(-1, 3), 0, 100, 100).every((x) => x >= -1 && x <= 3)).toBe(true)
  })

  it('heavyTailed is clipped at 10^4 scales', () => {
    expect(sample(heavyTailed(2), 0, 1000, 1000).every((x) => Math.abs(x) <= 2e4)).toBe(true)
  })

  it('collinear rows are multiples of one another, to float32 rounding', () => {
    const data = sample(collinear(1), 0, 8, 4)
    for (let row = 1; row < 8; row++) {
      for (let i = 1; i < 4; i++) {
        const [a, b] = [data[row * 4 + i] * data[0], data[row * 4] * data[i]]
        // Four roundings of relative size 2^-24 at most, and the two of the products in float64.
        expect(Math.abs(a - b)).toBeLessThanOrEqual(2.01 * 2 ** -24 * (Math.abs(a) + Math.abs(b)))
      }
    }
  })

  it('nearTied rows differ by a few float32 steps in a few entries', () => {
    const data = sample(nearTied(1), 0, 50, 16)
    const bits = new Int32Array(data.buffer)
    let same = 0
    for (let i = 16; i < data.length; i++) {
      expect(Math.abs(bits[i] - bits[i - 16])).toBeLessThanOrEqual(6)
      if (bits[i] === bits[i - 16]) same++
    }
    expect(same).toBeGreaterThan(data.length / 4)
    expect(same).toBeLessThan(data.length - 16)
  })

  it('saturated scores range over tens', () => {
    const ranges = Array.from({ length: 500 }, (_, i) => {
      const item = caseAt(sequences({ tokens: 16, width: 8, from: saturated }), 'saturated', 1, i)
      const { q, k } = item.inputs
      const s = Array.from({ length: 16 }, (_, t) => {
        let sum = 0
        for (let c = 0; c < 8; c++) sum += q.data[c] * k.data[t * 8 + c]
        return sum
      })
      return Math.max(...s) - Math.min(...s)
    }).sort((a, b) => a - b)
    expect(ranges[250]).toBeGreaterThan(30)
    expect(ranges[250]).toBeLessThan(100)
  })

  it('permutationMatrix has a single 1 in each row and column', () => {
    for (let index = 0; index < 100; index++) {
      const data = sample(permutationMatrix, index, 7, 7)
      for (let i = 0; i < 7; i++) {
        const row = data.slice(7 * i, 7 * i + 7)
        const column = data.filter((_, at) => at % 7 === i)
        for (const line of [row, column]) expect([...line].sort()).toEqual([0, 0, 0, 0, 0, 0, 1])
      }
    }
    expect(() => sample(permutationMatrix, 0, 2, 3)).toThrow(/square/)
  })

  it('properPermutation is any permutation but the identity', () => {
    const seen = new Set(Array.from({ length: 200 }, (_, i) => sample(properPermutation, i, 3, 3).join('')))
    expect(seen.size).toBe(5)
    expect(seen).not.toContain('100010001')
    expect(() => sample(properPermutation, 0, 1, 1)).toThrow(/two rows/)
  })

  it('twoLevel has two rows, each at least once, in any number and order', () => {
    const patterns = new Set<string>()
    for (let index = 0; index < 400; index++) {
      const data = sample(twoLevel(1), index, 4, 3)
      const rows = Array.from({ length: 4 }, (_, i) => data.slice(3 * i, 3 * i + 3).join(' '))
      expect(new Set(rows).size).toBe(2)
      patterns.add(rows.map((row) => Number(row === rows[0])).join(''))
    }
    expect(patterns.size).toBe(7)
  })

  it.each([0, -1, NaN, Infinity, 1e16])('refuses the scale %s', (scale) => {
    for (const family of [
      gaussian,
      heavyTailed,
      collinear,
      nearTied,
      twoLevel,
      (s: number) => lowRank(1, s),
    ]) {
      expect(() => family(scale)).toThrow(/scale of .* from 1e-15 to/)
    }
  })

  it('refuses senseless limits', () => {
    for (const limit of [0, 1.5, 2 ** 25]) expect(() => lattice(limit)).toThrow(RangeError)
    for (const rank of [0, 1.5]) expect(() => lowRank(rank, 1)).toThrow(RangeError)
    expect(() => uniform(1, 1)).toThrow(/lo < hi/)
  })
})

describe('mixtures', () => {
  it('draws its members in proportion to their weights, through other mixtures', () => {
    const mixed = mixture([3, signs], [1, mixture([1, lattice(1)], [1, saturated])])
    expect(mixed.parts!.map(({ share, distribution }) => [distribution.name, share])).toEqual([
      ['signs ±1', 0.75],
      ['lattice ±1', 0.125],
      ['saturated', 0.125],
    ])
    const inputs = sequences({ tokens: 1, width: 1, from: mixed })
    const cases = 100_000
    let plain = 0
    for (let i = 0; i < cases; i++) if (caseAt(inputs, 'mixture', 1, i).distribution === signs.name) plain++
    // Hoeffding, at confidence 1 - 1e-9.
    expect(Math.abs(plain / cases - 0.75)).toBeLessThan(Math.sqrt(Math.log(2e9) / (2 * cases)))
  })

  it('needs members of positive weight', () => {
    expect(() => mixture()).toThrow(RangeError)
    for (const weight of [0, -1, NaN, Infinity]) expect(() => mixture([weight, signs])).toThrow(/weight/)
  })

  it('spread gives half of its weight to gaussians', () => {
    const share = spread.parts!.filter(({ distribution }) => distribution.name.startsWith('gaussian'))
    expect(share.reduce((sum, part) => sum + part.share, 0)).toBe(0.5)
  })

  // fc.float draws bit patterns: 86 % of its numbers in [-4, 4] are below 1e-3 in size.
  it('spread is not made of tiny numbers', () => {
    const cases = 100_000
    const inputs = sequences({ tokens: 1, width: 1 })
    let tiny = 0
    for (let i = 0; i < cases; i++) if (Math.abs(caseAt(inputs, 'tiny', 1, i).inputs.q.data[0]) < 1e-3) tiny++
    // Hoeffding: an upper limit of the share, at confidence 1 - 1e-9.
    expect(tiny / cases + Math.sqrt(Math.log(1e9) / (2 * cases))).toBeLessThan(0.03)
  })
})
