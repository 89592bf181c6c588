import type { ClaimEvidence } from '../evidence/schema.ts'
import type { Lack } from '../judge/verdict/words.ts'
import { arraysText } from './array-text.ts'
import type { ClaimPlace } from './claim-place.ts'
import { replayLine } from './replay-line.ts'
import { type Unexpected, unexpectedIn } from './unexpected.ts'
import { inOneLine } from './visible.ts'

/** A claim that is not as expected, for whoever has to mend something. All texts may be shown as they are. */
export interface FailedClaim {
  readonly id: string
  readonly title: string
  readonly file?: string
  /** Of `file`, from 1. */
  readonly line?: number
  /** In one line each, without the id: what was expected, and what was found. */
  readonly problems: readonly string[]
  /** Where nothing is wrong but that too few cases were tried: how many in all would do. */
  readonly lacks?: Lack
  /** All of it in lines, from the title on: the problems with their reasons, cases in decimals, and how to replay them. */
  readonly details: readonly string[]
}

/** What is known of a claim beside its evidence. */
interface Known {
  readonly place?: ClaimPlace
  /** The name of the engine that ran: what it returned is made again by no other. */
  readonly engine?: string
}

/** What is not as a claim expects it. */
export function failedClaim(claim: ClaimEvidence, { place, engine }: Known = {}): FailedClaim {
  const { file, line, name = claim.id } = place ?? {}
  const unexpected = unexpectedIn(claim)
  const lacks = wantOfCases(unexpected)
  const title = inOneLine(claim.title)
  const at = file === undefined ? [] : [line === undefined ? file : `${file}:${line}`]
  return {
    id: inOneLine(claim.id),
    title,
    ...(file !== undefined && { file: inOneLine(file) }),
    ...(line !== undefined && { line }),
    ...(lacks && { lacks }),
    problems: unexpected.map((each) => inOneLine(inBrief(each))),
    details: [title, ...at, ...inFull(unexpected, name, engine)].map(inOneLine),
  }
}

/** The greatest want of cases, where there is no other. */
function wantOfCases(unexpected: readonly Unexpected[]): Lack | undefined {
  const lacks = unexpected.map((each) => each.lacks)
  if (lacks.some((lack) => lack?.what !== 'cases')) return undefined
  const wanted = ({ cases }: Lack): number => cases ?? Infinity
  return (lacks as Lack[]).sort((a, b) => wanted(b) - wanted(a)).at(0)
}

const READINGS: Readonly<Record<string, string>> = { reals: 'over the reals', float32: 'in float32' }

const inBrief = ({ of, expected, found }: Unexpected): string =>
  `${READINGS[of] ?? of}: expected ${expected}, found ${found}`

function inFull(unexpected: readonly Unexpected[], name: string, engine: string | undefined): string[] {
  const seen = new Set<string>()
  return unexpected.flatMap((each) => {
    const { because, shown, onEngine } = each
    const lines = because === undefined ? [] : [`  ${because}`]
    if (shown?.shrunk) {
      const numbers = arraysText(shown.shrunk).map((line) => `    ${line}`)
      const whose = `${shown.as}, shrunk from case ${shown.case.index} of seed ${shown.case.seed}`
      // What refutes both readings is shown once.
      const known = seen.has(numbers.join('\n'))
      lines.push(...(known ? [`  ${whose}: the same`] : [`  ${whose}:`, ...numbers]))
      seen.add(numbers.join('\n'))
    }
    if (shown)
      lines.push(`  ${replayLine(name, shown.case, { ...shown, engine: onEngine ? engine : undefined })}`)
    return [inBrief(each), ...lines]
  })
}
