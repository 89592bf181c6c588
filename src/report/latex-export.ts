import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import { cite } from './cite.ts'
import { claimNumbers } from './latex-claim.ts'
import { lettersOf, Macros } from './latex-macros.ts'
import { latexCount } from './latex-number.ts'
import { LATEX_COLUMNS, LATEX_HEAD, latexNotes, latexRows } from './latex-table.ts'
import { latexText } from './latex-text.ts'

/**
 * A file for `\input`, for any engine and without packages: a macro for each number of each claim, for what was run, and
 * for a table of all claims.
 *
 * @param claims of the evidence
 * @throws {MacroError} when two macros would have one name
 */
export function latexExport(evidence: Evidence, claims: readonly ClaimEvidence[] = evidence.claims): string {
  const { run, engine, digest } = evidence
  const macros = new Macros()
  const ofRun = {
    Seed: String(run.seed),
    Version: latexText(run.version),
    ...(run.commit !== null && { Commit: latexText(run.commit) }),
    Engine: latexText(`${engine.name} (${engine.device})`),
    ...(digest !== undefined && { Digest: latexText(digest) }),
    Claims: latexCount(claims.length),
    ClaimsAsExpected: latexCount(claims.filter(({ asExpected }) => asExpected).length),
  }
  for (const [name, value] of Object.entries(ofRun)) macros.add(name, 'the run', value)
  for (const claim of claims) {
    const of = `the claim ${claim.id}`
    for (const [name, value] of claimNumbers(claim)) macros.add(lettersOf(claim.id) + name, of, value)
    macros.add(`${lettersOf(claim.id)}Sentence`, of, cite(evidence, claim.id, 'latex'))
  }
  macros.add('Rows', 'the table', latexRows(claims).join('%\n'))
  macros.add('Notes', 'the table', latexNotes(evidence, claims).join(' '))
  macros.add('Table', 'the table', TABLE)
  return `${[`% ${latexText(`${run.tool} ${run.version}; evidence ${digest ?? 'without a digest'}`)}`, ...macros.lines()].join('\n')}\n`
}

/** Keeps text away from the line above it. */
const STRUT = String.raw`\rule{0pt}{2.6ex}`

const TABLE = [
  String.raw`{\footnotesize\setlength{\tabcolsep}{4pt}%`,
  String.raw`\begin{tabular}{${LATEX_COLUMNS}}`,
  String.raw`\hline ${LATEX_HEAD}\hline`,
  String.raw`${STRUT}\assayRows\hline`,
  String.raw`\multicolumn{5}{p{0.95\linewidth}}{${STRUT}\raggedright\assayNotes}`,
  String.raw`\end{tabular}}`,
].join('\n')
