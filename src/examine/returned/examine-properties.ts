import type { Subject } from '../../attention/attention.ts'
import type { Claim } from '../../claim/claim.ts'
import { unmetNeed } from '../../claim/needs.ts'
import { runCampaign } from '../../judge/campaign.ts'
import { verdictsOf } from '../../judge/conclusion.ts'
import { findingsOf } from '../../judge/verdict/findings.ts'
import { declaredSubject } from '../declared-subject.ts'
import type { Declared } from '../declared.ts'
import { ExaminedError, type Examined } from '../examined.ts'
import { countReturned } from './count-returned.ts'
import { fittingCases, type Fitting } from './fitting-cases.ts'
import type { OutsideHonest } from '../outside-honest.ts'
import { placed, placingFor } from './placing.ts'
import { isBeyondRounding, returnedMeaning, returnedStatus, type PropertyRow } from './property-row.ts'
import { simplestCase } from './simplest-case.ts'
import { traitsOf, type Takes } from './takes.ts'

/** So few cases leave more open than a claim may leave; as under vitest. */
const DEMAND = 0.05

export interface PropertiesOptions {
  readonly examined: Examined
  readonly declared: Declared
  /** What is declared, of the first head: the statement over the reals is about its definition; made of it when left out. */
  readonly subject?: Subject
  /** Extents that the attention takes; any when left out. */
  readonly takes?: Takes
  readonly claims: readonly Claim[]
  /** Cases of each claim. */
  readonly cases: number
  readonly seed: number
  readonly outsideHonest: OutsideHonest
  /** Whether a case that does not satisfy a claim is shrunk, for which the attention is asked again. @default true */
  readonly shrinks?: boolean
  /** Called after some cases of a claim. */
  readonly onProgress?: (claim: string, done: number, total: number) => void
  /** Called with each row when it is there, so that nothing is lost when the attention fails later. */
  readonly onRow?: (row: PropertyRow) => void
  /** Checked between claims and batches. */
  readonly signal?: AbortSignal
}

/**
 * Puts an attention under claims: what each says over the reals of what the attention is declared to be, and what the
 * numbers say that it returns.
 *
 * @returns a row for each claim, in their order
 * @throws {ExaminedError} when the attention fails; the signal's reason
 */
export async function examineProperties(options: PropertiesOptions): Promise<PropertyRow[]> {
  const rows: PropertyRow[] = []
  for (const claim of options.claims) {
    options.signal?.throwIfAborted()
    const row = { claim: claim.id, title: claim.title, ...(await saidOf(claim, options)) }
    options.onRow?.(row)
    rows.push(row)
  }
  return rows
}

type SaidOf<Row> = Row extends unknown ? Omit<Row, 'claim' | 'title'> : never

async function saidOf(claim: Claim, options: PropertiesOptions): Promise<SaidOf<PropertyRow>> {
  const { examined, declared, takes = {}, seed, signal } = options
  // A mask that is an input allows every key here.
  const meant = options.subject ?? declaredSubject(declared, { given: () => true })
  const traits = traitsOf(declared, meant)
  const subject = { ...meant, ...(traits.linear && { linear: traits.linear }) }
  const unmet = unmetNeed(claim, traits)
  if (unmet !== undefined) return { notApplicable: unmet }
  if (claim.kind === 'probability')
    return {
      notApplicable:
        'This claim is about a probability, which takes as many cases as `assay verify` gives it.',
    }
  try {
    const placing = placingFor(claim, traits, declared, takes)
    const { gives } = examined
    const fitting = fittingCases(claim, seed, { subject, placing, gives, precision: declared.precision })
    if ('reason' in fitting) return { notApplicable: fitting.reason }
    const reals = await overReals({ ...fitting.claim, subject: placed(subject, placing) }, options)
    return {
      reals,
      ...(claim.kind === 'exists'
        ? {
            returned: {
              notApplicable:
                'This claim is about what exists, and returned numbers show no more than a case.',
            },
          }
        : await inReturned(fitting, options)),
      ...(fitting.leftOut && { leftOut: fitting.leftOut }),
    }
  } catch (error) {
    if (signal?.aborted || error instanceof ExaminedError) throw error
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

/** What the ordinary campaign says of a definition, with no engine and no variants. */
async function overReals(claim: Claim, { seed, cases, signal }: PropertiesOptions) {
  const only = { ...claim, cover: [], trivial: undefined, tightness: undefined } as unknown as Claim
  const { tally } = await runCampaign(only, { seed, from: 0, to: cases, ...(signal && { signal }) })
  const { status, meaning } = verdictsOf(tally, findingsOf(only, tally, DEMAND), []).reals
  return { status, meaning }
}

async function inReturned(fitting: Fitting, options: PropertiesOptions) {
  const { examined, declared, takes = {}, cases, seed, outsideHonest, onProgress, shrinks = true } = options
  const judging = { examined, declared, takes, precision: declared.precision, outsideHonest }
  const { counts, reasons, telling } = await countReturned(fitting, seed, cases, judging, (done) => {
    options.signal?.throwIfAborted()
    onProgress?.(fitting.claim.id, done, cases)
  })
  const first = shrinks && telling && (await simplestCase(fitting, seed, telling, judging))
  return {
    returned: {
      status: returnedStatus(counts),
      meaning: returnedMeaning(counts, reasons),
      counts,
      reasons,
      ...(first && { first }),
    },
    beyondRounding: isBeyondRounding(reasons),
  }
}
