import { shapesOf } from '../arithmetic/batch.ts'
import { toHex } from '../program/hex-float.ts'
import { subjectsOf, type Claim } from '../claim/claim.ts'
import type { DecisiveCase, Nondeterminism } from '../evidence/schema.ts'
import type { CampaignOptions } from './campaign-options.ts'
import { caseData } from './case-data.ts'
import { subjectOf } from './case-group.ts'
import { certify } from './certify.ts'
import { ClaimPrograms } from '../claim/record-claim.ts'
import { judgeFor, shrink, type ProgramsFor } from './shrink.ts'
import { Status } from './status.ts'

/** A case that decides a reading, or that did not do so again. */
export type Decision = { readonly decisive: DecisiveCase } | { readonly changed: Nondeterminism }

const IN_WORDS: Record<Status, string> = {
  [Status.Satisfied]: 'true',
  [Status.Consistent]: 'not contradicted',
  [Status.Violated]: 'false',
  [Status.Undecided]: 'undecided',
  [Status.Discarded]: 'no case of the claim',
  [Status.HypothesisOpen]: 'not known to be a case of the claim',
}

/**
 * Shrinks the case that decides a reading and writes it down, with its certificate where it is about the reals.
 *
 * @param variant name of the control, ablation or restriction that `claim` was changed by
 */
export async function decisiveCase(
  claim: Claim,
  options: CampaignOptions,
  index: number,
  reading: 'reals' | 'float32',
  status: typeof Status.Satisfied | typeof Status.Violated,
  variant?: string,
): Promise<Decision> {
  const about = subjectOf(claim, options.seed, index)
  const programs = new ClaimPrograms(claim)
  const programFor: ProgramsFor = (shapes) => programs.of(about, shapes)
  const found = await shrink(
    claim,
    options.seed,
    index,
    status,
    judgeFor(reading, options.engine, programFor),
  )
  const name = { seed: options.seed, index }
  if ('again' in found)
    return { changed: { case: name, reading, first: IN_WORDS[status], again: IN_WORDS[found.again] } }
  const certified = {
    claim: claim.id,
    ...(variant !== undefined && { variant }),
    subject: subjectsOf(claim.subject)[about].name,
    program: programFor(shapesOf(found.shrunk)).definition,
  }
  const certificate = reading === 'reals' ? await certify(certified, found.shrunk, status) : undefined
  return {
    decisive: {
      case: name,
      reading,
      tier: found.tier,
      margin: toHex(found.margin),
      bound: toHex(reading === 'float32' ? 0 : found.bound),
      shrunk: caseData(found.shrunk),
      original: caseData(found.original),
      ...(certificate && { certificate }),
    },
  }
}
