import { isDeepStrictEqual } from 'node:util'
import type { Discovered } from '../claim/discover.ts'
import type { ExaminedEvidence } from '../evidence/schema.ts'
import { EMPTY_ROW_KINDS, EMPTY_ROW_WORDS, noEmptyRows, type EmptyRowCounts } from '../examine/empty-row.ts'
import { emptyRows } from '../examine/implementation/empty-rows.ts'
import { emptyRowVerdict, verdictOf } from '../examine/implementation/implementation-row.ts'
import { PROPERTIES } from '../examine/implementation/properties.ts'
import type { Property } from '../examine/implementation/property.ts'
import type { About } from '../examine/implementation/relation.ts'
import { isBeyondRounding, returnedMeaning, returnedStatus } from '../examine/returned/property-row.ts'
import { grouped } from '../judge/verdict/words.ts'
import { claimOf } from './asked-run.ts'
import { inBrief } from './differences.ts'

type Row = ExaminedEvidence['implementation'][number]

/** Whether what is said of each property of implementations is what its own counts say. */
export function checkImplementation(found: ExaminedEvidence): string[] {
  const { implementation, declared } = found
  if (implementation.length === 0) return []
  const ids = implementation.map(({ property }) => property)
  if (
    !isDeepStrictEqual(
      ids,
      PROPERTIES.map(({ id }) => id),
    )
  )
    return [`its properties as an implementation are ${ids.join(', ')}, which are not those that there are`]
  return [
    ...implementation.flatMap((row, i) => checkRow(row, PROPERTIES[i], declared.emptyRow)),
    ...checkFitting(found),
  ]
}

function checkRow(row: Row, property: Property, declared: About['declared']['emptyRow']): string[] {
  const { id, title, statement } = property
  const { counts, failed, notApplicable } = row
  const head = { property: id, title, statement }
  const should = counts
    ? { ...head, ...verdictFor(property, row, counts, declared), counts }
    : { ...head, ...(failed === undefined ? { notApplicable } : { failed }) }
  const { rows, differing, beyond, unknown } = counts ?? { rows: 0, differing: 0, beyond: 0, unknown: 0 }
  const wrong = Object.keys({ ...should, ...row }).filter(
    (key) => !isDeepStrictEqual(row[key as keyof Row], should[key as keyof typeof should]),
  ) as (keyof Row)[]
  return [
    ...wrong.map(
      (key) =>
        `${id}: ${key} is ${inBrief(row[key])}; found again it is ${inBrief(should[key as keyof typeof should])}`,
    ),
    ...(differing <= rows && beyond + unknown <= differing ? [] : [`${id}: more rows differ than there are`]),
  ]
}

function verdictFor(
  { id, words }: Property,
  { meaning = '' }: Row,
  counts: NonNullable<Row['counts']>,
  declared: About['declared']['emptyRow'],
) {
  const verdict = verdictOf(counts, words)
  const isOfEmptyRows = id === emptyRows.id && (counts.rows > 0 || meaning !== verdict.meaning)
  return isOfEmptyRows ? emptyRowVerdict(verdict, gotIn(meaning, counts.rows), declared) : verdict
}

/** How many queries without keys got what, as the sentence has it, where that is no more than there were. */
function gotIn(meaning: string, rows: number): EmptyRowCounts {
  const got = noEmptyRows()
  for (const kind of EMPTY_ROW_KINDS) {
    const said = new RegExp(`([\\d,]+) got ${EMPTY_ROW_WORDS[kind]}[,;]`).exec(meaning)?.[1]
    const count = Number(said?.replaceAll(',', '') ?? 0)
    got[kind] = said === undefined || said === grouped(count) ? count : 0
  }
  return EMPTY_ROW_KINDS.reduce((sum, kind) => sum + got[kind], 0) <= rows ? got : noEmptyRows()
}

const LENGTHS = ['free', 'self', 'one-query'] as const

/** Which extents it takes does not stand there: whether some would leave out what is left out, for these reasons. */
function checkFitting({ declared, gives, implementation }: ExaminedEvidence): string[] {
  const given = { weights: gives.includes('weights'), output: gives.includes('output') }
  const fits = LENGTHS.flatMap((lengths) =>
    [true, false].map((freeTokens): About => ({ declared, lengths, freeTokens, gives: given })),
  ).some((about) => implementation.every((row, i) => row.notApplicable === PROPERTIES[i].unfit(about)))
  return fits
    ? []
    : ['of other properties as an implementation nothing is said than what is declared leaves out']
}

/** Whether each claim is called what it is called on disk. */
export const checkTitles = ({ properties }: ExaminedEvidence, claims: Discovered): string[] =>
  properties.flatMap(({ claim: id, title }) =>
    claimOf(id, claims)?.claim.title === title ? [] : [`${id}: its title is not that of the claim on disk`],
  )

/** Whether what is said of each claim is what the counts of the returned numbers say. */
export const checkProperties = ({ properties }: ExaminedEvidence): string[] =>
  properties.flatMap(checkProperty)

function checkProperty(row: ExaminedEvidence['properties'][number]): string[] {
  const { claim, reals, returned, beyondRounding, leftOut, notApplicable, error } = row
  const wrong: string[] = []
  const demand = (holds: boolean, what: string): void => void (holds || wrong.push(`${claim}: ${what}`))
  const said = [reals, notApplicable, error].filter((part) => part !== undefined).length
  demand(said === 1, 'it was judged, does not fit or failed, and two of them or none is said')
  demand((returned !== undefined) === (reals !== undefined), 'one of its two readings is missing')
  demand(reals !== undefined || leftOut === undefined, 'cases are left out of what was not judged')
  demand(!leftOut || (leftOut.cases > 0 && leftOut.cases < leftOut.of), 'all its cases are left out, or none')
  const compared = (what: string, is: unknown, should: unknown): void =>
    demand(isDeepStrictEqual(is, should), `${what} is ${inBrief(is)}; found again it is ${inBrief(should)}`)
  if (!returned || 'notApplicable' in returned) {
    compared('beyond rounding', beyondRounding, undefined)
    return wrong
  }
  const { counts, reasons, first } = returned
  compared('the returned numbers', returned.status, returnedStatus(counts))
  compared('the sentence', returned.meaning, returnedMeaning(counts, reasons))
  compared('beyond rounding', beyondRounding, isBeyondRounding(reasons))
  const told = counts.violated + counts.notNumbers
  compared('how many cases have a reason', reasons.rounding + reasons.beyond + reasons.unknown, told)
  demand(!first || told > 0, 'a case is told that does not satisfy it, and there is none')
  demand(counts.rounded <= triedIn(counts), 'more cases were rounded than there are')
  return wrong
}

/** So many cases were drawn. */
export const triedIn = ({
  satisfied,
  violated,
  notNumbers,
  undecided,
  discarded,
}: Record<'satisfied' | 'violated' | 'notNumbers' | 'undecided' | 'discarded', number>): number =>
  satisfied + violated + notNumbers + undecided + discarded
