import { batchOf, shapeKey, type Batch, type Case } from '../arithmetic/batch.ts'
import { SpansWhileDrawn } from '../arithmetic/device/spans-while-drawn.ts'
import { spansOf } from '../arithmetic/device/spans.ts'
import type { FloatMemory } from '../arithmetic/numbers/float-memory.ts'
import { subjectsOf, type Claim } from '../claim/claim.ts'
import { ArraysArbitrary } from '../generate/arrays.ts'
import { drawColumns } from '../generate/draw-columns.ts'
import { CaseError, caseInTime } from '../generate/case-error.ts'
import { drawnInTime } from '../generate/drawn-in-time.ts'
import { notFinite } from '../generate/check-case.ts'
import { caseAt, caseHash } from '../generate/stream.ts'
import type { Shape } from '../program/shape.ts'

/** Cases of a range that have one shape and are about one subject, in the order of their indices. */
export interface CaseGroup {
  readonly subject: number
  /** The shapes of the arrays, in words. */
  readonly shape: string
  readonly indices: Float64Array
  readonly batch: Batch
  /** What the distributions of its cases are called, and for each lane the number of its own; -1 for none. */
  readonly families: readonly string[]
  readonly family: Int16Array
}

/** Which of the claim's subjects a case is about; part of the case. */
export const subjectOf = (claim: Claim, seed: number, index: number): number => subjectsBy(claim, seed)(index)

/** The same for many cases. */
function subjectsBy({ id, subject }: Claim, seed: number): (index: number) => number {
  const subjects = subjectsOf(subject).length
  return subjects === 1 ? () => 0 : (index) => caseHash(`${id} subject`, seed, index) % subjects
}

/** Cases of an arbitrary of fast-check's that are drawn before the clock is set anew. */
const IN_TIME = 256

/**
 * Draws the cases [from, to) of a claim.
 *
 * @param memory where their numbers stand; fresh when left out
 * @throws {CaseError} when the generator breaks its promise, or does not end; what it throws
 */
export function drawGroups(
  claim: Claim,
  seed: number,
  from: number,
  to: number,
  memory?: FloatMemory,
): CaseGroup[] {
  const { inputs, id } = claim
  if (!(inputs instanceof ArraysArbitrary)) return groupsOf(claim, seed, from, to)
  let at = from
  const subject = subjectsBy(claim, seed)
  const about = (index: number): number => subject((at = index))
  const watch = (shapes: readonly Shape[], capacity: number) => new SpansWhileDrawn(shapes, capacity, memory)
  const columns = drawnInTime(
    inputs,
    () => `drawing cases ${from} to ${to - 1} of ${id}, with case ${at},`,
    () => at,
    () => drawColumns(inputs, id, seed, { from, to }, about, watch, memory),
  )
  return columns.map(({ kind, watcher, ...columns }) => {
    const { batch } = columns
    const spans = watcher.finish(
      batch.names.map((name) => batch.data[name]),
      batch.lanes,
    )
    const bounds = Object.fromEntries(batch.names.map((name, slot) => [name, spans[slot]]))
    const group = { ...columns, subject: kind, batch: { ...batch, bounds } }
    demandFinite(id, group)
    return group
  })
}

/** A distribution of a user's own may leave float32; the norm of a lane's vectors is finite unless a number is not. */
function demandFinite(id: string, { batch: { names, data, lanes, bounds }, indices }: CaseGroup): void {
  for (const name of names) {
    const lane = bounds![name].norm.findIndex((norm) => !(norm < Infinity))
    if (lane < 0) continue
    const size = data[name].length / lanes
    const numbers = data[name].subarray(lane * size, (lane + 1) * size)
    const at = numbers.findIndex((x) => !Number.isFinite(x))
    const index = indices[lane]
    throw new CaseError(
      index,
      `the generator breaks its promise in case ${index} of ${id}: array "${name}" ${notFinite(at, numbers[at])}`,
    )
  }
}

/** For arbitraries that were composed with fast-check's own: case by case. */
function groupsOf(claim: Claim, seed: number, from: number, to: number): CaseGroup[] {
  const drawn = new Map<string, { subject: number; shape: string; indices: number[]; cases: Case[] }>()
  const add = (index: number): void => {
    const item = caseAt(claim.inputs, claim.id, seed, index)
    const subject = subjectOf(claim, seed, index)
    const shape = shapeKey(item)
    const key = subject === 0 ? shape : `${subject} ${shape}`
    let group = drawn.get(key)
    if (!group) drawn.set(key, (group = { subject, shape, indices: [], cases: [] }))
    group.indices.push(index)
    group.cases.push(item)
  }
  let at = from
  while (at < to) {
    const [start, end] = [at, Math.min(to, at + IN_TIME)]
    caseInTime(
      () => `drawing cases ${start} to ${end - 1} of ${claim.id}, with case ${at},`,
      claim.inputs,
      () => at,
      () => {
        for (; at < end; at++) add(at)
      },
    )
  }
  return [...drawn.values()].map(({ subject, shape, indices, cases }) => ({
    subject,
    shape,
    indices: Float64Array.from(indices),
    batch: withBounds(batchOf(cases)),
    ...familiesOf(cases),
  }))
}

/** The static bounds of the inputs are found where the cases are drawn, so that a thread that draws does that too. */
function withBounds(batch: Batch): Batch {
  const bounds = Object.fromEntries(
    batch.names.map((name) => [name, spansOf(batch.data[name], batch.lanes, batch.shapes[name].at(-1) ?? 1)]),
  )
  return { ...batch, bounds }
}

function familiesOf(cases: readonly Case[]): Pick<CaseGroup, 'families' | 'family'> {
  const families: string[] = []
  const family = Int16Array.from(cases, ({ distribution }) => {
    if (distribution === undefined) return -1
    const known = families.indexOf(distribution)
    return known >= 0 ? known : families.push(distribution) - 1
  })
  return { families, family }
}
