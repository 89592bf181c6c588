import type { Proposition } from '../arithmetic/proposition.ts'
import type { Arithmetic, Real } from '../arithmetic/real.ts'
import { subjectsOf, type Claim, type Inputs, type Variant } from '../claim/claim.ts'
import { bind, type Subject } from '../attention/attention.ts'

/** What one evaluation of a claim states about each case. */
export interface Statements {
  /** What makes it a case at all; conjoined with what the subject assumes. */
  readonly hypothesis: Proposition | undefined
  readonly claim: Proposition
  /** Whether the claim looks for a witness. */
  readonly existential: boolean
  /** Certifies that there is no witness. */
  readonly obstruction: Proposition | undefined
  /** `scaling` only: the slope of the case. */
  readonly observed: Real | undefined
  readonly regions: readonly Proposition[]
}

/** A claim about one subject as a function of the inputs, in any arithmetic. */
export type Program = (inputs: Inputs, x: Arithmetic) => Statements

/** The claim with a variant's changes put in. */
export function withVariant(claim: Claim, variant: Variant | undefined): Claim {
  return variant ? { ...claim, ...variant } : claim
}

/** All variants of a claim, controls first. */
export function variantsOf(claim: Claim): readonly Variant[] {
  return [...claim.controls, ...(claim.ablations ?? []), ...(claim.restrictions ?? [])]
}

/** @throws {TypeError} when the claim's predicate returns something else than a proposition. */
export function programOf(claim: Claim, subject: Subject): Program {
  return (inputs, x) => {
    const attention = bind(subject, x)
    const observed = claim.kind === 'scaling' ? claim.measure(inputs, attention, x) : undefined
    return {
      hypothesis: claim.assuming && proposition(claim.assuming(inputs, attention, x), 'assuming'),
      claim:
        claim.kind === 'scaling'
          ? nearExponent(observed!, claim.exponent.is, claim.exponent.spacing)
          : proposition(claim.check(inputs, attention, x), 'check'),
      existential: claim.kind === 'exists',
      obstruction:
        claim.kind === 'exists' && claim.obstruction
          ? proposition(claim.obstruction(inputs, attention, x), 'obstruction')
          : undefined,
      observed,
      regions: (claim.cover ?? []).map((c) =>
        proposition(c.region(inputs, attention, x), `cover "${c.name}"`),
      ),
    }
  }
}

/** One program for each subject of the claim. */
export const programsOf = (claim: Claim): readonly Program[] =>
  subjectsOf(claim.subject).map((subject) => programOf(claim, subject))

function nearExponent(slope: Real, exponent: number, spacing: number): Proposition {
  return slope
    .sub(exponent)
    .abs()
    .less(spacing / 2)
}

function proposition(value: Proposition, place: string): Proposition {
  if (typeof value?.judge === 'function') return value
  throw new TypeError(
    `${place} has to return a proposition, such as a.less(b), and returned ${String(value)}`,
  )
}
