import type { ClaimEvidence } from '../../../evidence/schema.ts'
import { counterexampleOf } from '../../counterexample-of.ts'
import type { PageContext } from '../context.ts'
import { details } from '../details.ts'
import type { Content } from '../html.ts'
import { decisiveCase } from './decisive-case.ts'

/** What decides the readings of a claim: counterexamples, witnesses. */
export function decisiveCases(claim: ClaimEvidence, page: PageContext): Content {
  const { id, witnesses, verdict } = claim
  const found = counterexampleOf(claim)
  const float32 = verdict.float32?.counterexample
  return [
    found &&
      details(
        'Counterexample over the reals',
        `${found.walk ? 'a walk from ' : ''}${caseAside(found.decisive)}`,
        decisiveCase(id, found.decisive, page, found.walk),
        {
          open: true,
        },
      ),
    witnesses.map((witness) =>
      details('Witness', `of ${witness.subject}`, decisiveCase(id, witness, page), { open: true }),
    ),
    float32 && details('Counterexample in float32', caseAside(float32), decisiveCase(id, float32, page)),
  ]
}

const caseAside = ({ case: { index } }: { readonly case: { readonly index: number } }): string =>
  `case ${index}`
