import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import { percentAbove } from '../judge/verdict/words.ts'
import { incompleteSentences, runSentence } from './cite-run.ts'
import { latexCount } from './latex-number.ts'
import { latexText } from './latex-text.ts'
import { notAsExpected } from './not-as-expected.ts'

/** Stands beside a claim that is not as expected, and before the reason below the table. */
const MARK = '*'
/** Stands beside a claim whose source was reconstructed. */
const RECONSTRUCTED = String.raw`\ensuremath{^\dagger}`

/** A row for each claim: its id, both verdicts, cases, and the limit on failures, empty where there is none. */
export const latexRows = (claims: readonly ClaimEvidence[]): string[] =>
  claims.map(({ id, source, asExpected, verdict, range, failureRateAtMost }) => {
    const cells = [
      latexText(id) + (asExpected ? '' : MARK) + (isReconstructed(source) ? RECONSTRUCTED : ''),
      latexText(verdict.reals.status),
      verdict.float32 ? latexText(verdict.float32.status) : 'unknown',
      latexCount(range.to - range.from),
      failureRateAtMost ? latexText(percentAbove(failureRateAtMost.limit)) : '',
    ]
    // Without the argument the next row would be read as it, where it begins with a bracket.
    return String.raw`${cells.join(' & ')}\\[0pt]`
  })

/** What a table does not say by its rows: seed, engine, version and digest, and which claims are not as expected. */
export function latexNotes(evidence: Evidence, claims: readonly ClaimEvidence[]): string[] {
  const { run } = evidence
  const doubted = claims.filter(({ asExpected }) => !asExpected)
  return [
    `Limit: on the probability of failure on inputs like those that were sampled. Seed ${run.seed}.`,
    ...(run.demand === null ? [] : [`A limit of ${run.demand} was demanded by --demand.`]),
    ...incompleteSentences(evidence),
    runSentence(evidence),
    ...claims.flatMap(({ id, baseline }) =>
      baseline === undefined ? [] : [`${id} was taken over from the evidence ${baseline}.`],
    ),
    ...doubted.map((claim) => `${MARK}${claim.id}, not as expected: ${notAsExpected(claim)}.`),
  ]
    .map(latexText)
    .concat(
      claims.some(({ source }) => isReconstructed(source))
        ? [`${RECONSTRUCTED}Reconstructed from its source, not quoted.`]
        : [],
    )
}

const isReconstructed = ({ attribution }: ClaimEvidence['source']): boolean => attribution === 'reconstructed'

/** The head of the table, and its columns. */
export const LATEX_COLUMNS = String.raw`p{0.42\linewidth}llrr`
export const LATEX_HEAD = String.raw`claim & reals & float32 & cases & limit\\`
