import { expect, test } from 'vitest'
import { Recipe } from '../../engine/precision/recipe.ts'
import { IEEE_FLOAT32 } from './error-limits.ts'
import { BELOW_PI } from '../../engine/profile.ts'
import { WGSL } from '../../engine/webgpu/stated.ts'
import { LaneBound } from './lane-bound.ts'
import { StaticRules } from './static-rules.ts'
import { argument, FUNCTIONS, LIMITS, worstOf, type FunctionName } from './worst-functions.fixture.ts'

const NAMES = Object.keys(FUNCTIONS) as FunctionName[]

function lane(lo: number, hi = lo, rel = 0, abs = 0): LaneBound {
  const out = new LaneBound(1)
  out.set(0, lo, hi, rel, abs)
  return out
}

test.each(NAMES.flatMap((name) => Object.keys(LIMITS).map((engine) => ({ name, engine }))))(
  'the worst $name of $engine stays in its range and within its bound',
  ({ name, engine }) => {
    const limits = LIMITS[engine]
    const rules = new StaticRules(limits)
    const recipe = new Recipe(1)
    const one = <T>(choices: readonly T[]): T => choices[Math.floor(recipe.unit() * choices.length)]
    let bounded = 0
    const escapes: string[] = []
    for (let i = 0; i < 20_000; i++) {
      const ends = [argument(recipe), argument(recipe)]
      if (recipe.unit() < 0.5) ends[1] = Math.fround(ends[0] * (1 + 2 ** -4 * recipe.unit()))
      const [lo, hi] = [Math.min(...ends), Math.max(...ends)]
      const [rel, abs] = [one([0, 2 ** -22, 2 ** -4, 1, 1.5, 3]), one([0, 2 ** -130, 2 ** -22, 2 ** -3, 4])]
      const out = rules[name](lane(lo, hi, rel, abs))
      const between = Math.max(lo, Math.min(hi, Math.fround(lo + recipe.unit() * (hi - lo))))
      for (const computed of [lo, hi, between]) {
        if (name !== 'tanh' && Math.abs(computed) > limits.trigonometric.upTo) continue
        const result = worstOf(name, limits, computed, recipe)
        const allowed = rel * Math.abs(computed) + abs
        const argumentMeant = computed + one([-1, 0, 1, recipe.unit()]) * allowed
        if (Math.abs(argumentMeant - computed) > allowed) continue
        const error = Math.abs(result - FUNCTIONS[name](argumentMeant))
        if (out.error(0) < 2) bounded++
        if (result >= out.lo[0] && result <= out.hi[0] && error <= out.rel[0] * Math.abs(result) + out.abs[0])
          continue
        escapes.push(`of ${argumentMeant}, computed ${computed} in [${lo}, ${hi}], ${rel}, ${abs}: ${result}`)
      }
    }
    expect(escapes).toEqual([])
    // A bound that says nothing would hold as well.
    expect(bounded).toBeGreaterThan(2000)
  },
)

test('ranges follow the functions where these rise or fall, and have their signs', () => {
  const rules = new StaticRules(IEEE_FLOAT32)
  const range = (name: FunctionName, lo: number, hi: number) => {
    const { lo: least, hi: most } = rules[name](lane(lo, hi))
    return [least[0], most[0]]
  }
  for (const [name, lo, hi, least, most] of [
    ['tanh', 0, 2, 0, Math.tanh(2)],
    ['tanh', -3, -1, Math.tanh(-3), Math.tanh(-1)],
    ['sin', -1.5, 1, Math.sin(-1.5), Math.sin(1)],
    ['sin', 1, 2, -1, 1],
    ['cos', -1, 0.5, Math.cos(1), 1],
    ['cos', 2, 3, Math.cos(3), Math.cos(2)],
    ['cos', 2, 4, -1, 1],
  ] as const) {
    // Four relative errors of tanh, or four absolute ones of sin and cos; what is flushed is below a float64 ulp of these.
    const error = 2 * 2 ** -23
    const widening = (end: number) =>
      name === 'tanh' ? Math.abs(end) * 4 * (error / (1 - error)) : 4 * 2 ** -22
    expect(range(name, lo, hi)).toEqual([least - widening(least), most + widening(most)])
  }
})

test('a relative error stays one in tanh, as small as the argument is', () => {
  const out = new StaticRules(IEEE_FLOAT32).tanh(lane(2 ** -60, 2 ** -50, 2 ** -20))
  expect(out.rel[0]).toBeLessThan(2 ** -19)
  expect(out.abs[0]).toBeLessThan(2 ** -120)
})

test('nothing is known of arguments that are too large, or not numbers', () => {
  const beyond = Math.fround(BELOW_PI + 2 ** -22)
  for (const [rules, name, size] of [
    [new StaticRules(WGSL), 'sin', beyond],
    [new StaticRules(WGSL), 'cos', -beyond],
    [new StaticRules(WGSL, true), 'tanh', 3e38],
    [new StaticRules({ ...IEEE_FLOAT32, trigonometric: { absolute: 1, upTo: 64 } }), 'sin', 0],
    [new StaticRules({ ...IEEE_FLOAT32, ulps: { ...IEEE_FLOAT32.ulps, tanh: 2 ** 23 } }), 'tanh', 1],
    ...NAMES.flatMap((each) =>
      [NaN, Infinity].map((bad) => [new StaticRules(IEEE_FLOAT32), each, bad] as const),
    ),
  ] as const) {
    const out = rules[name](lane(size))
    expect(out.isFinite(0), `${name} of ${size}`).toBe(false)
    expect(out.error(0)).not.toBeLessThan(Infinity)
  }
  // Infinite is also the error of a lane of which nothing is known.
  for (const name of NAMES)
    expect(new StaticRules(IEEE_FLOAT32)[name](lane(0, 1, Infinity, Infinity)).error(0)).toBe(Infinity)
})
