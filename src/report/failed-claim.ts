import type { ClaimEvidence } from '../evidence/schema.ts'
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
  const title = inOneLine(claim.title)
  const at = file === undefined ? [] : [line === undefined ? file : `${file}:${line}`]
  return {
    id: inOneLine(claim.id),
    title,
    ...(file !== undefined && { file: inOneLine(file) }),
    ...(line !== undefined && { line }),
    problems: unexpected.map((each) => inOneLine(inBrief(each))),
    details: [title, ...at, ...unexpected.flatMap((each) => inFull(each, name, engine))].map(inOneLine),
  }
}

const READINGS: Readonly<Record<string, string>> = { reals: 'over the reals', float32: 'in float32' }

const inBrief = ({ of, expected, found }: Unexpected): string =>
  `${READINGS[of] ?? of}: expected ${expected}, found ${found}`

function inFull(each: Unexpected, name: string, engine: string | undefined): string[] {
  const { because, shown } = each
  const lines = because === undefined ? [] : [`  ${because}`]
  if (shown?.shrunk)
    lines.push(
      `  ${shown.as}, shrunk from case ${shown.case.index} of seed ${shown.case.seed}:`,
      ...arraysText(shown.shrunk).map((line) => `    ${line}`),
    )
  if (shown)
    lines.push(`  ${replayLine(name, shown.case, shown.variant, each.onEngine ? engine : undefined)}`)
  return [inBrief(each), ...lines]
}
