import { grouped } from '../judge/verdict/words.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { attackText } from '../report/attack-text.ts'
import type { ClaimPlace } from '../report/claim-place.ts'
import { type FailedClaim, failedClaim } from '../report/failed-claim.ts'
import { inOneLine } from '../report/visible.ts'
import type { Paint } from './paint.ts'
import { markOf, verdictTable } from './verdict-table.ts'
import { wrapped } from './wrapped.ts'

/** What was found, and what is known beside the evidence. */
export interface Found {
  readonly claims: readonly ClaimEvidence[]
  /** Where the sources of the claims stand, by their ids. */
  readonly places: ReadonlyMap<string, ClaimPlace>
  /** The name of the engine that ran. */
  readonly engine: string
}

/** How it is shown. */
export interface Shown {
  readonly columns: number
  readonly paint: Paint
  /** Whether the sentences of all verdicts are. */
  readonly verbose: boolean
}

/** What came of the claims of a run, for people: a table, then what is not as expected. */
export function verdictsText({ claims, places, engine }: Found, { columns, paint, verbose }: Shown): string {
  const failed = claims
    .filter(({ asExpected }) => !asExpected)
    .map((claim) => {
      const place = places.get(claim.id)
      return failedClaim(claim, { engine, ...(place && { place }) })
    })
  const parts = [
    verdictTable(claims, columns, paint),
    ...(verbose ? claims.map((claim) => sentences(claim, columns, paint)) : []),
    ...failed.filter(({ lacks }) => !lacks).map((each) => details(each, columns, paint)),
    wantOfCases(failed, paint),
  ]
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n')
}

/** All that is said of a claim, whatever came of it. */
function sentences(claim: ClaimEvidence, columns: number, paint: Paint): string[] {
  const { reals, float32 } = claim.verdict
  const said = { reals: reals.meaning, float32: float32?.meaning, attack: attackText(claim) }
  const { text, colour } = markOf(claim)
  return [
    `${paint(colour, text)} ${paint('bold', inOneLine(claim.id))}`,
    ...Object.entries(said).flatMap(([name, meaning]) =>
      meaning ? wrapped(inOneLine(meaning), columns, `  ${name.padEnd(7)}  `) : [],
    ),
  ]
}

function details({ id, details }: FailedClaim, columns: number, paint: Paint): string[] {
  const shown = details.flatMap((line) => {
    const [indent] = /^ */.exec(line)!
    // What is pasted, and numbers in columns, are left as they are.
    return / {2}|^ *assay /.test(line.trimStart()) || line.length + 2 <= columns
      ? [`  ${line}`]
      : wrapped(line.trimStart(), columns, `  ${indent}`)
  })
  return [`${paint('red', '✗')} ${paint('bold', id)}`, ...shown]
}

/** The claims that nothing is wrong with but that too few cases were tried. */
function wantOfCases(failed: readonly FailedClaim[], paint: Paint): string[] {
  const short = failed.flatMap(({ id, lacks }) => (lacks ? [{ id, number: inWords(lacks), lacks }] : []))
  if (short.length === 0) return []
  const widest = (texts: readonly string[]): number => Math.max(...texts.map(({ length }) => length))
  const ids = widest(short.map(({ id }) => id))
  const numbers = widest(short.map(({ number }) => number))
  const most = Math.max(...short.map(({ lacks }) => lacks.cases ?? Infinity))
  return [
    `${paint('yellow', '?')} Too few cases. So many in all would do, if the others come out alike:`,
    ...short.map(({ id, number }) => `    ${id.padEnd(ids)}  ${number.padStart(numbers)}`),
    ...(short.length > 1 && most < Infinity ? [`  For all of them: --cases ${most}`] : []),
  ]
}

const inWords = ({ cases, about }: NonNullable<FailedClaim['lacks']>): string =>
  cases === undefined ? 'nobody knows' : `${about ? 'about ' : ''}${grouped(cases)}`
