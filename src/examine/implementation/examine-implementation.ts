import { Draws } from '../../generate/draws.ts'
import { startDraws } from '../../generate/stream.ts'
import type { Declared } from '../declared.ts'
import { EMPTY_ROW_KINDS, noEmptyRows, type EmptyRowCounts } from '../empty-row.ts'
import { ExaminedError, type Examined } from '../examined.ts'
import { batchesOfACycle, examinationBatch, type ExaminationBatch } from '../families/examination-batches.ts'
import type { FreeExtents } from '../families/extents-at.ts'
import type { Answer } from '../lanes.ts'
import { modelOf, type Model } from '../model.ts'
import { pickLanes } from '../pick-lanes.ts'
import {
  emptyRowVerdict,
  noCounts,
  verdictOf,
  type FirstDifference,
  type ImplementationRow,
  type PropertyCounts,
} from './implementation-row.ts'
import { severity } from './compare-rows.ts'
import { PROPERTIES } from './properties.ts'
import type { Property, Tried } from './property.ts'
import type { About } from './relation.ts'

export interface ImplementationOptions extends FreeExtents {
  readonly examined: Examined
  readonly declared: Declared
  readonly seed: number
  /** How many batches each property is tried on, at most 4 lanes each, of all sizes; 48 unless told otherwise. */
  readonly batches?: number
  /** Called after each batch. */
  readonly onProgress?: (done: number, total: number) => void
  /** Checked between batches. */
  readonly signal?: AbortSignal
}

/** What has come of one property so far. */
interface Running {
  readonly property: Property
  readonly counts: PropertyCounts
  first?: FirstDifference
  emptyRows?: EmptyRowCounts
  failed?: string
}

/**
 * Puts an attention under what only implementations have: what its numbers may depend on, bit for bit; and where bits
 * differ, whether rounding explains it.
 *
 * @returns a row for each property, in their order
 * @throws the signal's reason
 */
export async function examineImplementation(options: ImplementationOptions): Promise<ImplementationRow[]> {
  const { examined, declared, seed, batches = 48, onProgress, signal } = options
  const model = modelOf(declared)
  const about: About = {
    declared,
    lengths: options.lengths,
    gives: examined.gives,
    freeTokens: options.keys === undefined,
  }
  const running = PROPERTIES.filter((property) => property.unfit(about) === undefined).map(
    (property): Running => ({ property, counts: noCounts() }),
  )
  const indices = spreadOut(batchesOfACycle(declared), batches)
  for (const [done, index] of indices.entries()) {
    signal?.throwIfAborted()
    const batch = examinationBatch(declared, options, index)
    const answer = await settled(() => examined.answer(batch.lanes))
    for (const each of running) {
      signal?.throwIfAborted()
      if ('failed' in answer) each.failed ??= answer.failed
      else await attempt(each, { examined, about, model, seed, batch, answer: answer.value })
    }
    onProgress?.(done + 1, indices.length)
  }
  return PROPERTIES.map((property) => {
    const { id, title, statement } = property
    const found = running.find((each) => each.property === property)
    const said = found ? findingOf(found, declared) : { notApplicable: property.unfit(about)! }
    return { id, title, statement, ...said }
  })
}

/** So many of the first numbers below `count`, over all of them, in order. */
function spreadOut(count: number, some: number): number[] {
  const most = Math.min(count, some)
  return Array.from({ length: most }, (_, at) => Math.floor((at * count) / most))
}

interface Attempt {
  readonly examined: Examined
  readonly about: About
  readonly model: Model
  readonly seed: number
  readonly batch: ExaminationBatch
  readonly answer: Answer
}

async function attempt(into: Running, { seed, batch, ...rest }: Attempt): Promise<void> {
  if (into.failed !== undefined) return
  const draws = new Draws({ nextInt: () => 0 })
  startDraws(draws, `examine ${into.property.id}`, seed, batch.index)
  const tried = await settled(() => into.property.attempt({ ...rest, lanes: batch.lanes, draws }))
  if ('failed' in tried) into.failed = tried.failed
  else if (tried.value) count(into, batch, tried.value)
}

function count(into: Running, { family }: ExaminationBatch, tried: Tried): void {
  const { counts } = into
  const { differences } = tried
  counts.lanes += tried.lanes.lanes
  counts.rows += tried.rows
  counts.differing += differences.length
  counts.beyond += differences.filter(({ beyondRounding }) => beyondRounding === true).length
  counts.unknown += differences.filter(({ beyondRounding }) => beyondRounding === 'undecided').length
  if (tried.emptyRows) {
    into.emptyRows ??= noEmptyRows()
    for (const kind of EMPTY_ROW_KINDS) into.emptyRows[kind] += tried.emptyRows[kind]
  }
  const telling = [...differences].sort((a, b) => severity(b) - severity(a)).at(0)
  if (!telling || (into.first && severity(into.first) >= severity(telling))) return
  const { lane, ...difference } = telling
  const [asked, related] = [pickLanes(tried.lanes, [lane]), pickLanes(tried.changed, [lane])]
  into.first = { ...difference, family, asked, related }
}

function findingOf({ property, counts, first, emptyRows, failed }: Running, { emptyRow }: Declared) {
  if (failed !== undefined) return { failed }
  const verdict = verdictOf(counts, property.words)
  return {
    ...(emptyRows ? emptyRowVerdict(verdict, emptyRows, emptyRow) : verdict),
    counts,
    ...(emptyRows && { emptyRows }),
    ...(first && { first }),
  }
}

async function settled<T>(ask: () => Promise<T>): Promise<{ value: T } | { failed: string }> {
  try {
    return { value: await ask() }
  } catch (error) {
    if (error instanceof ExaminedError) return { failed: error.message }
    throw error
  }
}
