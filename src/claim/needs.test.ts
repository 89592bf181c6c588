import { expect, test } from 'vitest'
import { elu1, taylor2 } from '../attention/feature-map.ts'
import { linear } from '../attention/linear.ts'
import { softmax } from '../attention/softmax.ts'
import { arrays } from '../generate/generate.ts'
import { claimFaults } from './claim-faults.ts'
import { forAll, type Claim } from './claim.ts'
import { unmetNeed, type Need, type Traits } from './needs.ts'
import { folklore } from './source.ts'

const claimWith = (needs?: readonly Need[], subject?: typeof softmax): Claim =>
  forAll({
    ...{ id: 'planted', title: 't', statement: 's', source: folklore(), expect: { reals: 'holds' } },
    ...(subject && { subject }),
    ...(needs && { needs }),
    inputs: arrays({ arrays: { u: [1] } }),
    check: ({ u }) => u.less(0),
    controls: [{ name: 'broken' }],
  })

const plain: Traits = {
  ...{ name: 'softmax', softmax: true, normalised: true, scale: 'none', mask: 'none', positions: false },
}
const onElu1: Traits = { ...plain, name: 'linear(elu1)', softmax: false, linear: linear(elu1).linear! }
const onTaylor2: Traits = { ...onElu1, name: 'linear(taylor2)', linear: linear(taylor2).linear! }

test.each<[Need, Traits, RegExp | undefined]>([
  ['softmax', plain, undefined],
  ['softmax', onElu1, /exponentials of scores; linear\(elu1\) has others\./],
  ['unit-scale', { ...plain, scale: 'inverse-sqrt-width' }, undefined],
  ['unit-scale', { ...plain, scale: 0 }, /scale of 0/],
  ['no-positions', plain, undefined],
  ['no-positions', { ...plain, positions: true }, /in softmax it does/],
  ['feature-map', onElu1, undefined],
  ['feature-map', plain, /a feature map; softmax has none/],
  ['feature-multiples', onElu1, undefined],
  ['feature-multiples', onTaylor2, /none are known for taylor2/],
  ['feature-multiples', plain, /none are known for softmax/],
  ['normalised', plain, undefined],
  ['normalised', { ...onElu1, normalised: false }, /those of linear\(elu1\) are not/],
  ['simple-mask', { ...plain, mask: 'causal' }, undefined],
  ['simple-mask', { ...plain, mask: 'other' }, /softmax has another/],
  ['own-subject', plain, /says nothing of any other/],
  ['no-other-mechanism', plain, /nothing of either alone/],
])('%s is asked of %o', (need, traits, why) => {
  const said = unmetNeed(claimWith([need], softmax), traits)
  if (why) expect(said).toMatch(why)
  else expect(said).toBeUndefined()
})

test('a claim about numbers alone says nothing of an attention', () => {
  expect(unmetNeed(claimWith(), plain)).toMatch(/numbers alone/)
  expect(unmetNeed(claimWith(undefined, softmax), plain)).toBeUndefined()
})

test('a need that there is not is a fault of the claim', () => {
  expect(claimFaults(claimWith(['all-keys']))).toEqual([])
  const misspelt = { ...claimWith(), needs: ['all-key'] }
  expect(claimFaults(misspelt)[0]).toMatch(/needs "all-key".*did you mean "all-keys"/)
  expect(claimFaults({ ...misspelt, needs: 'all-keys' })[0]).toMatch(/by no list/)
})
