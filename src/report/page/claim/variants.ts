import { grouped } from '../../../judge/verdict/words.ts'
import type { ClaimEvidence } from '../../../evidence/schema.ts'
import { asKilled, type Killed } from '../../counterexample-of.ts'
import { replayLine } from '../../replay-line.ts'
import { unexpectedIn } from '../../unexpected.ts'
import { badge } from '../badge.ts'
import { caseNumbers } from '../case-numbers.ts'
import type { PageContext } from '../context.ts'
import { copiedText } from '../copied-text.ts'
import { html, type Content } from '../html.ts'
import { picture } from '../picture/picture.ts'
import { inputFigures } from './decisive-case.ts'

/** A variant that has to fall, or of which it is said whether it does. */
type Falling = (ClaimEvidence['controls' | 'ablations'][number] | Killed) & {
  readonly hypothesis?: string
  readonly walk?: Killed['walk']
}
type Restriction = ClaimEvidence['restrictions'][number]

/** The changed claims: those that have to fall, each with the case that killed it, and those that have to stand. */
export function variants(claim: ClaimEvidence, page: PageContext): Content {
  const { id, controls, ablations, restrictions, search } = claim
  const mutants = claim.mutants.map((mutant) => asKilled(mutant, search))
  const wrong = unexpectedVariants(claim)
  const falling = (as: string, of: readonly Falling[]): Content =>
    of.map((variant) => fallingItem(id, variant, !wrong.has(`${as} "${variant.name}"`), page))
  const standing = restrictions.map((restriction) =>
    restrictionItem(id, restriction, !wrong.has(`restriction "${restriction.name}"`)),
  )
  return [
    controls.length > 0 && [heading('Controls', MEANINGS.controls), falling('control', controls)],
    ablations.length > 0 && [heading('Ablations', MEANINGS.ablations), falling('ablation', ablations)],
    mutants.length > 0 && [heading('Mutants', MEANINGS.mutants), falling('mutant', mutants)],
    restrictions.length > 0 && [heading('Restrictions', MEANINGS.restrictions), standing],
  ]
}

const MEANINGS = {
  controls: 'Something is broken on purpose. Each has to be refuted, or the test sees nothing.',
  ablations: 'One hypothesis is dropped. Each has to be refuted, or the hypothesis is not needed.',
  mutants:
    'A constant is moved by 2 % to the false side. One that falls shows that the constant is sharp on these inputs.',
  restrictions: 'One hypothesis is added to a false claim. Each has to stand.',
}

/** The variants that did not come out as they have to, each by what it is and its name. */
function unexpectedVariants(claim: ClaimEvidence): ReadonlySet<string> {
  const without = { ...claim }
  // What failed hides the rest.
  delete without.error
  return new Set(unexpectedIn(without).map(({ of }) => of))
}

const OUT_OF_TIME = 'not refuted before its time ended'

const heading = (title: string, meaning: string): Content =>
  html`<h5>${title}</h5>
    <p class="aside">${meaning}</p>`

function fallingItem(claim: string, variant: Falling, fine: boolean, page: PageContext): Content {
  const { name, hypothesis, refuted, outOfTime } = variant
  const stands = fine ? 'not refuted, as was expected' : 'NOT refuted'
  const said = refuted ? 'refuted' : outOfTime ? OUT_OF_TIME : stands
  return item(fine, name, hypothesis && `without: ${hypothesis}`, [
    outcome(variant, said),
    killed(claim, variant, page),
  ])
}

function restrictionItem(claim: string, restriction: Restriction, fine: boolean): Content {
  const { name, hypothesis, refuted, outOfTime, decided, case: named } = restriction
  const stands = `${outOfTime ? OUT_OF_TIME : 'stands'}, ${grouped(decided)} cases decided`
  const said = refuted ? 'REFUTED' : stands
  return item(fine, name, `with: ${hypothesis}`, [
    outcome(restriction, said),
    named && copiedText('the replay line', replayLine(claim, named, { variant: name })),
  ])
}

const item = (fine: boolean, name: string, hypothesis: Content, content: Content): Content =>
  html`<div class="variant">
    <p>
      ${badge(fine, fine ? 'as it has to be' : 'not as it has to be')} <b>${name}</b>
      <span class="aside">${hypothesis}</span>
    </p>
    ${content}
  </div>`

function outcome(variant: Falling | Restriction, said: string): Content {
  const { error, case: named, casesTried } = variant
  const walk = 'walk' in variant && variant.walk
  if (error)
    return html`<p class="alarm">
      It failed${error.case && ` on case ${error.case.index}`}: ${error.message}
    </p>`
  const which = named && `; ${walk ? 'by a walk from ' : ''}case ${named.index} of seed ${named.seed}`
  return html`<p>${said}; ${grouped(casesTried)} cases tried${which}.</p>`
}

/** The case that refuted a variant. */
function killed(claim: string, variant: Falling, page: PageContext): Content {
  const { name, walk, case: named, tier, shrunk, certificate } = variant
  if (!named) return undefined
  const shown = certificate
    ? [picture(certificate, page.allowed), page.certificates.add(certificate)]
    : shrunk && [
        inputFigures(shrunk),
        html`<p class="aside">It has no certificate, so nothing checks it here.</p>`,
      ]
  return [
    shown &&
      html`<details>
        <summary>The killing case${tier && `, decided by: ${tier}`}</summary>
        <div class="inner">${shown}${shrunk && caseNumbers('Its numbers', shrunk, false)}</div>
      </details>`,
    copiedText('the replay line', replayLine(claim, named, { variant: name, walk })),
  ]
}
