import type { Batch } from '../../arithmetic/batch.ts'
import { subjectsOf, type Claim } from '../../claim/claim.ts'
import { regionsOf } from '../../claim/record-claim.ts'
import { TIERS } from '../../evidence/tiers.ts'
import type { CaseGroup } from '../../judge/case-group.ts'
import { agrees } from '../../judge/expectation.ts'
import type { Outcomes } from '../../judge/outcomes.ts'
import { Status } from '../../judge/status.ts'
import { sizeOf } from '../../program/shape.ts'
import { decimal } from '../array-text.ts'
import { replayLine } from '../replay-line.ts'

/** Numbers of a case that stand in its observation. */
const NUMBERS = 32

/** A case within a group, and the place of its outcome. */
export interface Place {
  readonly group: CaseGroup
  readonly lane: number
  readonly outcomes: Outcomes
  readonly at: number
}

/** What became of a case, over the reals or of the returned numbers. */
const WORDS: Readonly<Record<Status, string>> = {
  [Status.Satisfied]: 'satisfied',
  [Status.Consistent]: 'consistent',
  [Status.Violated]: 'violated',
  [Status.Undecided]: 'undecided',
  [Status.Discarded]: 'discarded',
  [Status.HypothesisOpen]: 'open',
  [Status.NonFinite]: 'not finite',
}

/** What the observations of a claim's cases share. */
export interface Observed {
  readonly claim: Claim
  /** What commands call it. */
  readonly name: string
  readonly seed: number
  /** Seconds since 1970. */
  readonly runStart: number
}

/**
 * A case as Hypothesis' format of observations has it (`type: "test_case"`). Tyche draws numbers among its features by their
 * size, texts by how often they occur.
 */
export function observation({ claim, name, seed, runStart }: Observed, place: Place) {
  const { group, lane, outcomes, at } = place
  const status = outcomes.status[at] as Status
  const index = group.indices[lane]
  const family = group.families[group.family[lane]] as string | undefined
  const arrays = arraysOf(group.batch, lane)
  return {
    type: 'test_case',
    run_start: runStart,
    property: claim.id,
    ...said(claim, status, TIERS[outcomes.tier[at]]),
    representation: arrays
      .map(({ name, shape, text }) => `${name} [${shape.join(', ')}] = ${text}`)
      .join('\n'),
    arguments: Object.fromEntries(arrays.map(({ name, shape, numbers }) => [name, { shape, numbers }])),
    how_generated: family === undefined ? 'drawn' : `drawn from ${family}`,
    features: featuresOf(claim, place),
    coverage: null,
    timing: {},
    metadata: { seed, index, replay: replayLine(name, { seed, index }) },
  }
}

/** Whether it passed, and if not, why. An event that did not happen is no failure of a probability. */
function said({ kind, expect }: Claim, status: Status, tier: string) {
  const word = WORDS[status]
  const passes =
    status === Status.Satisfied ||
    (status === Status.Violated && kind === 'probability') ||
    (status === Status.Consistent && agrees('consistent', expect.reals))
  if (passes) return { status: 'passed', status_reason: '' }
  if (status === Status.Violated) return { status: 'failed', status_reason: `${word}, by tier ${tier}` }
  return { status: 'gave_up', status_reason: word }
}

function featuresOf(claim: Claim, { group, lane, outcomes, at }: Place) {
  const { batch, shape, subject, families, family } = group
  const margin = outcomes.margin[at]
  const status = outcomes.status[at] as Status
  return {
    distribution: families[family[lane]] ?? 'not named',
    shape,
    ...extents(batch),
    subject: subjectsOf(claim.subject)[subject].name,
    largest: largest(batch, lane),
    'over the reals': WORDS[status],
    'in float32': WORDS[outcomes.float32[at] as Status],
    'decided by tier': TIERS[outcomes.tier[at]],
    ...finite({ margin, bound: outcomes.bound[at], observed: outcomes.observed[at] }),
    ...Object.fromEntries(
      regionsOf(claim).map(({ name }, i) => [
        `region ${name}`,
        outcomes.covered[i][at] === 1 ? 'in' : 'not in',
      ]),
    ),
  }
}

/** The extents of each array, an axis each. */
const extents = ({ names, shapes }: Batch): Record<string, number> =>
  Object.fromEntries(
    names.flatMap((name) => shapes[name].map((extent, axis) => [`${name} axis ${axis}`, extent] as const)),
  )

/** Those that are numbers: JSON has no others. */
const finite = (numbers: Readonly<Record<string, number | undefined>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(numbers).flatMap(([name, x]) =>
      x !== undefined && Number.isFinite(x) ? [[name, x]] : [],
    ),
  )

const numbersOf = ({ data, shapes }: Batch, name: string, lane: number): Float32Array => {
  const size = sizeOf(shapes[name])
  return data[name].subarray(lane * size, (lane + 1) * size)
}

const largest = (batch: Batch, lane: number): number =>
  batch.names.reduce(
    (most, name) => numbersOf(batch, name, lane).reduce((a, x) => Math.max(a, Math.abs(x)), most),
    0,
  )

/** The arrays of a case, of each its first numbers. */
function arraysOf(batch: Batch, lane: number) {
  const most = Math.max(1, Math.floor(NUMBERS / batch.names.length))
  return batch.names.map((name) => {
    const all = numbersOf(batch, name, lane)
    // So many digits tell every float32 from all others.
    const numbers = Array.from(all.subarray(0, most), (x) => Number(x.toPrecision(9)))
    const rest = all.length - numbers.length
    const text = numbers.map(decimal).join(' ') + (rest > 0 ? ` … ${rest} more` : '')
    return { name, shape: [...batch.shapes[name]], numbers, text }
  })
}
