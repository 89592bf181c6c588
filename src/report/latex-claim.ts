import type { ClaimEvidence } from '../evidence/schema.ts'
import { violatedOf } from '../judge/returned-numbers.ts'
import { percentAbove } from '../judge/verdict/words.ts'
import { fromHex } from '../program/hex-float.ts'
import { roundDown, roundUp } from '../statistics/round-outward.ts'
import { latexCount, latexNumber } from './latex-number.ts'
import { latexText } from './latex-text.ts'

/** What is told of a claim by macros: the ends of their names, and what they stand for. What is not known has none. */
export type Told = readonly (readonly [name: string, value: string])[]

/** Every number that evidence has of a claim as a whole, rounded as verdicts are: no limit becomes tighter. */
export const claimNumbers = (claim: ClaimEvidence): Told => [
  ['Reals', latexText(claim.verdict.reals.status)],
  ['Cases', latexCount(claim.range.to - claim.range.from)],
  ...counts('', claim.cases, ['satisfied', 'consistent', 'violated', 'undecided', 'open', 'discarded']),
  ...counts('Sample', claim.sample, ['cases', 'satisfied']),
  ...(claim.kind === 'probability' ? [] : [['Demand', latexNumber(claim.demand)] as const]),
  ...limits(claim),
  ...probability(claim),
  ...scaling(claim),
  ...returned(claim),
  ...variants(claim),
]

const counts = <Name extends string>(
  before: string,
  of: Readonly<Record<Name, number>>,
  names: readonly Name[],
): Told => names.map((name) => [before + name.charAt(0).toUpperCase() + name.slice(1), latexCount(of[name])])

const share = (name: string, limit: number): Told => [
  [name, latexNumber(roundUp(limit, 3))],
  [`${name}Percent`, latexNumber(Number(percentAbove(limit).replace(' %', '')))],
]

function limits({ failureRateAtMost, apartAtMost, tightness, trivial }: ClaimEvidence): Told {
  return [
    ...(failureRateAtMost
      ? [
          ...share('Limit', failureRateAtMost.limit),
          ['Confidence', latexNumber(roundDown(failureRateAtMost.confidence))] as const,
        ]
      : []),
    ...(apartAtMost
      ? [
          ...share('ApartLimit', apartAtMost.limit),
          ['ApartWidth', latexNumber(roundUp(fromHex(apartAtMost.width), 3))] as const,
        ]
      : []),
    ...(tightness ? [['Tightness', latexNumber(roundDown(fromHex(tightness.atLeast)))] as const] : []),
    ...(trivial ? [['Trivial', latexCount(trivial.reached)] as const] : []),
  ]
}

function probability({ probability }: ClaimEvidence): Told {
  if (!probability) return []
  const { bound, lower, upper, power } = probability
  return [
    ...counts('', probability, ['events', 'draws']),
    ['Bound', latexNumber(bound)],
    ['Lower', latexNumber(roundDown(lower, 3))],
    ['Upper', latexNumber(roundUp(upper, 3))],
    ...(power === null ? [] : [['Power', latexNumber(roundDown(power))] as const]),
  ]
}

function scaling({ scaling }: ClaimEvidence): Told {
  if (!scaling) return []
  const { exponent, least, most } = scaling
  return [
    ['Exponent', latexNumber(exponent)],
    ...(least ? [['LeastSlope', latexNumber(roundDown(fromHex(least.limit)))] as const] : []),
    ...(most ? [['LargestSlope', latexNumber(roundUp(fromHex(most.limit)))] as const] : []),
  ]
}

function returned({ verdict: { float32 } }: ClaimEvidence): Told {
  if (!float32) return []
  return [
    ['Float', latexText(float32.status)],
    ...counts('Float', float32.cases, ['satisfied', 'nonFinite', 'undecided', 'discarded']),
    ['FloatViolated', latexCount(violatedOf(float32.cases))],
    ...counts('FloatViolated', float32.cases.violated, ['rounding', 'statement', 'unexplained']),
  ]
}

function variants({ controls, ablations, restrictions }: ClaimEvidence): Told {
  const falling = (name: string, variants: readonly { readonly refuted: boolean }[]): Told =>
    variants.length === 0
      ? []
      : [
          [name, latexCount(variants.length)],
          [`${name}Refuted`, latexCount(variants.filter(({ refuted }) => refuted).length)],
        ]
  return [
    ...falling('Controls', controls),
    ...falling('Ablations', ablations),
    ...falling('Restrictions', restrictions),
  ]
}
