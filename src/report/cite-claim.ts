import { noSubject } from '../attention/no-subject.ts'
import { grouped } from '../judge/verdict/words.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import { CONFIDENCE } from '../judge/verdict/limits.ts'
import { roundDown } from '../statistics/round-outward.ts'
import { originSentences } from './cite-origin.ts'
import { foundBy, incompleteSentences, runSentence } from './cite-run.ts'
import { verdictSentences } from './cite-verdict.ts'
import { notAsExpected } from './not-as-expected.ts'

/** What evidence says of a claim, in sentences. */
export function claimSentences(evidence: Evidence, claim: ClaimEvidence): string[] {
  const { subject } = claim
  const subjects = [subject].flat().map((name) => (name === noSubject.name ? 'numbers alone' : name))
  return [
    `Claim “${claim.title}” (${claim.id}) about ${subjects.join('; ')}; ${sourceWords(claim.source)}.`,
    ...verdictSentences(claim, 'reals'),
    ...verdictSentences(claim, 'float32'),
    ...confidenceSentences(claim),
    ...doubts(claim),
    ...incompleteSentences(evidence),
    casesSentence(evidence, claim),
    ...originSentences(claim.origin),
    runSentence(evidence, claim),
  ]
}

/** Where the statement is from: what was reconstructed is never shown as quoted. */
function sourceWords({ attribution, arxiv, note }: ClaimEvidence['source']): string {
  const place = arxiv === undefined ? '' : ` arXiv:${arxiv}`
  const said = note === undefined ? '' : ` (${note})`
  switch (attribution) {
    case 'published':
      return `published in${place || ' a work'}${said}`
    case 'reconstructed':
      return `reconstructed from${place || ' a work'}, not quoted${said}`
    case 'derived':
      return `derived${said}`
    case 'folklore':
      return `folklore${said}`
  }
}

/** How sure the limits are; a certificate needs no confidence. */
function confidenceSentences(claim: ClaimEvidence): string[] {
  const { kind, verdict, error, failureRateAtMost, apartAtMost, probability } = claim
  const certain = [verdict.reals, verdict.float32].every(
    (each) => !each || each.status === 'proved' || each.status === 'refuted',
  )
  if (error || (certain && kind !== 'probability')) return []
  const { confidence } = probability ?? failureRateAtMost ?? apartAtMost ?? { confidence: CONFIDENCE }
  return [`Each limit has, by itself, the confidence ${roundDown(confidence)}.`]
}

/** Why less follows than the verdict alone would say; nothing where all is as expected. */
function doubts(claim: ClaimEvidence): string[] {
  if (claim.asExpected) return []
  const survivors = claim.controls
    .filter(({ refuted, outOfTime, error }) => !refuted && !outOfTime && !error)
    .map(({ name }) => name)
  // A certificate stands whatever the cases could not tell.
  const stands = ['proved', 'refuted'].includes(claim.verdict.reals.status) && claim.kind !== 'probability'
  const blind =
    survivors.length > 0 && !stands
      ? [
          `The cases showed nothing: ${survivors.map((name) => `“${name}”`).join(', ')}, which is false, was not refuted by them.`,
        ]
      : []
  return [...blind, `This is not what the claim expects (${notAsExpected(claim)}).`]
}

/** Which cases, and what was demanded of them. */
function casesSentence(evidence: Evidence, claim: ClaimEvidence): string {
  const { run } = evidence
  const { kind, range, demand } = claim
  const { from, to } = range
  const { seed } = foundBy(evidence, claim)
  const tried =
    to > from
      ? `Cases ${grouped(from)} to ${grouped(to - 1)} of seed ${seed} were sampled`
      : `No case of seed ${seed} was counted`
  if (kind === 'probability') return `${tried}.`
  return run.demand === null
    ? `${tried}; a probability of failure of at most ${demand} was demanded.`
    : `${tried}; a probability of failure of at most ${run.demand} was demanded by --demand, whatever the claim demands.`
}
