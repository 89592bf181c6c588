import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import { bibtexEntry } from './cite-bibtex.ts'
import { claimSentences } from './cite-claim.ts'
import { claimIn } from './claim-in.ts'
import { examinedSentences } from './cite-examined.ts'
import { latexText } from './latex-text.ts'
import { markdownText } from './markdown-text.ts'
import { inOneLine } from './visible.ts'

/** In which a citation can be written. */
export const CITATION_FORMATS = ['text', 'markdown', 'latex', 'bibtex'] as const
export type CitationFormat = (typeof CITATION_FORMATS)[number]

/** What evidence says of one claim, or of the attention that was examined, in sentences without markup. */
export interface Citation {
  /** The claim's id, or the name of what was examined. */
  readonly of: string
  readonly title: string
  readonly sentences: readonly string[]
  readonly claim?: ClaimEvidence
}

/**
 * What evidence says of a claim: no more than its verdicts do, with all that is needed to find the same again. The text
 * is escaped for its format, whatever stands in the evidence.
 *
 * @param name the id of a claim, or the name of what was examined
 * @returns without a newline at the end
 * @throws {UnknownClaimError} when the evidence does not speak of it, with what it speaks of
 *
 * @example
 * ```ts
 * cite(readEvidence('evidence/evidence.json'), 'softmax-row-order-strict', 'latex')
 * ```
 */
export function cite(evidence: Evidence, name: string, format: CitationFormat): string {
  const citation = citationOf(evidence, name)
  const text = citation.sentences.join(' ')
  switch (format) {
    case 'text':
      return inOneLine(text)
    case 'markdown':
      return markdownText(text)
    case 'latex':
      return latexText(text)
    case 'bibtex':
      return bibtexEntry(evidence, citation)
  }
}

/** The same before it is escaped. @throws {UnknownClaimError} as `cite` */
function citationOf(evidence: Evidence, name: string): Citation {
  const { examined } = evidence
  if (examined?.subject === name)
    return { of: name, title: `Examination of ${name}`, sentences: examinedSentences(evidence, examined) }
  const claim = claimIn(evidence, name)
  return { of: name, title: claim.title, sentences: claimSentences(evidence, claim), claim }
}
