import type { CaseData, ClaimEvidence } from '../evidence/schema.ts'
import { isDefect } from '../judge/contradiction-error.ts'
import { agrees } from '../judge/expectation.ts'
import { type Failure, inWords } from '../judge/failure.ts'
import { ratioAboveOne } from '../judge/verdict/above-one.ts'
import { eventExcluded } from '../judge/verdict/event-probability.ts'
import { cases, type Lack } from '../judge/verdict/words.ts'
import { fromHex } from '../program/hex-float.ts'
import { roundDown, roundUp } from '../statistics/round-outward.ts'
import { asKilled, counterexampleOf, type FoundCounterexample, type Killed } from './counterexample-of.ts'

type CaseName = { readonly seed: number; readonly index: number }

/** One thing that did not come out as a claim expects it. Its texts are those of the evidence, and hostile. */
export interface Unexpected {
  /** What it is about: a reading, or a variant by its name. */
  readonly of: string
  readonly expected: string
  readonly found: string
  /** In a sentence or more, where there is something to add. */
  readonly because?: string
  /** What keeps it from being conclusive. */
  readonly lacks?: Lack
  /** Whether another engine could have found another thing. */
  readonly onEngine?: boolean
  /** The case that shows it. */
  readonly shown?: {
    readonly as: 'counterexample' | 'witness' | 'case'
    readonly case: CaseName
    readonly variant?: string
    /** Where a walk from that case led to it. */
    readonly walk?: 'violation' | 'tightness' | undefined
    /** As small as it could be made; undefined where it was not made smaller. */
    readonly shrunk?: CaseData
  }
}

/** Everything that is not as a claim expects it, the gravest first; empty where all is. */
export function unexpectedIn(claim: ClaimEvidence): Unexpected[] {
  const { error } = claim
  if (error) return [failed('the claim', error)]
  return [...doubts(claim), ...readings(claim), ...noRatio(claim), ...noEvent(claim), ...variants(claim)]
}

/** What the own code of a claim, or of a variant, threw instead of an answer. */
function failed(of: string, error: Failure, variant?: string): Unexpected {
  const defect = isDefect(error)
  return {
    of,
    expected: 'an answer',
    found: defect ? 'a contradiction between arithmetics' : 'a failure of its own code',
    because: defect ? error.message : `It failed${inWords(error)}`,
    ...(error.case && { shown: { as: 'case', case: error.case, ...(variant !== undefined && { variant }) } }),
  }
}

/** Where what was counted is not to be believed. */
function doubts({ rechecked, nondeterminism, verdict }: ClaimEvidence): Unexpected[] {
  const [contradicted] = rechecked.contradictions
  const contradiction: Unexpected[] = contradicted
    ? [
        {
          of: 'reals',
          expected: 'arithmetics that agree',
          found: 'a contradiction',
          because: verdict.reals.meaning,
          onEngine: true,
          shown: { as: 'case', case: contradicted },
        },
      ]
    : []
  const twice = nondeterminism.map(({ reading, case: named, first, again }): Unexpected => ({
    of: reading,
    expected: 'the same again for the same input',
    found: `${first} at first, and ${again} when it was run again`,
    onEngine: true,
    shown: { as: 'case', case: named },
  }))
  return [...contradiction, ...twice]
}

function readings(claim: ClaimEvidence): Unexpected[] {
  const { kind, expect, verdict, witnesses, undecided } = claim
  const { reals, float32 } = verdict
  const deciding: Record<'reals' | 'float32', Partial<FoundCounterexample> | undefined> = {
    reals: reals.status === 'proved' ? { decisive: witnesses[0] } : counterexampleOf(claim),
    float32: float32?.counterexample && { decisive: float32.counterexample },
  }
  return (['reals', 'float32'] as const).flatMap((of) => {
    const expected = expect[of]
    const found = verdict[of]
    if (expected === undefined || agrees(found?.status ?? '', expected)) return []
    if (!found) return [{ of, expected, found: 'no engine ran' }]
    const { status, meaning, lacks } = found
    const { decisive, walk } = deciding[of] ?? {}
    // No single draw decides a probability.
    const shows = decisive && kind !== 'probability' && ['refuted', 'proved'].includes(status)
    const as = status === 'proved' ? 'witness' : 'counterexample'
    const open = of === 'reals' && lacks?.what === 'decisions' ? undecided[0] : undefined
    return [
      {
        of,
        expected,
        found: status,
        because: meaning,
        ...(lacks && { lacks }),
        onEngine: of === 'float32',
        ...(shows && { shown: { as, case: decisive.case, walk, shrunk: decisive.shrunk } }),
        ...(open && { shown: { as: 'case', case: open } }),
      },
    ]
  })
}

/** Where what is given for the ratio of the sides contradicts the claim, which holds there. */
function noRatio({ tightness, search, cases: { violated } }: ClaimEvidence): Unexpected[] {
  const above = ratioAboveOne({ tightness, search, violated })
  if (!above) return []
  return [
    {
      of: 'tightness',
      expected: 'at most 1',
      found: `${roundDown(fromHex(above.atLeast), 6)}`,
      because: 'No case violates the claim: this is not the ratio of its sides.',
      shown: { as: 'case', case: above.case, ...('walk' in above && { walk: above.walk }) },
    },
  ]
}

/** Where the draws exclude what is stated of the event beside the bound. */
function noEvent({ probability }: ClaimEvidence): Unexpected[] {
  if (!probability || !eventExcluded(probability)) return []
  const { event, lower, upper } = probability
  return [
    {
      of: 'event',
      expected: `a probability of ${event}`,
      found: `one in [${roundDown(lower, 3)}, ${roundUp(upper, 3)}]`,
      because: 'The draws exclude what is stated of the event beside the bound: no power follows from it.',
    },
  ]
}

function variants({ kind, controls, ablations, restrictions, mutants, search }: ClaimEvidence): Unexpected[] {
  return [
    ...controls.flatMap((variant) => attacked('control', variant, true)),
    ...ablations.flatMap((variant) => attacked('ablation', variant, true)),
    ...mutants.flatMap((variant) => attacked('mutant', asKilled(variant, search), variant.sharp)),
    ...restrictions.flatMap((variant) => {
      const nothing = !variant.refuted && variant.decided === 0 && kind !== 'exists'
      return nothing && !variant.error && !variant.outOfTime
        ? [undecided(`restriction "${variant.name}"`, variant.casesTried)]
        : attacked('restriction', variant, false)
    }),
  ]
}

type Attacked = ClaimEvidence['controls' | 'restrictions'][number] | Killed

function attacked(as: string, variant: Attacked, falls: boolean): Unexpected[] {
  const { name, refuted, error, casesTried, outOfTime, case: named } = variant
  const of = `${as} "${name}"`
  if (error) return [failed(of, error, name)]
  if (refuted === falls && !outOfTime) return []
  const shrunk = 'shrunk' in variant ? variant.shrunk : undefined
  const walk = 'walk' in variant ? variant.walk : undefined
  return [
    {
      of,
      expected: falls ? 'refuted' : 'not refuted',
      found: refuted
        ? 'refuted'
        : `not refuted in ${cases(casesTried)}${outOfTime ? ', then its time ended' : ''}`,
      ...(outOfTime && { lacks: { what: 'cases' } }),
      ...(refuted &&
        named && {
          shown: { as: 'counterexample', case: named, variant: name, walk, ...(shrunk && { shrunk }) },
        }),
    },
  ]
}

const undecided = (of: string, tried: number): Unexpected => ({
  of,
  expected: 'decided cases',
  found: `nothing decided in ${cases(tried)}`,
})
