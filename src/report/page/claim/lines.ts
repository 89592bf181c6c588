import type { ClaimEvidence } from '../../../evidence/schema.ts'
import { originSentences } from '../../cite-origin.ts'
import { shellWord } from '../../shell-word.ts'
import type { PageContext } from '../context.ts'
import { copiedText } from '../copied-text.ts'
import { html, type Content } from '../html.ts'
import { facts } from '../facts.ts'

/** How to judge a claim again, and how to cite what was found about it. */
export function lines(
  { id, sourceHash, imports, origin }: ClaimEvidence,
  { file, cite }: PageContext,
): Content {
  const said = cite(id)
  return [
    copiedText('the line that judges the claim again', command('verify', id)),
    said === undefined
      ? html`<p>This file is not to be cited.</p>`
      : [
          html`<p>To cite it:</p>`,
          copiedText('the citation', said),
          copiedText('the line that cites it', command('cite', id, '--evidence', file, '--format', 'bibtex')),
        ],
    html`<details>
      <summary>Its source</summary>
      ${facts({
        from: originSentences(origin).join(' '),
        'its file': sourceHash,
        imports: imports.map(({ path, hash }) => html`${path} ${hash}<br />`),
      })}
    </details>`,
  ]
}

const command = (...words: readonly string[]): string => ['assay', ...words].map(shellWord).join(' ')
