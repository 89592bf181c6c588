import { expect, test } from 'vitest'
import { Draws } from '../../../generate/draws.ts'
import type { Program } from '../../../program/program.ts'
import type { Proposition } from '../../../program/proposition.ts'
import type { Real } from '../../../program/real.ts'
import { recordSentence } from '../../../program/formula.ts'
import { atomsOf, type Statement } from '../../../program/statement.ts'
import { Truth } from '../../../program/truth.ts'
import type { Batch } from '../../batch.ts'
import { undefinedPrograms } from '../../undefined-programs.fixture.ts'
import { foundPlainly } from '../found-in-lanes.ts'
import { CompiledProgram } from './compiled-program.ts'
import { foundByCode } from './found-by-code.ts'
import { OPEN } from './order-code.ts'

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
    const where = JSON.stringify([program, atom, batch.names.map((name) => [...batch.data[name]])])
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

/** Keys of which some are equal, and some only have the same score: their numbers stand in another order. */
function tiedKeys(draws: Draws, whole: boolean): Batch {
  const number = () => (whole ? draws.below(5) - 2 : draws.normal())
  const [q, k] = [new Float32Array(2 * 2 * LANES), new Float32Array(2 * 5 * LANES)]
  for (let lane = 0; lane < LANES; lane++) {
    // Alike in both places, so that it does not matter to the first query in which a key has its numbers.
    q.fill(number(), 4 * lane, 4 * lane + 2)
    for (let i = 4 * lane + 2; i < 4 * lane + 4; i++) q[i] = number()
    for (let i = 10 * lane; i < 10 * lane + 10; i++) k[i] = number()
    if (draws.below(3) > 0) k.copyWithin(10 * lane + 4, 10 * lane, 10 * lane + 2)
    if (draws.below(3) > 0) k.set([k[10 * lane + 3], k[10 * lane + 2]], 10 * lane + 6)
  }
  return { lanes: LANES, names: ['q', 'k'], shapes: { q: [2, 2], k: [5, 2] }, data: { q, k } }
}

test('twins in a row are known to the code: of whole numbers, of equal columns, and of what follows from them', () => {
  const draws = new Draws({ nextInt: () => 4 })
  const shapes = { q: [2, 2], k: [5, 2] }
  const left = new Map<string, number>()
  const row = [0, 1e-9, 0, 0, 0]
  for (let round = 0; round < 60; round++) {
    const batch = tiedKeys(draws, round % 2 === 0)
    for (const [name, order] of Object.entries({
      weights: recordSentence(shapes, ({ q, k }) => {
        const scores = q.matMul(k.transpose())
        const terms = scores.belowMax(-1).exp()
        return scores.sameOrder(terms.div(terms.sum(-1, true)))
      }),
      'of both': recordSentence(shapes, ({ q, k }) => {
        const scores = q.matMul(k.transpose())
        return scores.sameOrder(scores.add(scores.exp().mul(scores.max(-1, true))).tanh())
      }),
      'with numbers of a row': recordSentence(shapes, ({ q, k }, x) => {
        const scores = q.matMul(k.transpose())
        return scores.sameOrder(scores.exp().add(x.constant(row, [1, 5])))
      }),
      'of other scores': recordSentence(shapes, ({ q, k }) =>
        q.matMul(k.transpose()).sameOrder(q.exp().matMul(k.transpose())),
      ),
      'below the largest of a column': recordSentence(shapes, ({ q, k }) => {
        const scores = q.matMul(k.transpose())
        return scores.sameOrder(scores.belowMax(0).exp())
      }),
    })) {
      const program = programOf(order.steps, order.statement)
      compare(program, batch)
      const [atom] = atomsOf(program.claim)
      const { truth } = CompiledProgram.of(program.steps, [atom], [])!.evaluate(batch).judgements.get(atom)!
      const open = truth.filter((each) => each === OPEN).length
      left.set(name, (left.get(name) ?? 0) + open)
    }
  }
  // Left: scores that are alike though their columns are not, and what need not follow.
  const rows = 60 * 2 * LANES
  for (const name of ['weights', 'of both']) expect(left.get(name)).toBeLessThan(rows / 4)
  for (const name of ['with numbers of a row', 'of other scores', 'below the largest of a column'])
    expect(left.get(name), name).toBeGreaterThan(0)
})

const ALIKE: readonly (readonly [
  title: string,
  numbers: readonly number[],
  order: (a: Real) => Proposition,
])[] = [
  // So far below what is above them that it makes no difference to endpoints.
  ['other constants are subtracted', [-1e30, -1e30, 1, 2], (a) => a.sameOrder(a.belowMax(0))],
  ['one is exact', [1e-30, 0, 1e-30, 0], (a) => a.mul(0).sameOrder(a.exp().sub(1).relu())],
  [
    'other numbers are added',
    [1e-30, 2e-30, 3e-30, 4e-30],
    (a) => a.mul(0).exp().sameOrder(a.mul(0).exp().add(a)),
  ],
  ['numbers of another row', [1e-30, 1e-30, 2e-30, 7], (a) => a.sameOrder(a.exp().transpose())],
]
test.each(ALIKE)('endpoints that are alike are no twins: %s', (_, numbers, order) => {
  const shapes = { a: [2, 2] }
  const { steps, statement } = recordSentence(shapes, ({ a }) => order(a))
  const data = { a: Float32Array.from({ length: 4 * LANES }, (__, i) => numbers[i % 4]) }
  const found = compare(programOf(steps, statement), { lanes: LANES, names: ['a'], shapes, data })
  expect([...found!.truths]).toContain(Truth.Undecided)
})

test('a program is compiled once plain loops have worked as long as that takes', () => {
  const { steps, statement } = recordSentence({ a: [2, 2], b: [2, 2] }, ({ a, b }) => a.matMul(b).less(1))
  const program = programOf(steps, statement)
  const batch = batchOf(new Draws({ nextInt: () => 1 }))
  const numbers = LANES * (4 + 4 + 8 + 1)
  expect(foundByCode(program, batch, 2 * numbers)).toBeUndefined()
  expect(foundByCode(program, batch, 2 * numbers)).toBeDefined()
})
