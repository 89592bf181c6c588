import { describe, expect, test } from 'vitest'
import { IntervalField } from '../interval-field.ts'
import { generator, nearQuarterTurns, quarterTurns } from '../../interval/reference-arithmetic.fixture.ts'
import { openMpfr } from './open-mpfr.ts'

const opened = await openMpfr()
const mpfr = 'reason' in opened ? undefined : opened

describe.runIf(mpfr)('sin, cos and tanh of MPFR', () => {
  const [field, truth] = [mpfr!.field(128), mpfr!.field(192)]
  const float64 = new IntervalField()

  test.each(['sin', 'cos', 'tanh'] as const)(
    '%s over an interval contains it inside, and lies in what float64 knows',
    (name) => {
      const next = generator(9)
      const unit = (): number => next() / 2 ** 32
      const hard = nearQuarterTurns().filter((x) => x < 2 ** 56)
      let turned = 0
      for (let i = 0; i < 20_000; i++) {
        const sign = next() & 64 ? 1 : -1
        const lo = sign * (next() % 4 ? unit() * 2 ** (next() % 56) : hard[next() % hard.length])
        const hi = lo + 7 * unit() ** 3
        const found = field[name](field.between(lo, hi))!
        for (const x of [lo, Math.min(hi, lo + (hi - lo) * unit()), hi])
          if (!field.contains(found, truth[name](truth.exact(x))!))
            expect.fail(`${name}(${x}) of [${lo}, ${hi}]`)
        const [low, high] = field.enclosure(found)
        const outer = float64[name]({ lo, hi })!
        expect(outer.lo <= low && high <= outer.hi, `${name} over [${lo}, ${hi}]`).toBe(true)
        const [first, last] = [quarterTurns(lo), quarterTurns(hi)]
        if (name !== 'tanh' && last - first >= 4n) {
          expect([low, high]).toEqual([-1, 1])
          turned++
        }
        field.release()
        truth.release()
      }
      expect(name === 'tanh' || turned > 500).toBe(true)
    },
  )

  test.each(['mul', 'div'] as const)('%s of ends of all signs contains what lies inside', (name) => {
    const next = generator(13)
    const end = (): number => (next() % 5 === 0 ? 0 : (next() / 2 ** 31 - 1) * 2 ** ((next() % 9) - 4))
    const between = ([lo, hi]: readonly number[]): number => lo + (hi - lo) * (next() / 2 ** 32)
    let found = 0
    for (let i = 0; i < 5000; i++) {
      const [a, b] = [0, 1].map(() => [end(), next() % 3 === 0 ? undefined : end()])
      const [p, q] = [a, b].map(([x, y = x]) => [Math.min(x!, y!), Math.max(x!, y!)] as const)
      const enclosure = field[name](field.between(...p), field.between(...q))
      const [low, high] = enclosure ? field.enclosure(enclosure) : [NaN, NaN]
      const outer = float64[name]({ lo: p[0], hi: p[1] }, { lo: q[0], hi: q[1] })
      expect(enclosure === undefined, `${name} of ${p.join()} and ${q.join()}`).toBe(outer === undefined)
      if (!enclosure || !outer) continue
      found++
      const ends = p.flatMap((x) => q.map((y) => [x, y]))
      for (const [x, y] of [...ends, [between(p), between(q)]]) {
        const inside = truth[name](truth.exact(x), truth.exact(y))!
        if (!field.contains(enclosure, inside)) expect.fail(`${name}(${x}, ${y})`)
        expect(outer.lo <= low && high <= outer.hi).toBe(true)
      }
      field.release()
      truth.release()
    }
    expect(found).toBeGreaterThan(2000)
  })

  test('is exact at 0, and known of the largest and the smallest float64', () => {
    for (const zero of [0, -0]) {
      expect(field.enclosure(field.sin(field.exact(zero))!).map(Math.abs)).toEqual([0, 0])
      expect(field.enclosure(field.tanh(field.exact(zero))!).map(Math.abs)).toEqual([0, 0])
      expect(field.enclosure(field.cos(field.exact(zero))!)).toEqual([1, 1])
    }
    for (const name of ['sin', 'cos', 'tanh'] as const)
      for (const x of [Number.MAX_VALUE, 5e-324, -5e-324, -Number.MAX_VALUE]) {
        const [lo, hi] = field.enclosure(field[name](field.exact(x))!)
        expect(-1 <= lo && lo <= hi && hi <= 1 && hi - lo <= 2 ** -52).toBe(true)
      }
  })

  test('is only known to lie in [-1, 1] beyond float64, where π would take millions of places', () => {
    let huge = field.exact(2)
    for (let i = 0; i < 26; i++) huge = field.square(huge)!
    for (const name of ['sin', 'cos'] as const) {
      expect(field.enclosure(field[name](huge)!)).toEqual([-1, 1])
      expect(field.enclosure(field[name](field.neg(huge))!)).toEqual([-1, 1])
      expect(field.enclosure(field[name]({ lo: field.exact(0).lo, hi: huge.hi })!)).toEqual([-1, 1])
    }
    expect(field.enclosure(field.tanh(huge)!)[1]).toBe(1)
    field.release()
  })
})
