import { roundDown, roundUp } from '../../statistics/round-outward.ts'
import type { ClaimEvidence } from '../../evidence/schema.ts'
import type { Counts } from '../counts.ts'

export type Verdict = ClaimEvidence['verdict']['reals']

/** What keeps a verdict from being conclusive. */
export type Lack = NonNullable<Verdict['lacks']>

export const inconclusive = (meaning: string, lacks: Lack): Verdict => ({
  status: 'inconclusive',
  meaning,
  lacks,
})

/** `; about 1,400 cases in all would do`; empty where no number would. */
export const wouldDo = ({ cases: n, about }: Lack, what = 'would do'): string =>
  n === undefined ? '' : `; ${about ? 'about ' : ''}${cases(n)} in all ${what}`

/** A count as people read it: `20,000`. */
export const grouped = (n: number): string => n.toLocaleString('en')
export const cases = (n: number): string => `${grouped(n)} ${n === 1 ? 'case' : 'cases'}`

/** A probability in percent, three digits, not below it. */
export const percentAbove = (share: number): string => `${inPercent(roundUp(share, 3))} %`

/** The same, not above it. */
export const percentBelow = (share: number): string => `${inPercent(roundDown(share, 3))} %`

const inPercent = (share: number): string => {
  // Moves the point of the decimal digits: a product with 100 would round once more.
  const [mantissa, exponent] = share.toExponential().split('e') as [string, string]
  return String(Number(`${mantissa}e${Number(exponent) + 2}`))
}

/** A number of some digits, not below it. */
export const above = (x: number, digits = 3): string => String(roundUp(x, digits))
/** A number of some digits, not above it. */
export const below = (x: number, digits = 3): string => String(roundDown(x, digits))

/** What every limit is conditional on where the device alone says something of a case; empty where it does not. */
export const onDevice = ({ restsOnDevice }: { readonly restsOnDevice: boolean }): string =>
  restsOnDevice ? ", given the engine's precision profile" : ''

/** What was not tested or left open of some cases, in brackets; nothing where nothing was. @param byForm true by form alone */
export function openPart({ undecided, open, discarded }: Counts, byForm = 0): string {
  const parts = []
  if (byForm > 0) parts.push(`${grouped(byForm)} by form alone`)
  if (undecided > 0) parts.push(`${cases(undecided)} undecided`)
  if (open > 0) parts.push(`the hypothesis of ${grouped(open)} undecided`)
  if (discarded > 0) parts.push(`${grouped(discarded)} discarded`)
  return parts.length > 0 ? ` (${parts.join(', ')})` : ''
}
