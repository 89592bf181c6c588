import type { ClaimEvidence } from '../../../evidence/schema.ts'
import { fromHex } from '../../../program/hex-float.ts'
import { attackText } from '../../attack-text.ts'
import { replayLine } from '../../replay-line.ts'
import { copiedText } from '../copied-text.ts'
import { html, type Content } from '../html.ts'
import { withDigits } from '../picture/number-text.ts'

/** How near to false the claim came, and in which cases. */
export function tightness(claim: ClaimEvidence): Content {
  const { id, tightness, worst, widest, scaling, search } = claim
  const number = (hex: string): string => withDigits(fromHex(hex), 4)
  const said = attackText(claim)
  return html` <p>${said || 'Nothing is known of how tight it is.'}</p>
    ${tightness && [html`<p>The sides come nearest to each other in case ${tightness.case.index}:</p>`, copiedText('the replay line', replayLine(id, tightness.case))]}
    ${search?.tightness && [html`<p>Walks bring them nearest to each other where the one from case ${search.tightness.case.index} ends:</p>`, copiedText('the replay line', replayLine(id, search.tightness.case, { walk: 'tightness' }))]}
    ${worst && [html`<p>The smallest margin is ${number(worst.margin)}, known to within ${number(worst.bound)}, in case ${worst.case.index}:</p>`, copiedText('the replay line', replayLine(id, worst.case))]}
    ${widest && [html`<p>Of equalities that enclosures do not tell apart, the sides may differ by at most ${number(widest.width)}, in case ${widest.case.index}:</p>`, copiedText('the replay line', replayLine(id, widest.case))]}
    ${scaling && html`<p>Stated exponent: ${scaling.exponent}; the next possible ones are ${scaling.spacing} away. The slopes of all cases lie between ${scaling.least ? number(scaling.least.limit) : 'unknown'} and ${scaling.most ? number(scaling.most.limit) : 'unknown'}.</p>`}`
}
