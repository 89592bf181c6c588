import type { ClaimEvidence } from '../../../evidence/schema.ts'
import type { PageContext } from '../context.ts'
import { details } from '../details.ts'
import { html, type Content } from '../html.ts'
import { markdown } from '../markdown.ts'

/** The note of a claim, where there is one. */
export function note({ id, theme }: ClaimEvidence, { noteOf, ids, typesetter }: PageContext): Content {
  const found = noteOf(theme, id)
  if (!found) return undefined
  // The claim has its title already.
  const text = found.text.replace(/^# .*\n/, '')
  return details('Note', 'where it comes from, the proof or the refutation, what the test adds', [
    html`<p class="aside">
      ${found.path}, as it stood when this page was written. It is no part of the evidence.
    </p>`,
    markdown(text, 5, ids, typesetter),
  ])
}
