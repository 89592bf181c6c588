import { describe, expect, test } from 'vitest'
import { linear } from '../attention/linear.ts'
import { elu1 } from '../attention/feature-map.ts'
import { softmax } from '../attention/softmax.ts'
import { claimFaults } from './claim-faults.ts'
import { exists, forAll, probability } from './claim.ts'
import { about } from './planted-claims.fixture.ts'

describe('a claim that there is a witness', () => {
  const claim = exists({
    ...about,
    quantifiers: { u: 'exists' },
    check: ({ u }) => u.less(0),
    obstruction: ({ u }) => u.less(0),
  })

  test('says how its inputs are quantified', () => {
    expect(claimFaults(claim)).toEqual([])
    expect(claimFaults({ ...claim, quantifiers: undefined })[0]).toMatch(/quantified/)
    expect(claimFaults({ ...claim, quantifiers: { u: 'some' } })[0]).toMatch(/quantified/)
  })

  test('seeks something', () => {
    expect(claimFaults({ ...claim, quantifiers: { u: 'forAll' } })[0]).toMatch(/seeks nothing.*forAll/)
  })

  test('has nothing to refute a control with, unless there is an obstruction', () => {
    const without = { ...claim, obstruction: undefined }
    expect(claimFaults(without)[0]).toMatch(/cannot refute "broken".*give it an obstruction/)
    const own = [{ name: 'broken', obstruction: claim.check }]
    expect(claimFaults({ ...without, controls: own })).toEqual([])
    const ablations = [{ name: 'dropped', hypothesis: 'h' }]
    expect(claimFaults({ ...without, controls: own, ablations })[0]).toMatch(/cannot refute "dropped"/)
  })
})

test('a probability is that of one subject', () => {
  const claim = probability({
    ...about,
    check: ({ u }) => u.less(0),
    bound: { relation: 'atMost', value: 0.6, formula: '' },
  })
  expect(claimFaults(claim)).toEqual([])
  expect(claimFaults({ ...claim, subject: [softmax, linear(elu1)] })[0]).toMatch(/mixture/)
})

test('a name that means nothing is no part of a claim, nor of its variants', () => {
  const claim = forAll({ ...about, check: ({ u }) => u.less(0) })
  expect(claimFaults(claim)).toEqual([])
  expect(claimFaults({ ...claim, asuming: claim.check })[0]).toMatch(
    /says "asuming".*did you mean "assuming"/,
  )
  expect(claimFaults({ ...claim, mutans: [] })[0]).toMatch(/says "mutans", which a claim made by forAll/)
  const controls = [{ name: 'broken', chek: claim.check }]
  expect(claimFaults({ ...claim, controls })[0]).toMatch(/says "chek", which one of its controls.*"check"/)
  expect(claimFaults({ ...claim, expect: { reals: 'holds', float23: 'holds' } })[0]).toMatch(
    /says "float23", which its expect does not have.*"float32"/,
  )
  expect(claimFaults({ ...claim, trivial: { name: 't', regon: claim.check } })[0]).toMatch(
    /its trivial.*"region"/,
  )
  const bound = { relation: 'atLeast', value: 0.5, formula: '', evnt: 0.6 }
  expect(claimFaults({ ...claim, controls: [{ name: 'broken', bound }] })[0]).toMatch(/its bound.*"event"/)
  expect(claimFaults({ ...claim, cover: [{ name: 'c', regoin: claim.check, atLeast: 1 }] })[0]).toMatch(
    /"region"/,
  )
})
