import { grouped } from '../../judge/verdict/words.ts'
import type { LoadedClaim } from '../../claim/load-claim.ts'
import type { ClaimEvidence } from '../../evidence/schema.ts'
import { type ClaimPlace, placeOf } from '../claim-place.ts'
import { failedClaim } from '../failed-claim.ts'
import { inOneLine } from '../visible.ts'
import { factsOf } from './claim-facts.ts'
import type { Outcome, ReportedRun, ReportedTest } from './reported-run.ts'

/** How a claim was judged: on which engine, and how long it took; undefined where it was taken over. */
interface Judging {
  readonly engine: string
  readonly seconds: number | undefined
}

/** A claim that was judged. */
export function judgedTest(
  claim: ClaimEvidence,
  loaded: LoadedClaim,
  { engine, seconds }: Judging,
): ReportedTest {
  const place = placeOf(loaded)
  const { problems, details, lacks } = failedClaim(claim, { place, engine })
  const { verdict, asExpected, range, failureRateAtMost } = claim
  return {
    ...told(loaded, place),
    outcome: lacks && !asExpected ? 'inconclusive' : outcomeOf(claim),
    found: claim.error ? 'its own code failed' : verdict.reals.status,
    ...(!asExpected && { message: problems.join('; ') }),
    details: asExpected ? [] : details,
    facts: factsOf(claim, place.name),
    steps: stepsOf(claim),
    cells: [
      verdict.reals.status,
      verdict.float32?.status ?? '',
      grouped(range.to - range.from),
      failureRateAtMost ? String(failureRateAtMost.limit) : '',
    ],
    ...(seconds !== undefined && { seconds }),
  }
}

/** A claim of which nothing is known. @param failed why it could not be judged */
export function unjudgedTest(
  loaded: LoadedClaim,
  state: ReportedRun['state'],
  failed: string | undefined,
): ReportedTest {
  const why =
    failed ?? (state === 'running' ? 'not judged yet' : 'not judged: the run was interrupted before it')
  return {
    ...told(loaded, placeOf(loaded)),
    outcome: failed === undefined ? 'pending' : 'error',
    found: failed === undefined ? 'pending' : 'could not be judged',
    message: inOneLine(why),
    details: [loaded.claim.title, why].map(inOneLine),
    facts: [],
    steps: [],
    cells: ['', '', '', ''],
  }
}

const told = ({ claim, theme, file }: LoadedClaim, { line }: ClaimPlace) => ({
  name: claim.id,
  suite: theme,
  title: claim.title,
  file,
  ...(line !== undefined && { line }),
})

/** What a claim came to that does not only want more cases. */
function outcomeOf({ asExpected, error, rechecked, nondeterminism }: ClaimEvidence): Outcome {
  if (asExpected) return 'passed'
  return error || rechecked.contradictions.length > 0 || nondeterminism.length > 0 ? 'error' : 'failed'
}

function stepsOf({ controls, ablations, restrictions, mutants }: ClaimEvidence): ReportedTest['steps'] {
  const step = (
    as: string,
    falls: boolean,
    {
      name,
      refuted,
      outOfTime,
      error,
    }: ClaimEvidence['restrictions' | 'mutants'][number] | ClaimEvidence['controls'][number],
  ) => ({
    name: `${as} "${name}" ${falls ? 'falls' : 'stands'}`,
    passed: error === undefined && !outOfTime && refuted === falls,
  })
  return [
    ...controls.map((variant) => step('control', true, variant)),
    ...ablations.map((variant) => step('ablation', true, variant)),
    ...restrictions.map((variant) => step('restriction', false, variant)),
    ...mutants.map((variant) => step('mutant', variant.sharp, variant)),
  ]
}
