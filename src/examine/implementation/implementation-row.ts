import { grouped } from '../../judge/verdict/words.ts'
import { EMPTY_ROW_KINDS, EMPTY_ROW_WORDS, type EmptyRowCounts } from '../empty-row.ts'
import type { Declared } from '../declared.ts'
import type { Lanes } from '../lanes.ts'
import type { Difference } from './compare-rows.ts'

/** What was compared for a property, in rows of outputs and of weights. */
export interface PropertyCounts {
  lanes: number
  /** Rows of which the property says something. */
  rows: number
  /** Rows that are not as it says, bit for bit. */
  differing: number
  /** Of these, rows in which no two honest answers differ so much. */
  beyond: number
  /** Of these, rows of which that is not known, because something on the way may overflow. */
  unknown: number
}

/** The first lane in which a property does not hold; the smallest lanes come first. */
export interface FirstDifference extends Omit<Difference, 'lane'> {
  readonly family: string
  /** A batch of one lane, and the inputs that should have been answered alike. */
  readonly asked: Lanes
  readonly related: Lanes
}

export interface Finding {
  /** Bit for bit, or exactly as the statement says; undecided where nothing was compared, or nothing is declared. */
  readonly holds: boolean | 'undecided'
  /** Whether some difference is more than rounding explains. */
  readonly beyondRounding: boolean | 'undecided'
  readonly counts: Readonly<PropertyCounts>
  /** All this in a sentence. */
  readonly meaning: string
  readonly emptyRows?: EmptyRowCounts
  readonly first?: FirstDifference
}

/** A property that only implementations have, and what came of it. */
export type ImplementationRow = {
  readonly id: string
  readonly title: string
  readonly statement: string
} & (
  | { readonly notApplicable: string }
  /** What it said when it failed to answer inputs that the property needs. */
  | { readonly failed: string }
  | Finding
)

export const noCounts = (): PropertyCounts => ({ lanes: 0, rows: 0, differing: 0, beyond: 0, unknown: 0 })

/** What was counted, as a verdict; `beyond` and `unknown` in the words of the property. */
export function verdictOf(
  counts: PropertyCounts,
  words: { differs: string; rounding: string; beyond: string; unknown: string },
): Pick<Finding, 'holds' | 'beyondRounding' | 'meaning'> {
  const { lanes, rows, differing, beyond, unknown } = counts
  if (rows === 0)
    return {
      holds: 'undecided',
      beyondRounding: 'undecided',
      meaning: 'No inputs were tried of which it says something.',
    }
  const of = `${grouped(rows)} rows of ${grouped(lanes)} lanes`
  if (differing === 0) return { holds: true, beyondRounding: false, meaning: `In all ${of} that were tried.` }
  const why =
    beyond > 0
      ? `${grouped(beyond)} of them ${words.beyond}`
      : unknown > 0
        ? `${grouped(unknown)} of them ${words.unknown}`
        : words.rounding
  return {
    holds: false,
    beyondRounding: beyond > 0 ? true : unknown > 0 ? 'undecided' : false,
    meaning: `${grouped(differing)} of ${of} ${words.differs}; ${why}.`,
  }
}

/** What queries without keys got, beside what is declared; where nothing is, they are reported only. */
export function emptyRowVerdict(
  verdict: Pick<Finding, 'holds' | 'beyondRounding' | 'meaning'>,
  found: EmptyRowCounts,
  declared: Declared['emptyRow'],
): Pick<Finding, 'holds' | 'beyondRounding' | 'meaning'> {
  const kinds = EMPTY_ROW_KINDS.filter((kind) => found[kind] > 0)
  const got = kinds.map((kind) => `${grouped(found[kind])} got ${EMPTY_ROW_WORDS[kind]}`).join(', ')
  const said =
    kinds.length === 0
      ? 'What queries got that may use no key fits more than one meaning'
      : `Of queries that may use no key ${got}`
  return declared === undefined
    ? { holds: 'undecided', beyondRounding: 'undecided', meaning: `${said}; what is meant is not declared.` }
    : { ...verdict, meaning: `${said}; declared is ${EMPTY_ROW_WORDS[declared]}.` }
}
