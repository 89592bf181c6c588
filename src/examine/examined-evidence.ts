import type { ExaminedEvidence } from '../evidence/schema.ts'
import { toHex } from '../program/hex-float.ts'
import { quantile, type AccuracyCell } from './accuracy.ts'
import type { Comparison, DeviatingLane } from './examine.ts'
import type { ImplementationRow } from './implementation/implementation-row.ts'
import { grouped } from '../judge/verdict/words.ts'
import type { PropertyRow } from './returned/property-row.ts'
import { caseData } from '../judge/case-data.ts'
import type { Certificate } from '../evidence/certificate-schema.ts'

/** What a comparison came to. */
export type Compared = Pick<Comparison, 'counts' | 'families'> & { readonly failed?: string | undefined }

/** Whether an attention is what it is declared to be, as far as it was asked. */
export function conformsOf({ counts, failed }: Compared): boolean | 'undecided' {
  if (counts.deviatingLanes > 0) return false
  return failed !== undefined || counts.compared === 0 ? 'undecided' : true
}

/** The same as a sentence that says no more than was found. */
export function conformityMeaning({ counts, families, failed }: Compared): string {
  const { lanes, compared, deviatingLanes, nonFiniteLanes, unboundedNumbers } = counts
  const asked = `${grouped(lanes)} lanes from ${families.length} families`
  const open =
    unboundedNumbers > 0
      ? ` Of ${grouped(unboundedNumbers)} others nothing is demanded: something on the way to them may overflow, or a normaliser vanish.`
      : ''
  const cut = failed === undefined ? '' : ' It stopped answering before the end.'
  if (compared === 0) return `No number was compared with the definition.${open}${cut}`
  if (deviatingLanes === 0)
    return `Each of ${grouped(compared)} numbers that were compared, of ${asked}, is one that an honest implementation of the definition may return.${open}${cut}`
  const none =
    nonFiniteLanes > 0
      ? `, first in ${grouped(nonFiniteLanes)} of them an infinity or NaN where the definition is finite`
      : ''
  return `In ${grouped(deviatingLanes)} of ${asked} numbers were returned that no honest implementation of the definition returns${none}.${open}${cut}`
}

/** A deviation as it stands in the evidence. */
export function deviationEvidence(
  { family, lanes, deviation }: DeviatingLane,
  certificate: Certificate | undefined,
): ExaminedEvidence['deviation'] {
  const { queries, keys, width, valueWidth, queryHeads, keyHeads, q, k, v, mask } = lanes
  const hex = (numbers: Float32Array | Uint8Array): string[] => Array.from(numbers, toHex)
  return {
    family,
    extents: { queries, keys, width, valueWidth, queryHeads, keyHeads },
    inputs: { q: hex(q), k: hex(k), v: hex(v), ...(mask && { mask: hex(mask) }) },
    of: deviation.of,
    at: deviation.at,
    returned: toHex(deviation.returned),
    value: toHex(deviation.value),
    low: toHex(deviation.low),
    high: toHex(deviation.high),
    ...(certificate && { certificate }),
  }
}

/** Errors by scores and tokens as they stand in the evidence. */
export const accuracyEvidence = (cells: readonly AccuracyCell[]): ExaminedEvidence['accuracy'] =>
  cells.map((cell) => ({
    scoresBelow: cell.scoresBelow === Infinity ? 'Infinity' : cell.scoresBelow,
    tokensAtMost: cell.tokensAtMost === Infinity ? 'Infinity' : cell.tokensAtMost,
    numbers: cell.numbers,
    nonFinite: cell.nonFinite,
    deviating: cell.deviating,
    median: quantile(cell, 0.5),
    ninetyNine: quantile(cell, 0.99),
    largest: cell.largest,
  }))

/** A property that only implementations have, as it stands in the evidence. */
export function implementationEvidence(row: ImplementationRow): ExaminedEvidence['implementation'][number] {
  const { id: property, title, statement } = row
  if ('notApplicable' in row) return { property, title, statement, notApplicable: row.notApplicable }
  if ('failed' in row) return { property, title, statement, failed: row.failed }
  const { holds, beyondRounding, meaning, counts } = row
  return { property, title, statement, holds, beyondRounding, meaning, counts }
}

/** What a claim says, as it stands in the evidence. */
export function propertyEvidence(row: PropertyRow): ExaminedEvidence['properties'][number] {
  if (!('returned' in row) || 'notApplicable' in row.returned)
    return row as ExaminedEvidence['properties'][number]
  const { first, ...returned } = row.returned
  return {
    ...row,
    returned: {
      ...returned,
      ...(first && {
        first: {
          case: { seed: first.seed, index: first.index },
          repeats: first.repeats,
          shrunk: caseData(first.shrunk),
          original: caseData(first.original),
        },
      }),
    },
  }
}
