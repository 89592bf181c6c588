import type { Subject } from '../attention/attention.ts'
import { noSubject } from '../attention/no-subject.ts'
import { subjectsOf, type Claim } from '../claim/claim.ts'
import { unmetNeed, type Traits } from '../claim/needs.ts'
import { agrees } from '../judge/expectation.ts'
import { causalSoftmax } from './broken/broken-mechanism.ts'

/** What claims ask of an attention that is meant to be one of these. */
function traitsOf({ name, linear, positions = false }: Subject): Traits {
  return {
    name,
    softmax: linear === undefined,
    ...(linear && { linear }),
    normalised: linear?.normalised ?? true,
    scale: 'none',
    mask: linear?.mask === 'causal' || name === causalSoftmax.name ? 'causal' : 'none',
    positions,
  }
}

/** Why a claim can kill no broken mechanism, whatever it is, as a sentence; undefined where it can. */
export function whyNoKills(claim: Claim): string | undefined {
  if (subjectsOf(claim.subject).includes(noSubject))
    return 'It is about numbers alone, not about an attention.'
  if (claim.kind === 'probability') return 'It is about a probability, which no single case refutes.'
  if (!agrees('supported', claim.expect.reals))
    return 'It is false of honest attention too, so that a counterexample shows no mistake.'
  return undefined
}

/**
 * Why a claim says nothing of an attention, as a sentence; undefined where it does: it is one of the claim's subjects, or
 * has all that the claim needs.
 */
export function whySilent(claim: Claim, meant: Subject): string | undefined {
  if (subjectsOf(claim.subject).some(({ name }) => name === meant.name)) return undefined
  const traits = traitsOf(meant)
  if (claim.needs?.includes('all-keys') && traits.mask !== 'none')
    return `This claim is about queries that may use every key; those of ${meant.name} may not.`
  return unmetNeed(claim, traits)
}
