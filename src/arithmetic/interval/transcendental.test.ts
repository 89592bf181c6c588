import { describe, expect, it } from 'vitest'
import { openMpfr } from '../scalar/mpfr/open-mpfr.ts'
import {
  dyadic,
  expLimits,
  generator,
  nearQuarterTurns,
  nextFloat,
  order,
  quarterTurns,
  stepsBetween,
  wildNumbers,
} from './reference-arithmetic.fixture.ts'
import * as t from './transcendental.ts'

const opened = await openMpfr()
const mpfr = 'reason' in opened ? undefined : opened

describe('limits of e^x and log x', () => {
  it('enclose them, within a few float64 numbers', () => {
    const wild = wildNumbers(3)
    let missed = 0
    let loose = 0
    for (let i = 0; i < 12_000; i++) {
      const x = wild() % 760
      const [below, above] = expLimits(x)
      const lo = t.expDown(x)
      const hi = t.expUp(x)
      if (Number.isFinite(lo) && order(dyadic(lo), above) > 0) missed++
      if (Number.isFinite(hi) && order(dyadic(hi), below) < 0) missed++
      if (Number.isFinite(lo) && Number.isFinite(hi) && stepsBetween(lo, hi) > 8) loose++

      const y = Math.abs(wild())
      if (y === 0) continue
      const left = t.logDown(y)
      const right = t.logUp(y)
      if (order(expLimits(left)[0], dyadic(y)) > 0) missed++
      if (order(expLimits(right)[1], dyadic(y)) < 0) missed++
      if (stepsBetween(left, right) > 8) loose++
    }
    expect(missed).toBe(0)
    expect(loose).toBe(0)
  })

  it('keep the exact values', () => {
    expect([t.expDown(0), t.expUp(0), t.logDown(1), t.logUp(1)]).toEqual([1, 1, 0, 0])
    expect(t.expUp(-1e-300)).toBe(1)
    expect(t.expDown(1e-300)).toBe(1)
    expect(t.expDown(-1e6)).toBe(0)
    expect(t.expUp(-1e6)).toBeGreaterThan(0)
    expect(t.expUp(1e6)).toBe(Infinity)
    expect(t.expDown(1e6)).toBeNaN()
  })
})

const FUNCTIONS = [
  { name: 'sin', below: t.sinDown, above: t.sinUp, steps: 4 },
  { name: 'cos', below: t.cosDown, above: t.cosUp, steps: 4 },
  { name: 'tanh', below: t.tanhDown, above: (lo: number, hi = lo) => t.tanhUp(hi), steps: 11 },
] as const
const [SIN, COS, TANH] = FUNCTIONS

