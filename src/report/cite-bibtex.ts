import { createHash } from 'node:crypto'
import type { Evidence } from '../evidence/schema.ts'
import type { Citation } from './cite.ts'
import { foundBy, programWords } from './cite-run.ts'
import { latexText } from './latex-text.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** An entry of BibTeX. Nobody is named as its author: evidence does not say who ran the program. */
export function bibtexEntry(evidence: Evidence, { of, title, sentences, claim }: Citation): string {
  const { run, digest } = evidence
  const found = foundBy(evidence, claim)
  const started = new Date(found.startedAt)
  return [
    `@misc{${keyOf(of, digest)},`,
    `  key = {${latexText(run.tool)}},`,
    `  title = {{${latexText(title)}: evidence}},`,
    `  howpublished = {{${latexText(programWords(evidence, found))}}},`,
    `  year = {${started.getUTCFullYear()}},`,
    `  month = ${MONTHS[started.getUTCMonth()]},`,
    `  note = {{${latexText(sentences.join(' '))}}}`,
    '}',
  ].join('\n')
}

/** Of letters, digits and dashes, another one for each claim and each file of evidence. */
function keyOf(of: string, digest = 'sha256:unknown'): string {
  const plain = of.replace(/[^\w-]+/g, '-').replace(/_/g, '-')
  const rest = plain === of ? '' : `-${shortHash(of)}`
  return `assay-${plain}${rest}-${digest.slice('sha256:'.length, 'sha256:'.length + 8)}`
}

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8)
