import { expect, test } from 'vitest'
import { Draws } from '../../../generate/draws.ts'
import type { Program } from '../../../program/program.ts'
import { recordSentence } from '../../../program/formula.ts'
import { atomsOf, type Statement } from '../../../program/statement.ts'
import { Truth } from '../../../program/truth.ts'
import type { Batch } from '../../batch.ts'
import { undefinedPrograms } from '../../undefined-programs.fixture.ts'
import { foundPlainly } from '../found-in-lanes.ts'
import { foundByCode } from './found-by-code.ts'

const LANES = 9

/** Small whole numbers make ties; the others make enclosures. */
function batchOf(draws: Draws): Batch {
  const numbers = () =>
    Float32Array.from({ length: 4 * LANES }, () =>
      draws.below(2) === 0 ? draws.below(5) - 2 : draws.normal(),
    )
  const data = { a: numbers(), b: numbers() }
  data.a[draws.below(4 * LANES)] = [NaN, Infinity, 1e38, 1e-45][draws.below(4)]
  return { lanes: LANES, names: ['a', 'b'], shapes: { a: [2, 2], b: [2, 2] }, data }
}

const programOf = (steps: Program['steps'], claim: Statement, observed?: number): Program => ({
  steps,
  hypotheses: [],
  claim,
  existential: false,
  obstruction: undefined,
  regions: [],
  observed,
})

/** What was found by both, of every atom and of what is observed. */
function compare(program: Program, batch: Batch): { atoms: string[]; truths: Set<number> } | undefined {
  const found = foundByCode(program, batch, 0)
  if (!found) return undefined
  const plain = foundPlainly(program, batch)
  const truths = new Set<number>()
  const atoms = [...atomsOf(program.claim)]
  for (const atom of atoms) {
    const [a, b] = [found.judge(atom), plain.judge(atom)]
    const where = JSON.stringify([program, atom, Array.from(batch.data.a), Array.from(batch.data.b)])
    expect({ ...a, margin: plainZeros(a.margin), bound: plainZeros(a.bound) }, where).toEqual({
      ...b,
      margin: plainZeros(b.margin),
      bound: plainZeros(b.bound),
    })
    a.truth.forEach((truth) => truths.add(truth))
  }
  for (const end of ['lo', 'hi'] as const)
    expect(found.observed && plainZeros(found.observed[end])).toEqual(
      plain.observed && plainZeros(plain.observed[end]),
    )
  return { atoms: atoms.map(([name]) => name), truths }
}

/** Both zeros are one number. */
const plainZeros = (numbers: Float64Array): Float64Array => numbers.map((x) => x + 0)

test('the code says of random programs what the plain loops say', () => {
  const draws = new Draws({ nextInt: () => 2121 })
  const seen = { compared: 0, atoms: new Set<string>(), truths: new Set<number>() }
  for (const { steps, statement } of undefinedPrograms(400, 2121)) {
    const observed = steps.findLastIndex(({ shape, op }) => shape.length === 0 && op !== 'constant')
    const program = programOf(steps, statement, observed < 0 ? undefined : observed)
    const found = compare(program, batchOf(draws))
    if (!found) continue
    seen.compared++
    found.atoms.forEach((atom) => seen.atoms.add(atom))
    found.truths.forEach((truth) => seen.truths.add(truth))
  }
  expect(seen.compared).toBeGreaterThan(200)
  expect([...seen.atoms].sort()).toEqual(
    ['atMost', 'equal', 'less', 'rankAtLeast', 'rankAtMost', 'rankAtMostThatOf', 'sameOrder'].sort(),
  )
  expect([...seen.truths].sort()).toEqual(Object.values(Truth).sort())
})

test('rows are ordered alike, with ties, with steps that are not certain, and against the order', () => {
  const shapes = { a: [3, 7], b: [3, 7] }
  const draws = new Draws({ nextInt: () => 3 })
  const size = 21 * LANES
  for (let round = 0; round < 40; round++) {
    const a = Float32Array.from({ length: size }, () => (round % 2 === 0 ? draws.normal() : draws.below(4)))
    const b = a.map((x) => (round % 3 === 0 ? x : x + (draws.below(50) === 0 ? draws.normal() : 0)))
    for (const order of [
      recordSentence(shapes, (inputs) => inputs.a.sameOrder(inputs.b)),
      recordSentence(shapes, (inputs) => inputs.a.mul(30).sameOrder(inputs.b.exp())),
      recordSentence(shapes, (inputs, x) => inputs.a.exp().sameOrder(inputs.b.mul(x.rational(1, 3)))),
      recordSentence(shapes, (inputs) => inputs.a.transpose().sameOrder(inputs.b.neg().transpose())),
    ])
      compare(programOf(order.steps, order.statement), {
        lanes: LANES,
        names: ['a', 'b'],
        shapes,
        data: { a, b },
      })
  }
})

test('a program is compiled once plain loops have worked as long as that takes', () => {
  const { steps, statement } = recordSentence({ a: [2, 2], b: [2, 2] }, ({ a, b }) => a.matMul(b).less(1))
  const program = programOf(steps, statement)
  const batch = batchOf(new Draws({ nextInt: () => 1 }))
  const numbers = LANES * (4 + 4 + 8 + 1)
  expect(foundByCode(program, batch, 2 * numbers)).toBeUndefined()
  expect(foundByCode(program, batch, 2 * numbers)).toBeDefined()
})