describe.runIf(mpfr)('limits of sin x, cos x and tanh x', () => {
  const field = mpfr!.field(128)
  const truth = (name: 'sin' | 'cos' | 'tanh', x: number): readonly [number, number] => {
    const limits = field.enclosure(field[name](field.exact(x))!)
    field.release()
    return limits
  }

  it.each(FUNCTIONS)(
    'enclose $name x at any x, within a few float64 numbers',
    ({ name, below, above, steps }) => {
      const hard = nearQuarterTurns()
      expect(hard.length).toBeGreaterThan(7000)
      let widest = 0
      for (const size of [...hard, ...Array.from({ length: 100_000 }, wildNumbers(6))])
        for (const x of [size, -size]) {
          const [lo, hi] = truth(name, x)
          if (!(below(x) <= lo && above(x) >= hi))
            expect.fail(`${name}(${x}) is not in [${below(x)}, ${above(x)}]`)
          widest = Math.max(widest, stepsBetween(below(x), above(x)))
        }
      expect(widest).toBeLessThanOrEqual(steps)
    },
  )

  it.each([
    { ...SIN, top: 1n },
    { ...COS, top: 0n },
  ])(
    'enclose $name over an interval, and reach the extrema that are in it',
    ({ name, below, above, top, steps }) => {
      const seen = { top: 0, bottom: 0, neither: 0 }
      const next = generator(8)
      const unit = (): number => next() / 2 ** 32
      const hard = nearQuarterTurns().filter((x) => x < 2 ** 56)
      for (let i = 0; i < 100_000; i++) {
        const sign = next() & 64 ? 1 : -1
        const lo = sign * (next() % 4 ? unit() * 2 ** (next() % 56) : hard[next() % hard.length])
        const hi = next() & 64 ? lo + 7 * unit() ** 3 : stepsAbove(lo, next() % 9)
        const [low, high] = [below(lo, hi), above(lo, hi)]
        const [start, end] = [truth(name, lo), truth(name, hi)]
        const [most, least] = [Math.max(start[1], end[1]), Math.min(start[0], end[0])]
        const [first, last] = [quarterTurns(lo), quarterTurns(hi)]
        const hasTop = passes(first, last, top)
        const hasBottom = passes(first, last, top + 2n)
        // Where it turns elsewhere is not always known of intervals about as long as π or 2π.
        const close = [3.14, 6.28].every((length) => hi - lo < length || hi - lo > length + 0.01)
        const found =
          (hasTop ? high === 1 : high >= most && !(close && stepsBetween(most, high) > steps)) &&
          (hasBottom ? low === -1 : low <= least && !(close && stepsBetween(low, least) > steps))
        if (!found) expect.fail(`${name} over [${lo}, ${hi}] is not [${low}, ${high}]`)
        seen[hasTop ? 'top' : hasBottom ? 'bottom' : 'neither']++
      }
      for (const count of Object.values(seen)) expect(count).toBeGreaterThan(5000)
    },
  )
})

/** Whether from so many multiples of π/2 to so many one is passed that is `turn` modulo 4. */
const passes = (first: bigint, last: bigint, turn: bigint): boolean =>
  last - first >= 4n || BigInt.asUintN(2, turn - first - 1n) < last - first

function stepsAbove(x: number, steps: number): number {
  for (; steps > 0; steps--) x = nextFloat(x)
  return x
}

describe('limits of sin x, cos x and tanh x', () => {
  it('keep the exact values, the signs and the extrema', () => {
    for (const { below, above } of [SIN, TANH]) {
      for (const x of [0, -0]) expect(below(x) === 0 && above(x) === 0).toBe(true)
      expect(below(5e-324) === 0 && above(5e-324) === 5e-324).toBe(true)
      expect(below(-5e-324) === -5e-324 && above(-5e-324) === 0).toBe(true)
    }
    for (const x of [0, -0]) expect([t.cosDown(x), t.cosUp(x)]).toEqual([1, 1])
    expect([t.cosUp(5e-324), t.sinUp(Math.PI / 2), t.sinDown(-Math.PI / 2), t.cosDown(Math.PI)]).toEqual([
      1, 1, -1, -1,
    ])
    expect([t.tanhUp(1e308), t.tanhDown(-1e308)]).toEqual([1, -1])
    expect(t.tanhDown(1e308)).toBeGreaterThanOrEqual(1 - 2 ** -52)
  })

  it('keep the extremum of an end', () => {
    expect([t.cosUp(0, 1), t.cosUp(-1, 0), t.cosDown(0, 4), t.cosDown(-4, 0)]).toEqual([1, 1, -1, -1])
    expect(t.cosDown(0, 1)).toBe(t.cosDown(1))
    expect(t.cosDown(-1, 0)).toBe(t.cosDown(1))
  })

  it('know nothing of "anything", and only the range of what is endless', () => {
    for (const { below, above } of FUNCTIONS) {
      expect([below(NaN), above(NaN), below(NaN, NaN), above(NaN, NaN)]).toEqual([NaN, NaN, NaN, NaN])
      expect([below(-Infinity, Infinity), above(-Infinity, Infinity)]).toEqual([-1, 1])
    }
    for (const { below, above } of [SIN, COS])
      expect([below(1, Infinity), above(1, Infinity)]).toEqual([-1, 1])
  })
})
