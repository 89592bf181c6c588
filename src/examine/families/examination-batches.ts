import { Draws } from '../../generate/draws.ts'
import { startDraws } from '../../generate/stream.ts'
import type { Declared } from '../declared.ts'
import { sizes, type Extents, type Lanes } from '../lanes.ts'
import { modelOf } from '../model.ts'
import { largestOf, roundTo } from '../round-to.ts'
import { extentsAt, STEPS, workOf, type FreeExtents } from './extents-at.ts'
import type { Draft, Family } from './family.ts'
import { LINEAR } from './linear-families.ts'
import { MASKS } from './mask-families.ts'
import { PLACES } from './place-families.ts'
import { PLAIN } from './plain-families.ts'
import { SCORES } from './score-families.ts'
import { TINY } from './tiny-families.ts'
import { VALUES } from './value-families.ts'

/** Inputs of one set of extents, drawn in one way. */
export interface ExaminationBatch {
  readonly index: number
  /** How they were drawn, in words. */
  readonly family: string
  readonly lanes: Lanes
}

export interface ExaminationOptions extends FreeExtents {
  readonly seed: number
  /** How many lanes in all. */
  readonly lanes: number
}

/** Batches from small to large, then again, with more lanes each. */
export interface Examination extends Iterable<ExaminationBatch> {
  /** How many lanes all batches have together. */
  readonly total: number
}

/** Numbers of all arrays of a batch, weights and output among them. */
const MOST_NUMBERS = 2 ** 22
/** What evaluating a batch may cost, in products, when a lane alone costs less. */
const MOST_WORK = 2 ** 26

/** Lanes of a batch, by how often all sizes were gone through. */
const LANES = [4, 16, 64, 256] as const

/**
 * Inputs for an attention under examination: a pure function of what is declared, the extents that it leaves open, and the
 * seed. The last batch alone is shortened to the number of lanes.
 *
 * @throws {RangeError} for a feature map without a formula, or unless the seed is a safe integer ≥ 0
 */
export function examinationBatches(declared: Declared, options: ExaminationOptions): Examination {
  return {
    total: options.lanes,
    *[Symbol.iterator]() {
      for (let index = 0, left = options.lanes; left > 0; index++) {
        const batch = examinationBatch(declared, options, index, left)
        left -= batch.lanes.lanes
        yield batch
      }
    },
  }
}

/** How many batches go through all families and sizes once; their lanes are the fewest. */
export const batchesOfACycle = (declared: Declared): number => familiesFor(declared).length * STEPS.length

/** One batch, of at most so many lanes; fewer are the first of more. */
export function examinationBatch(
  declared: Declared,
  options: FreeExtents & { readonly seed: number },
  index: number,
  mostLanes = Infinity,
): ExaminationBatch {
  const families = familiesFor(declared)
  const round = Math.floor(index / families.length)
  const cycle = Math.floor(round / STEPS.length)
  const step = round % STEPS.length
  const which = index % families.length
  const family = families[which]
  // Further by one in each round and cycle, so that each family meets all values, masks and numbers of tokens.
  const values = VALUES[(which + round + cycle) % VALUES.length]
  const masks =
    declared.mask.kind === 'given' ? MASKS[(which + Math.floor(round / 2) + cycle) % MASKS.length] : undefined
  const draws = new Draws({ nextInt: () => 0 })
  startDraws(draws, STREAM, options.seed, index)
  const place = { step, turn: which + cycle, rare: (which + round) % 11 === 0 }
  const extents = extentsAt(declared, options, draws, place, { keys: family.keys, values })
  const numbers = Object.values(sizes(extents)).reduce((sum, each) => sum + each, 0)
  const limit = Math.min(
    Math.floor(MOST_NUMBERS / numbers),
    Math.floor(MOST_WORK / workOf(declared, extents)),
    LANES[Math.min(cycle, LANES.length - 1)],
    mostLanes,
  )
  const lanes = emptyLanes(declared, extents, Math.max(1, limit))
  for (let lane = 0; lane < lanes.lanes; lane++) {
    startDraws(draws, `${STREAM}, lane ${lane}`, options.seed, index)
    fillLane(draftOf(declared, lanes, lane, draws), family, values, masks)
  }
  for (const array of [lanes.q, lanes.k, lanes.v]) roundTo(declared.precision, finite(declared, array))
  return {
    index,
    lanes,
    family: [family, values, ...(masks ? [masks] : [])].map((each) => each.name).join(', '),
  }
}

const STREAM = 'examine'

/** Ways to draw queries and keys, the telling ones first, each kind in turn. */
function familiesFor(declared: Declared): Family[] {
  const kinds = [PLAIN, PLACES, LINEAR, SCORES, TINY].map((kind) =>
    kind.filter(({ fits }) => fits === undefined || fits(declared)),
  )
  const most = Math.max(...kinds.map(({ length }) => length))
  return Array.from({ length: most }, (_, at) => kinds.flatMap((kind) => kind.slice(at, at + 1))).flat()
}

function emptyLanes(declared: Declared, extents: Extents, lanes: number): Lanes {
  const size = sizes(extents)
  return {
    ...extents,
    lanes,
    q: new Float32Array(lanes * size.q),
    k: new Float32Array(lanes * size.k),
    v: new Float32Array(lanes * size.v),
    ...(declared.mask.kind === 'given' && { mask: new Uint8Array(lanes * size.mask).fill(1) }),
  }
}

function draftOf(declared: Declared, lanes: Lanes, lane: number, draws: Draws): Draft {
  const size = sizes(lanes)
  const part = <A extends Float32Array | Uint8Array>(all: A, one: number) =>
    all.subarray(lane * one, (lane + 1) * one) as A
  const { queries, keys, width, valueWidth, queryHeads, keyHeads } = lanes
  return {
    ...{ queries, keys, width, valueWidth, queryHeads, keyHeads },
    declared,
    draws,
    scale: declared.mechanism === 'softmax' ? Math.abs(modelOf(declared).scale(width, lanes)) || 1 : 1,
    q: part(lanes.q, size.q),
    k: part(lanes.k, size.k),
    v: part(lanes.v, size.v),
    ...(lanes.mask && { mask: part(lanes.mask, size.mask) }),
  }
}

function fillLane(draft: Draft, family: Family, values: Family, masks: Family | undefined): void {
  family.fill(draft)
  values.fill(draft)
  // A family that forbids keys itself keeps its mask.
  if (draft.mask?.every((each) => each === 1)) masks?.fill(draft)
}

/** Infinities, of numbers drawn beyond the largest of float32, become the largest of the precision. */
function finite({ precision }: Declared, numbers: Float32Array): Float32Array {
  const largest = largestOf(precision)
  for (let at = 0; at < numbers.length; at++)
    if (Math.abs(numbers[at]) > largest) numbers[at] = Math.sign(numbers[at]) * largest
  return numbers
}
