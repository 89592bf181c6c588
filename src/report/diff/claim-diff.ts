import type { ClaimEvidence } from '../../evidence/schema.ts'
import { fromHex } from '../../program/hex-float.ts'
import { conditionsOfClaim } from './conditions.ts'
import { changed, differing, type Difference } from './difference.ts'
import { changeOf, changeOfVerdict } from './stronger.ts'
import { variantsOf } from './variant-diff.ts'

/** All in which the evidence of a claim differs: its conditions first, then what was found. */
export const differencesOfClaim = (old: ClaimEvidence, now: ClaimEvidence): Difference[] => [
  ...conditionsOfClaim(old, now),
  ...verdicts(old, now),
  ...changed(
    'as expected',
    'as expected',
    old.asExpected,
    now.asExpected,
    changeOf(old.asExpected, now.asExpected, true),
  ),
  ...variantsOf(old, now),
  ...limits(old, now),
  ...differing('undecided share', 'undecided', undecidedShare(old), undecidedShare(now)),
  ...differing('tightness', 'tightness', tightness(old), tightness(now)),
]

/** Of a reading that nobody expects anything of, what is expected of the reals is the better verdict too. */
function verdicts(old: ClaimEvidence, now: ClaimEvidence): Difference[] {
  return (['reals', 'float32'] as const).flatMap((reading): Difference[] => {
    const [before, after] = [old, now].map(
      ({ verdict, expect }) =>
        verdict[reading] && { status: verdict[reading].status, expected: expect[reading] ?? expect.reals },
    )
    if (before && after)
      return changed('verdict', reading, before.status, after.status, changeOfVerdict(before, after))
    // A reading of which nothing is said any more is lost; a new one takes nothing away.
    if (before) return changed('verdict', reading, before.status, null, 'regression')
    return differing('verdict', reading, null, after?.status)
  })
}

function limits(old: ClaimEvidence, now: ClaimEvidence): Difference[] {
  const whole = [old.failureRateAtMost?.limit, now.failureRateAtMost?.limit] as const
  const apart = [old.apartAtMost?.limit, now.apartAtMost?.limit] as const
  return [
    ...differing('limit', 'failure rate', ...whole, whyGrown(...whole, old.sample, now.sample)),
    ...differing('limit', 'failing by more than a width', ...apart),
    ...differing('limit', 'probability, lower', old.probability?.lower, now.probability?.lower),
    ...differing('limit', 'probability, upper', old.probability?.upper, now.probability?.upper),
  ]
}

/** Why a limit is larger: it comes from fewer cases, from more that are open, or from both. */
function whyGrown(
  old: number | undefined,
  now: number | undefined,
  before: ClaimEvidence['sample'],
  after: ClaimEvidence['sample'],
): string | undefined {
  if (old === undefined || now === undefined || now <= old) return undefined
  const fewer = after.cases < before.cases ? ['fewer cases'] : []
  const share = ({ cases, satisfied }: ClaimEvidence['sample']): number => (cases - satisfied) / cases
  const open = share(after) > share(before) ? ['a larger share of them open'] : []
  return [...fewer, ...open].join(', ') || undefined
}

function undecidedShare({ cases }: ClaimEvidence): number | null {
  const { satisfied, consistent, violated, undecided, open } = cases
  const tried = satisfied + consistent + violated + undecided + open
  return tried === 0 ? null : (undecided + open) / tried
}

const tightness = (claim: ClaimEvidence): number | null =>
  claim.tightness ? fromHex(claim.tightness.atLeast) : null
