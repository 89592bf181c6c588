import { expect, test } from 'vitest'
import { batchOf, shapesOf, type Case, type Input } from '../src/arithmetic/batch.ts'
import { run } from '../src/arithmetic/interval/run.ts'
import { subjectsOf, type Claim, type ForAll } from '../src/claim/claim.ts'
import { discover } from '../src/claim/discover.ts'
import { recordClaim } from '../src/claim/record-claim.ts'
import { caseAt } from '../src/generate/stream.ts'
import { atomsOf, type Statement } from '../src/program/statement.ts'
import { Truth } from '../src/program/truth.ts'

const claims = (await discover()).claims.map(({ claim }) => claim)
// An event's probability is bounded, and no statement about all cases made.
const ofAll = claims.filter(({ kind }) => kind !== 'probability')
/** Of a claim that is expected to be false neither the constant is of interest nor how near cases come to it. */
const expectedTrue = ofAll.filter(
  (claim): claim is ForAll => claim.kind === 'forAll' && claim.expect.reals !== 'refuted',
)

const compares = (statement: Statement) =>
  [...atomsOf(statement)].some(([relation]) => relation === 'less' || relation === 'atMost')

/** Whether it asserts an inequality: one that is compared with another truth, or denied, is not asserted. */
function asserts(statement: Statement): boolean {
  switch (statement[0]) {
    case 'and':
    case 'or':
      return asserts(statement[1]) || asserts(statement[2])
    case 'all':
    case 'any':
      return asserts(statement[1])
    case 'implies':
      return asserts(statement[2])
    case 'iff':
    case 'not':
      return false
    default:
      return compares(statement)
  }
}

const statementsOf = (claim: Claim): Statement[] =>
  subjectsOf(claim.subject).map(
    (subject) => recordClaim(claim, subject, shapesOf(caseAt(claim.inputs, claim.id, 1, 0))).definition.claim,
  )

const namesOf = (some: readonly Claim[]) => some.map(({ id }) => id)

test.each(ofAll)('$id knows where it is trivial', ({ trivial }) => {
  expect(trivial?.name).toMatch(/\S/)
})

const input = (shape: number[], ...data: number[]): Input => ({ shape, data: Float32Array.from(data) })

/** Cases in the trivial regions of claims that draw none. */
const PLANTED: Record<string, Case['inputs']> = {
  'inline-is-first-order-softmax': { s: input([3, 1], 2, 2, 2) },
  'permutation-equivariance': {
    q: input([2, 1], 1, 2),
    k: input([2, 1], 3, 1),
    v: input([2, 1], 1, 2),
    p: input([2, 2], 1, 0, 0, 1),
  },
  'row-stochastic-convex-hull': {
    q: input([1, 1], 1),
    k: input([2, 1], 3, 1),
    v: input([2, 2], 1, 3, 2, 2),
    u: input([2, 1], 1, 1),
  },
  'seed-ranks': {
    a: input([], 1),
    b: input([], 0.5),
    root: input([], 1),
    needle: input([1, 3], 1, 0, 0),
    X: input([3, 3], 1, 1, 1, 1, 1, 1, 1, 1, 1),
  },
}

test.each(Object.entries(PLANTED))('%s recognises a case of it', (id, inputs) => {
  const claim = claims.find((one) => one.id === id)!
  const batch = batchOf([{ inputs }])
  const { definition } = recordClaim(claim, subjectsOf(claim.subject)[0], batch.shapes)
  expect(run(definition, batch).regions.at(-1)![0]).toBe(Truth.True)
})

/** Of these the inequalities are signs and orders, which have no constant that could be moved, and no ratio. */
const WITHOUT_CONSTANTS = [
  'parity-positive-state-is-monotone',
  'relu-exact-one-hot-limit-softmax',
  'taylor-parity',
  'tilt-attention-exists',
]
/** An order between rows of weights, of which the threshold alone can be moved. */
const WITHOUT_RATIO = ['softmax-vs-l1-threshold']

test('inequalities know how tightly they were attacked, and what moves their constants', () => {
  const all = expectedTrue.filter((claim) => statementsOf(claim).some(asserts))
  expect(namesOf(all)).toEqual(expect.arrayContaining([...WITHOUT_CONSTANTS, ...WITHOUT_RATIO]))
  const inequalities = all.filter(({ id }) => !WITHOUT_CONSTANTS.includes(id))
  expect(namesOf(inequalities)).toEqual(
    expect.arrayContaining(['row-stochastic-convex-hull', 'softmax-dispersion-bounds', 'softmax-tv-tanh']),
  )
  for (const claim of inequalities) {
    if (!WITHOUT_RATIO.includes(claim.id)) expect(claim, claim.id).toHaveProperty('tightness')
    expect(claim.mutants?.length, claim.id).toBeGreaterThan(0)
  }
})

test('an equivalence of inequalities has no ratio, but a constant that mutants move', () => {
  const thresholds = expectedTrue.filter((claim) =>
    statementsOf(claim).some((statement) => compares(statement) && !asserts(statement)),
  )
  const names = ['relu-exact-one-hot-limit-sparsemax', 'seed-thresholds', 'softmax-critical-log-scale']
  expect(namesOf(thresholds)).toEqual(names)
  for (const claim of thresholds) expect(claim.mutants?.length, claim.id).toBeGreaterThan(0)
})
