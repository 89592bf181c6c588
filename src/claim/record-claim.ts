import { bind, type Subject } from '../attention/attention.ts'
import { record, type Predicate, type Programs, type Shapes } from '../program/program.ts'
import { demandProposition, type Proposition } from '../program/proposition.ts'
import type { Real } from '../program/real.ts'
import { subjectsOf, type Claim } from './claim.ts'

/**
 * Writes a claim about one subject down, for inputs of these shapes.
 *
 * @throws what the claim's own code throws; {TypeError} when it returns something else than a proposition
 */
export const recordClaim = (claim: Claim, subject: Subject, shapes: Shapes): Programs =>
  record(predicateOf(claim, subject), shapes)

const predicateOf =
  (claim: Claim, subject: Subject): Predicate =>
  (inputs, x) => {
    const attention = bind(subject, x)
    const said = (value: Proposition, place: string): Proposition => {
      demandProposition(value, x.tape, place)
      return value
    }
    const observed = claim.kind === 'scaling' ? claim.measure(inputs, attention, x) : undefined
    return {
      hypothesis: claim.assuming && said(claim.assuming(inputs, attention, x), 'assuming'),
      claim:
        claim.kind === 'scaling'
          ? nearExponent(observed!, claim.exponent.is, claim.exponent.spacing)
          : said(claim.check(inputs, attention, x), 'check'),
      existential: claim.kind === 'exists',
      obstruction:
        claim.kind === 'exists' && claim.obstruction
          ? said(claim.obstruction(inputs, attention, x), 'obstruction')
          : undefined,
      observed,
      regions: (claim.cover ?? []).map((c) => said(c.region(inputs, attention, x), `cover "${c.name}"`)),
    }
  }

function nearExponent(slope: Real, exponent: number, spacing: number): Proposition {
  return slope
    .sub(exponent)
    .abs()
    .less(spacing / 2)
}

/** The programs of a claim, each written down once: for every subject, and for every set of shapes. */
export class ClaimPrograms {
  private readonly known = new Map<string, Programs>()

  constructor(private readonly claim: Claim) {}

  /** @param subject its number among the claim's; throws as `recordClaim` does */
  of(subject: number, shapes: Shapes): Programs {
    const key = `${subject} ${JSON.stringify(shapes)}`
    let programs = this.known.get(key)
    if (!programs)
      this.known.set(
        key,
        (programs = recordClaim(this.claim, subjectsOf(this.claim.subject)[subject], shapes)),
      )
    return programs
  }
}
