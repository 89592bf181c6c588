import { beforeAll, expect, test } from 'vitest'
import type { Engine } from '../../engine/engine.ts'
import { bitsOf, floatOf, Recipe } from '../../engine/precision/recipe.ts'
import { startEngine } from '../../engine/start.ts'
import { RunningRules } from './running-rules.ts'
import { argument, FUNCTIONS, LIMITS, worstOf, type FunctionName } from './worst-functions.fixture.ts'

const NAMES = Object.keys(FUNCTIONS) as FunctionName[]
const COUNT = 20_000

let engine: Engine
beforeAll(async () => void (engine = (await startEngine('cpu')).engine))

test.each(NAMES.flatMap((name) => Object.keys(LIMITS).map((limits) => ({ name, limits }))))(
  'the worst $name of $limits is within its running bound, or its lane is marked',
  ({ name, limits: which }) => {
    const limits = LIMITS[which]
    const recipe = new Recipe(2)
    const x = Float32Array.from({ length: COUNT }, () => argument(recipe))
    const errors = x.map(() => [0, 2 ** -22, 2 ** -4, 1][Math.floor(recipe.unit() * 4)])
    const values = x.map((each) => {
      const [exact, worst] = [FUNCTIONS[name](each), worstOf(name, limits, each, recipe)]
      const rounded = Math.fround(worst)
      // A kernel's error includes the rounding to float32.
      if (Math.abs(rounded - exact) <= Math.abs(worst - exact)) return rounded
      return floatOf(bitsOf(rounded) + (Math.abs(rounded) > Math.abs(exact) ? -1 : 1))
    })
    for (const uncertain of [false, true]) {
      const { bounds, marks } = running(limits, name, x, uncertain ? errors : undefined, values)
      let bounded = 0
      const escapes: string[] = []
      values.forEach((value, i) => {
        if (marks[i] === 1) return
        bounded++
        for (const side of [-1, 1]) {
          const truth = FUNCTIONS[name](x[i] + (uncertain ? side * errors[i] : 0))
          if (!(Math.abs(value - truth) <= bounds[i])) escapes.push(`of ${x[i]}: ${value} ± ${bounds[i]}`)
        }
      })
      expect(escapes).toEqual([])
      const beyond = x.filter((each) => Math.abs(each) > limits.trigonometric.upTo).length
      expect(bounded).toBe(name === 'tanh' ? COUNT : COUNT - beyond)
    }
  },
)

test('sin and cos without a limit mark every lane', () => {
  const limits = { ...LIMITS.IEEE, trigonometric: { absolute: 1, upTo: 64 } }
  const zero = new Float32Array(3)
  for (const name of ['sin', 'cos'] as const)
    expect(running(limits, name, zero, undefined, zero).marks).toEqual(zero.map(() => 1))
})

/** Bounds, and marks of lanes of one number each. */
function running(
  limits: (typeof LIMITS)[string],
  name: FunctionName,
  x: Float32Array,
  errors: Float32Array | undefined,
  values: Float32Array,
) {
  return engine.tf.tidy(() => {
    const column = (numbers: Float32Array) => engine.tf.tensor2d(numbers, [numbers.length, 1])
    const rules = new RunningRules({ ...engine, profile: { ...engine.profile, ...limits } })
    const a = { value: column(x), error: errors && column(errors) }
    const bounds = rules[name](a, column(values)).dataSync()
    const marks = new Float32Array(x.length)
    for (const flag of rules.flags)
      flag.dataSync().forEach((mark, i) => (marks[i] = Math.max(marks[i], mark)))
    return { bounds, marks }
  })
}
