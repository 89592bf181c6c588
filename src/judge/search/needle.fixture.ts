import { forAll } from '../../claim/claim.ts'
import { folklore } from '../../claim/source.ts'
import { arrays, gaussian } from '../../generate/generate.ts'

/** The squared radius of the ball in which the needle is false: a part of what it states, no tolerance of a comparison. */
const HIDDEN = 1e-6

/** False, and so is its mutant, only where all of five numbers are near others: about one case in 10^11. */
export const needle = forAll({
  ...{ id: 'planted-needle', title: 't', statement: 's', source: folklore(), expect: { reals: 'refuted' } },
  inputs: arrays({ arrays: { u: [5] }, from: gaussian(1) }),
  check: ({ u }) => u.sub(1).square().sum().greater(HIDDEN),
  tightness: ({ u }) => u.sub(1).square().sum().add(HIDDEN).sqrt().mul(-1).exp(),
  mutants: [{ name: '2 for 1', sharp: true, check: ({ u }) => u.sub(2).square().sum().greater(HIDDEN) }],
  controls: [{ name: 'never', check: ({ u }) => u.sum().less(u.sum()) }],
})
