import { describe, expect, test } from 'vitest'
import { Draws } from '../../../generate/draws.ts'
import { varyingIn } from '../../../program/dependence.ts'
import { recordFormula, type Formula } from '../../../program/formula.ts'
import type { Real } from '../../../program/real.ts'
import type { Recorder } from '../../../program/recorder.ts'
import { sizeOf } from '../../../program/shape.ts'
import { BINARY, UNARY } from '../../../program/step.ts'
import type { Batch } from '../../batch.ts'
import { CASES } from '../../contract-cases.fixture.ts'
import { evaluate, inputsOf } from '../evaluate.ts'
import { CompiledProgram } from './compiled-program.ts'

/** Subnormal, huge, whole, equal, and ordinary numbers. */
function numberFrom(draws: Draws): number {
  switch (draws.below(8)) {
    case 0:
      return draws.sign() * 2 ** -149 * draws.below(2 ** 10)
    case 1:
      return draws.sign() * 2 ** (draws.uniform() * 127)
    case 2:
      return draws.sign() * 2 ** -(draws.uniform() * 126)
    case 3:
      return 1 + draws.normal() * 2 ** -draws.below(23)
    case 4:
    case 5:
      return draws.below(5) - 2
    default:
      return draws.normal()
  }
}

function batchFor({ steps }: Formula, lanes: number, seed: number): Batch {
  const draws = new Draws({ nextInt: () => seed })
  const inputs = steps.flatMap((step) => (step.op === 'input' ? [step] : []))
  return {
    lanes,
    names: inputs.map(({ name }) => name),
    shapes: Object.fromEntries(inputs.map(({ name, shape }) => [name, shape])),
    data: Object.fromEntries(
      inputs.map(({ name, shape }) => [
        name,
        Float32Array.from({ length: lanes * sizeOf(shape) }, () =>
          name === 'p' ? Math.abs(numberFrom(draws)) : numberFrom(draws),
        ),
      ]),
    ),
  }
}

/**
 * Demands that the code gives the plain loops' endpoints of every value, in each lane that it takes.
 *
 * @returns the share of the lanes that it takes; undefined where there is no code
 */
function takes(formula: Formula, batch: Batch): number | undefined {
  const varying = varyingIn(formula.steps)
  const outputs = [...formula.steps.keys()].filter((value) => varying.has(value))
  const code = CompiledProgram.of(formula.steps, [], outputs)
  if (!code) return undefined
  const found = code.evaluate(batch)
  const plain = evaluate(formula.steps, inputsOf(batch))
  const skipped = new Set(found.irregular)
  outputs.forEach((value, i) => {
    const size = sizeOf(formula.steps[value].shape)
    for (let lane = 0; lane < batch.lanes; lane++) {
      if (skipped.has(lane)) continue
      for (let at = lane * size; at < (lane + 1) * size; at++) {
        const same =
          plain[value].lo[at] === found.outputs[i].lo[at] && plain[value].hi[at] === found.outputs[i].hi[at]
        if (!same)
          expect.fail(
            `${formula.steps[value].op}, value ${value}, lane ${lane}, entry ${at - lane * size}: ` +
              `[${plain[value].lo[at]}, ${plain[value].hi[at]}], and the code has ` +
              `[${found.outputs[i].lo[at]}, ${found.outputs[i].hi[at]}]`,
          )
      }
    }
  })
  return 1 - skipped.size / batch.lanes
}

describe.each(Object.entries(CASES))('code for %s', (op, cases) => {
  test.each(Object.entries(cases))('%s: the endpoints of the plain loops', (_, { shapes, of }) => {
    const formula = recordFormula(shapes, of)
    const empty = formula.steps.some(({ shape }) => sizeOf(shape) === 0)
    const share = takes(formula, batchFor(formula, 301, 7))
    if (empty || !varyingIn(formula.steps).has(formula.value)) expect(share).toBeUndefined()
    // Where logarithms and divisors meet zero there is nothing to compare, and exp overflows for half of the huge ones.
    else expect(share, op).toBeGreaterThan(0.4)
  })
})

/** From -1 to 1, as an enclosure that is the same in each case. */
const unsure = (x: Recorder): Real => x.rational(1, 3).mul(1e20).sin()

const LANES = 50_000

describe('code for intervals of any width', () => {
  const between = ({ a, b }: Record<string, Real>, x: Recorder): Real => a.add(b.mul(unsure(x)))
  const shapes = { a: [], b: [], c: [], d: [] }

  test.each(UNARY)('%s', (op) => {
    const formula = recordFormula({ a: [], b: [] }, (inputs, x) => between(inputs, x)[op]())
    expect(takes(formula, batchFor(formula, LANES, 11))).toBeGreaterThan(0.1)
  })

  test.each(BINARY)('%s', (op) => {
    const formula = recordFormula(shapes, ({ a, b, c, d }, x) =>
      between({ a, b }, x)[op](between({ a: c, b: d }, x)),
    )
    expect(takes(formula, batchFor(formula, LANES, 12))).toBeGreaterThan(0.1)
  })
})

test('e^x has the bits of Math.exp', () => {
  const formula = recordFormula({ a: [], b: [] }, ({ a, b }) => a.mul(b).exp())
  const draws = new Draws({ nextInt: () => 5 })
  const numbers = (of: () => number) => Float32Array.from({ length: 400_000 }, of)
  const data = {
    a: numbers(() => draws.normal() * 2 ** (draws.uniform() * 40 - 30)),
    b: numbers(() => [1, 0.7, 1.1, 3.3, 1e-3][draws.below(5)]),
  }
  for (const [i, x] of [
    1, 0, 709.7827, 709.78284, -745.13318, -745.13324, -708.4, 0.34657359, 1.0397, 2e-9,
  ].entries())
    [data.a[i], data.b[i]] = [x, 1]
  expect(
    takes(formula, { lanes: 400_000, names: ['a', 'b'], shapes: { a: [], b: [] }, data }),
  ).toBeGreaterThan(0.9)
})

const repeated = (times: number, of: (x: Real) => Real, a: Real): Real =>
  Array.from({ length: times }).reduce<Real>(of, a)

test.each<[string, number, (a: Real) => Real]>([
  ['more steps than code is made for', 1, (a) => repeated(1001, (x) => x.neg(), a)],
  [
    'more variables than a function can have',
    1,
    (a) => repeated(900, (x) => x.matMul(a.reshape([1, 1])), a.reshape([1, 1])),
  ],
  ['more numbers than have room in memory', 2 ** 22, (a) => a.exp()],
])('a program with %s is left to the plain loops', (_, extent, of) => {
  const formula = recordFormula({ a: [extent] }, ({ a }) => of(a))
  expect(CompiledProgram.of(formula.steps, [], [formula.value])).toBeUndefined()
})

test('a program of more statements than a call takes arguments is compiled, or left to the plain loops', () => {
  const entries = Array.from({ length: 2 ** 17 }, (_, i) => i % 2)
  const formula = recordFormula({ a: [2] }, ({ a }) => a.gather(entries))
  expect(() => CompiledProgram.of(formula.steps, [], [formula.value])).not.toThrow()
})
