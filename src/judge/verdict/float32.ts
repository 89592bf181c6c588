import { upperLimit } from '../../statistics/clopper-pearson.ts'
import { violatedOf } from '../returned-numbers.ts'
import type { Tally } from '../tally.ts'
import { lackOfReturned } from './lack.ts'
import { CONFIDENCE } from './limits.ts'
import { cases, grouped, inconclusive, percentAbove, wouldDo, type Verdict } from './words.ts'

/** The verdict on a statement about every case, for the numbers that the engine returned. */
export function returnedNumbers({ float32 }: Tally, demand: number): Verdict {
  const { satisfied, nonFinite, undecided } = float32
  const violated = violatedOf(float32)
  const decided = satisfied + violated + nonFinite
  const lacks = lackOfReturned(float32, nonFinite + undecided, demand)
  if (decided === 0) return inconclusive('Nothing was decided about the returned numbers.', lacks)
  const none = nonFinite > 0 ? `; NaN or infinite in ${cases(nonFinite)} that do not satisfy it` : ''
  if (violated > 0) {
    const seen = `The returned numbers violate it in ${grouped(violated)} of ${cases(decided)}`
    return { status: 'refuted', meaning: `${seen}${reasons(float32.violated, violated)}${none}.` }
  }
  const seen = `The returned numbers satisfied it in ${cases(satisfied)}${none}`
  const limit = upperLimit(nonFinite + undecided, decided + undecided, CONFIDENCE)
  const fails = `fails with probability below ${percentAbove(limit)} on these inputs`
  if (limit <= demand) return { status: 'supported', meaning: `${seen}: ${fails}.` }
  return inconclusive(`${seen}: ${fails}, and ${percentAbove(demand)} is demanded${wouldDo(lacks)}.`, lacks)
}

function reasons(
  { rounding, statement, unexplained }: Tally['float32']['violated'],
  violated: number,
): string {
  if (rounding === violated) return ': an artefact of rounding, not of the statement'
  if (statement === violated) return ': the statement is false there'
  const parts = []
  if (rounding > 0)
    parts.push(`in ${grouped(rounding)} of them it holds over the reals, an artefact of rounding`)
  if (statement > 0) parts.push(`in ${grouped(statement)} it is false over the reals too`)
  if (unexplained > 0) parts.push(`in ${grouped(unexplained)} the reason is not known`)
  return `: ${parts.join(', ')}`
}
