import type { Case, Input } from '../../arithmetic/batch.ts'
import { shrinkNumbers } from '../../generate/shrink-numbers.ts'
import { shrinkBy, type ShrinkPass } from '../../generate/shrink-pass.ts'
import type { Declared } from '../declared.ts'
import type { Lanes } from '../lanes.ts'
import { pickLanes } from '../pick-lanes.ts'
import { rounded } from '../round-to.ts'
import { admitsMoreQueries, workOf, type FreeExtents } from './extents-at.ts'
import { caseOf, laneOf } from './lane-case.ts'

/** An axis of arrays, by their names. */
type Axes = Readonly<Partial<Record<'q' | 'k' | 'v' | 'mask', number>>>

const KEYS: Axes = { k: 0, v: 0, mask: 1 }
const QUERIES: Axes = { q: 0, mask: 0 }
const WIDTH: Axes = { q: 2, k: 2 }
const VALUE_WIDTH: Axes = { v: 2 }

/** How many candidates are tried at most, and what evaluating them may cost, in products. */
const MOST_CANDIDATES = 2000
const MOST_WORK = 2 ** 31

/**
 * A smaller lane that still fails: fewer tokens, a smaller width where it is free, zeros, rounder numbers, each of them a
 * number of the declared precision. Every step is the first candidate that fails.
 *
 * @param lane which lane of the batch
 * @param fails whether a batch of one lane fails; of what throws, shrinking throws
 * @returns a batch of one lane: the smallest found, or the lane itself
 */
export async function shrinkLane(
  lanes: Lanes,
  lane: number,
  fails: (one: Lanes) => Promise<boolean>,
  { declared, ...free }: FreeExtents & { readonly declared: Declared },
): Promise<Lanes> {
  const passes = [...extentPasses(declared, free), ...shrinkNumbers(['q', 'k', 'v'])]
  const isStored = ({ inputs }: Case) =>
    ['q', 'k', 'v'].every((name) =>
      inputs[name].data.every((each) => Object.is(rounded(declared.precision, each), each)),
    )
  let held = caseOf(pickLanes(lanes, [lane]))
  let context: unknown
  let [tried, work] = [0, 0]
  for (let found = true; found;) {
    found = false
    for (const { value, context: next } of shrinkBy(passes, held, context)) {
      const one = laneOf(value)
      if (!isStored(value) || (one.queries > one.keys && !admitsMoreQueries(declared))) continue
      work += workOf(declared, one)
      if (++tried > MOST_CANDIDATES || work > MOST_WORK) return laneOf(held)
      if (!(await fails(one))) continue
      ;[held, context, found] = [value, next, true]
      break
    }
  }
  return laneOf(held)
}

function extentPasses({ position }: Declared, free: FreeExtents): ShrinkPass[] {
  const tokens =
    free.keys !== undefined
      ? []
      : free.lengths === 'self'
        ? extent([KEYS, QUERIES])
        : [
            ...extent([KEYS]),
            ...(free.lengths === 'free' && free.queries === undefined ? extent([QUERIES]) : []),
          ]
  // Rotations take pairs of entries.
  const admits = position.kind === 'rotary' ? (count: number) => count % 2 === 0 : () => true
  const width = free.width !== undefined || free.valueWidth === 'width' ? [] : extent([WIDTH], admits)
  const valueWidth = free.valueWidth === undefined ? extent([VALUE_WIDTH]) : []
  return [...tokens, ...width, ...valueWidth]
}

/** Two passes that make an extent smaller: one index, its first and last half; then each index dropped alone. */
function extent(axes: readonly Axes[], admits: (count: number) => boolean = () => true): ShrinkPass[] {
  const extentOf = ({ inputs }: Case): number => {
    const [[name, axis]] = Object.entries(axes[0])
    return inputs[name].shape[axis]
  }
  const keep = (item: Case, kept: readonly number[]): Case | undefined => {
    if (kept.length === 0 || kept.length >= extentOf(item) || !admits(kept.length)) return undefined
    const inputs: Record<string, Input> = { ...item.inputs }
    for (const each of axes)
      for (const [name, axis] of Object.entries(each))
        if (Object.hasOwn(inputs, name)) inputs[name] = taken(inputs[name], axis, kept)
    return { ...item, inputs }
  }
  const upTo = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at)
  return [
    {
      count: () => 4,
      at(item, position) {
        const all = extentOf(item)
        const half = Math.ceil(all / 2)
        return keep(item, [[0], [all - 1], upTo(0, half), upTo(all - half, all)][position])
      },
      resume: (position) => position,
    },
    {
      count: extentOf,
      at: (item, position) => keep(item, upTo(0, extentOf(item)).toSpliced(position, 1)),
      resume: (position) => position,
    },
  ]
}

/** The entries of an array at some indices of an axis. */
function taken({ shape, data }: Input, axis: number, kept: readonly number[]): Input {
  const inner = shape.slice(axis + 1).reduce((product, each) => product * each, 1)
  const outer = shape.slice(0, axis).reduce((product, each) => product * each, 1)
  const into = new Float32Array(outer * kept.length * inner)
  let to = 0
  for (let block = 0; block < outer; block++)
    for (const index of kept) {
      const from = (block * shape[axis] + index) * inner
      into.set(data.subarray(from, from + inner), to)
      to += inner
    }
  return { shape: shape.map((each, at) => (at === axis ? kept.length : each)), data: into }
}
