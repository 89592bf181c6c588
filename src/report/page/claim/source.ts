import type { ClaimEvidence } from '../../../evidence/schema.ts'
import { html, type Content } from '../html.ts'

/** Where a claim is from, and what it is about. */
export function source({ source: { attribution, note, arxiv }, subject }: ClaimEvidence): Content {
  const reconstructed = attribution === 'reconstructed'
  return html`<p>
    <span class="badge ${reconstructed ? 'doubtful' : 'plain'}">${attribution}</span>
    ${reconstructed && 'not quoted: compare with the paper before citing it.'}
    ${note !== undefined && `${note}.`} ${arxiv !== undefined && ['arXiv ', paper(arxiv), '.']} About:
    ${[subject].flat().join(', ')}.
  </p>`
}

const paper = (arxiv: string): Content =>
  /^[\w./-]+$/.test(arxiv)
    ? html`<a href="https://arxiv.org/abs/${arxiv}" rel="noreferrer">${arxiv}</a>`
    : arxiv
