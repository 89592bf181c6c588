import { expect, test } from 'vitest'
import { relu } from '../../attention/feature-map.ts'
import { linear } from '../../attention/linear.ts'
import { softmax } from '../../attention/softmax.ts'
import { forAll, type Claim, type Predicate } from '../../claim/claim.ts'
import { folklore } from '../../claim/source.ts'
import { sequences } from '../../generate/generate.ts'
import { CallDoesNotFit, placingFor } from './placing.ts'
import { DECLARED } from './plain-attention.fixture.ts'
import { recordCalls } from './recorded-calls.ts'
import { traitsOf } from './takes.ts'

const claimOf = (check: Predicate<'q' | 'k' | 'v'>): Claim =>
  forAll({
    ...{ id: 'planted', title: 't', statement: 's', source: folklore(), expect: { reals: 'holds' } },
    subject: softmax,
    inputs: sequences({ tokens: 2, width: 2 }),
    check,
    controls: [{ name: 'broken' }],
  })

const SHAPES = { q: [2, 2], k: [2, 2], v: [2, 2] }
const recorded = (claim: Claim, subject = softmax, shapes = SHAPES, outputs = true) =>
  recordCalls(
    claim,
    subject,
    placingFor(claim, traitsOf(DECLARED, subject), DECLARED, {}),
    { weights: true, output: outputs },
    shapes,
  )

test('the same call is asked for once, and its result is an input', () => {
  const { rounds, program } = recorded(
    claimOf(({ q, k }, { weights }) => weights({ q, k }).equal(weights({ k, q }))),
  )
  expect(rounds.map(({ calls }) => calls.map(({ kind, name }) => [kind, name]))).toEqual([
    [['weights', 'returned0']],
  ])
  expect(program.steps.map(({ op }) => op)).toEqual(['input'])
})

test('a call that needs what another returns is asked in a later round', () => {
  const { rounds } = recorded(
    claimOf(({ q, k, v }, { output, weights }) => {
      const once = output({ q, k, v })
      const twice = output({ q: once.add(q), k, v })
      return weights({ q, k }).less(weights({ q: twice, k }))
    }),
  )
  expect(rounds.map(({ calls }) => calls.map(({ kind }) => kind))).toEqual([
    ['output', 'weights'],
    ['output'],
    ['weights'],
  ])
  const [, second] = rounds
  expect(second.steps.map((step) => (step.op === 'input' ? step.name : step.op))).toContain('returned0')
})

test('what a subject assumes stays a hypothesis, and nothing else of its definition is left', () => {
  const claim = claimOf(({ q, k }, { weights }) => weights({ q, k }).sum(-1).equal(1))
  expect(recorded(claim).program.hypotheses).toHaveLength(0)
  const { program } = recorded(claim, linear(relu))
  expect(program.hypotheses).toHaveLength(1)
  expect(program.steps.map(({ op }) => op)).not.toContain('div')
})

test('no result takes the name of an input', () => {
  const claim = claimOf((inputs, { weights }) => {
    const { returned0: q } = inputs as unknown as { returned0: typeof inputs.q }
    return weights({ q, k: q }).greater(0)
  })
  const { rounds } = recorded(claim, softmax, { returned0: [2, 2] } as unknown as typeof SHAPES)
  expect(rounds[0].calls[0].name).toBe('_returned0')
})

test('who gives no outputs is not asked for any', () => {
  const claim = claimOf((inputs, { output }) => output(inputs).less(1))
  expect(() => recorded(claim, softmax, SHAPES, false)).toThrow(CallDoesNotFit)
})
