import type { ClaimEvidence } from '../../evidence/schema.ts'
import { attackText } from '../attack-text.ts'
import { counterexampleOf } from '../counterexample-of.ts'
import { replayLine } from '../replay-line.ts'
import type { Fact } from './reported-run.ts'

/** What is known of a claim that was judged. @param name what commands call it */
export function factsOf(claim: ClaimEvidence, name: string): Fact[] {
  const { verdict, expect, range, cases, failureRateAtMost, kind, subject, sourceHash } = claim
  const { satisfied, consistent, violated, undecided, open, discarded } = cases
  const shown = shownCase(claim)
  const attacked = attackText(claim)
  const facts: (Fact | undefined)[] = [
    ['over the reals', `${verdict.reals.status}. ${verdict.reals.meaning}`],
    verdict.float32 && ['in float32', `${verdict.float32.status}. ${verdict.float32.meaning}`],
    ['expected', [expect.reals, expect.float32 && `${expect.float32} in float32`].filter(Boolean).join(', ')],
    ['kind', kind],
    ['subject', [subject].flat().join(', ')],
    ['cases', `${range.from} to ${range.to}, the last one excluded`],
    [
      'counts',
      Object.entries({ satisfied, consistent, violated, undecided, open, discarded })
        .map(([status, count]) => `${status} ${count}`)
        .join(', '),
    ],
    failureRateAtMost
      ? [
          'fails with probability at most',
          `${failureRateAtMost.limit} (confidence ${failureRateAtMost.confidence})`,
        ]
      : undefined,
    attacked === '' ? undefined : ['attack', attacked],
    ['source hash', sourceHash],
    shown && ['seed', String(shown.case.seed)],
    shown && ['replay', replayLine(name, shown.case, shown)],
  ]
  return facts.filter((fact) => fact !== undefined)
}

/** The case that tells most of a claim: that which decides it, else one that is nearest to being another. */
function shownCase(claim: ClaimEvidence) {
  const { error, witnesses, verdict, worst, widest, undecided } = claim
  const found = counterexampleOf(claim)
  if (!error?.case && found) return { case: found.decisive.case, walk: found.walk }
  const shown =
    error?.case ??
    witnesses[0]?.case ??
    verdict.float32?.counterexample?.case ??
    undecided[0] ??
    worst?.case ??
    widest?.case
  return shown && { case: shown, walk: undefined }
}
