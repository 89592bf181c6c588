import type { ClaimEvidence } from '../../../evidence/schema.ts'
import { notAsExpected } from '../../not-as-expected.ts'
import { replayLine } from '../../replay-line.ts'
import { type Unexpected, unexpectedIn } from '../../unexpected.ts'
import { copiedText } from '../copied-text.ts'
import { html, type Content } from '../html.ts'

/** What did not come out as a claim expects it, whatever its evidence calls it. @param engine that ran */
export function unexpected(claim: ClaimEvidence, engine: string): Content {
  const found = unexpectedIn(claim)
  if (claim.asExpected && found.length === 0) return undefined
  return html`<div class="alarm">
    <p><b>Not as expected.</b> ${found.length === 0 && `${notAsExpected(claim)}.`}</p>
    ${found.map((each) => item(claim.id, each, engine))}
  </div>`
}

const item = (
  id: string,
  { of, expected, found, because, onEngine, shown }: Unexpected,
  engine: string,
): Content => [
  html`<p>${READINGS[of] ?? of}: expected ${expected}, found ${found}. ${because}</p>`,
  shown &&
    copiedText(
      'the replay line',
      replayLine(id, shown.case, { ...shown, engine: onEngine ? engine : undefined }),
    ),
]

const READINGS: Readonly<Record<string, string>> = { reals: 'Over the reals', float32: 'In float32' }
