import { subjectsOf, type Exists } from '../../claim/claim.ts'
import { upperLimit } from '../../statistics/clopper-pearson.ts'
import { violatedOf } from '../returned-numbers.ts'
import type { Tally } from '../tally.ts'
import { lackOf, lackOfReturned, needsOf } from './lack.ts'
import { CONFIDENCE, failureLimit, isWorth, possibleFailures } from './limits.ts'
import { membersOf } from './members.ts'
import {
  cases,
  grouped,
  inconclusive,
  onDevice,
  openPart,
  percentAbove,
  wouldDo,
  type Lack,
  type Verdict,
} from './words.ts'

/** How many cases it takes to come upon one, nobody can say. */
const NO_WITNESS: Lack = { what: 'witness' }

/** Whether a witness is wanted for every draw of some inputs, not one for each subject. */
const isForEach = ({ quantifiers }: Exists): boolean => Object.values(quantifiers).includes('forAll')

/** The verdict on a statement that there is a witness, over the reals. */
export function existential(claim: Exists, tally: Tally, demand: number): Verdict {
  const { satisfied, violated } = tally.reals
  if (isForEach(claim)) {
    if (violated > 0)
      return {
        status: 'refuted',
        meaning: `False: in ${cases(violated)} of ${grouped(tally.tried)} the obstruction is certified, which excludes every witness, as the claim argues.`,
      }
    const found = `A witness in ${cases(satisfied)} of ${grouped(tally.tried)}${openPart(tally.reals, tally.byForm)}`
    const parts = membersOf(claim, tally)
    if (isWorth(tally.all, parts, demand, possibleFailures) !== true) {
      const lacks = lackOf(needsOf(tally.all, parts, demand, possibleFailures))
      return inconclusive(
        `${found}, no obstruction; that says nothing of the others${wouldDo(lacks)}.`,
        lacks,
      )
    }
    return {
      status: 'supported',
      meaning: `${found}: there is none with probability below ${percentAbove(failureLimit(tally.all))} on these inputs${onDevice(tally)}.`,
    }
  }
  if (satisfied > 0 && violated > 0)
    return inconclusive(
      'A defect of the claim: a certified witness, and a certified obstruction, by which there is none.',
      {
        what: 'agreement',
      },
    )
  if (violated > 0)
    return {
      status: 'refuted',
      meaning: `False, as the claim argues: in ${cases(violated)} that were drawn an obstruction is certified, which has to exclude every witness.`,
    }
  const lacking = lackingOf(claim, tally, 'firstSatisfied')
  if (lacking !== undefined)
    return inconclusive(`No witness${lacking} and no obstruction in ${cases(tally.tried)}.`, NO_WITNESS)
  return { status: 'proved', meaning: `True: a certified witness, the first of ${grouped(satisfied)}.` }
}

/** Names the subjects that have no witness, unless there is but one; undefined when every subject has one. */
function lackingOf(
  claim: Exists,
  { subjects }: Tally,
  first: 'firstSatisfied' | 'firstSatisfiedFloat32',
): string | undefined {
  const names = subjectsOf(claim.subject).map(({ name }) => name)
  const lacking = names.filter((_, i) => subjects[i][first] === undefined)
  if (lacking.length === 0) return undefined
  return names.length === 1 ? '' : ` for ${lacking.join(', ')}`
}

/** The verdict on the same for the returned numbers. */
export function returnedWitness(claim: Exists, tally: Tally, demand: number): Verdict {
  const { satisfied, nonFinite, undecided } = tally.float32
  const tried = satisfied + violatedOf(tally.float32) + nonFinite + undecided
  const seen = `The returned numbers are a witness in ${cases(satisfied)} of ${grouped(tried)}`
  if (isForEach(claim)) {
    const limit = upperLimit(tried - satisfied, tried, CONFIDENCE)
    if (limit > demand) {
      const lacks = lackOfReturned(tally.float32, tried - satisfied, demand)
      return inconclusive(`${seen}, which says nothing of the others${wouldDo(lacks)}.`, lacks)
    }
    const none = `there is none with probability below ${percentAbove(limit)} on these inputs`
    return { status: 'supported', meaning: `${seen}: ${none}.` }
  }
  const lacking = lackingOf(claim, tally, 'firstSatisfiedFloat32')
  return lacking === undefined
    ? { status: 'proved', meaning: `${seen}.` }
    : inconclusive(`The returned numbers were no witness${lacking} in ${cases(tried)}.`, NO_WITNESS)
}
