import { shapesOf } from '../arithmetic/batch.ts'
import { subjectsOf, type Claim } from '../claim/claim.ts'
import { ClaimPrograms } from '../claim/record-claim.ts'
import type { DecisiveCase, Nondeterminism } from '../evidence/schema.ts'
import { TIERS } from '../evidence/tiers.ts'
import { toHex } from '../program/hex-float.ts'
import type { Reading } from '../program/proposition.ts'
import type { CaseOptions } from './campaign-options.ts'
import { caseData } from './case-data.ts'
import { subjectOf } from './case-group.ts'
import { certify } from './certify.ts'
import { opinionsOf, oppositions } from './opposed-tiers.ts'
import { judgeFor, shrink, type ProgramsFor, type ShrinkLimits } from './shrink.ts'
import { Status } from './status.ts'

const IN_WORDS: Record<Status, string> = {
  [Status.Satisfied]: 'true',
  [Status.Consistent]: 'not contradicted',
  [Status.Violated]: 'false',
  [Status.Undecided]: 'undecided',
  [Status.Discarded]: 'no case of the claim',
  [Status.HypothesisOpen]: 'not known to be a case of the claim',
  [Status.NonFinite]: 'not a number, or infinite',
}

/** Which case decides what, and for how long it is shrunk. */
export interface Deciding extends ShrinkLimits {
  readonly index: number
  readonly reading: Reading
  readonly status: typeof Status.Satisfied | typeof Status.Violated
  /** Name of the control, ablation or restriction that the claim was changed by. */
  readonly variant?: string
}

/**
 * Shrinks the case that decides a reading and writes it down, with its certificate where it is about the reals.
 *
 * @returns what the case came to instead when it does not decide the reading again, or when arithmetics are certain of
 *   opposite things about it
 */
export async function decisiveCase(
  claim: Claim,
  { seed, engine }: CaseOptions,
  { index, reading, status, variant, ...limits }: Deciding,
): Promise<DecisiveCase | Nondeterminism> {
  const about = subjectOf(claim, seed, index)
  const programs = ClaimPrograms.of(claim)
  const programsFor: ProgramsFor = (shapes) => programs.of(about, shapes)
  const found = await shrink(claim, seed, index, status, judgeFor(reading, engine, programsFor), limits)
  const name = { seed, index }
  if ('again' in found) return { case: name, reading, first: IN_WORDS[status], again: IN_WORDS[found.again] }
  const { original, shrunk, outcomes, lane, candidates } = found
  const certified = {
    claim: claim.id,
    ...(variant !== undefined && { variant }),
    subject: subjectsOf(claim.subject)[about].name,
    program: programsFor(shapesOf(shrunk)).definition,
  }
  if (reading === 'reals') {
    const [opposed] = oppositions(await opinionsOf(certified.program, shrunk))
    if (opposed !== undefined)
      return { case: name, reading, first: IN_WORDS[status], again: `not agreed upon: ${opposed}` }
  }
  const certificate = reading === 'reals' ? await certify(certified, shrunk, status) : undefined
  return {
    case: name,
    subject: certified.subject,
    reading,
    tier: TIERS[outcomes.tier[lane]],
    margin: toHex(outcomes.margin[lane]),
    bound: toHex(reading === 'float32' ? 0 : outcomes.bound[lane]),
    shrunk: caseData(shrunk),
    original: caseData(original),
    ...(candidates !== undefined && { candidates }),
    ...(certificate && { certificate }),
  }
}
