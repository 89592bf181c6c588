import type { Case, Input } from '../arithmetic/batch.ts'
import type { ShrinkPass } from './shrink-pass.ts'
import { complexity, simplifications, wholeRoundings } from './simpler-numbers.ts'

/** Whether an entry of that array may be this number. */
type Allows = (name: string, x: number) => boolean

/** Entries of all the named arrays, as if they were one array. */
function countEntries(item: Case, names: readonly string[]): number {
  return names.reduce((count, name) => count + item.inputs[name].data.length, 0)
}

/**
 * The case with the entries in [from, to) of the named arrays changed wherever that makes them simpler, or undefined
 * when it may do so nowhere. Arrays without a change are shared with the case.
 */
function simplified(
  item: Case,
  names: readonly string[],
  from: number,
  to: number,
  change: (x: number) => number,
  allows: Allows,
): Case | undefined {
  let inputs: Record<string, Input> | undefined
  let start = 0
  for (const name of names) {
    const { shape, data } = item.inputs[name]
    let changed: Float32Array | undefined
    for (let i = Math.max(0, from - start); i < Math.min(data.length, to - start); i++) {
      const x = change(data[i])
      if (complexity(x) < complexity(data[i]) && allows(name, x)) (changed ??= data.slice())[i] = x
    }
    if (changed) (inputs ??= { ...item.inputs })[name] = { shape, data: changed }
    start += data.length
  }
  return inputs && { ...item, inputs }
}

const zero = () => 0

/** Whole arrays to zero, then all arrays and each of them rounded. */
function wholeArrays(names: readonly string[], allows: Allows): ShrinkPass {
  const groups = names.length === 1 ? [names] : [names, ...names.map((name) => [name])]
  const moves = [
    ...names.map((name) => ({ group: [name], change: zero })),
    ...groups.flatMap((group) => wholeRoundings.map((change) => ({ group, change }))),
  ]
  return {
    count: () => moves.length,
    at(item, position) {
      const { group, change } = moves[position]
      return simplified(item, group, 0, Infinity, change, allows)
    },
    resume: (position) => position + 1,
  }
}

/** Blocks of entries to zero: halves, quarters, and so on down to pairs. */
function blocks(names: readonly string[], allows: Allows): ShrinkPass {
  return {
    count(item) {
      const entries = countEntries(item, names)
      let count = 0
      for (let size = Math.ceil(entries / 2); size > 1; size = Math.ceil(size / 2))
        count += Math.ceil(entries / size)
      return count
    },
    at(item, position) {
      const entries = countEntries(item, names)
      let size = Math.ceil(entries / 2)
      for (; position >= Math.ceil(entries / size); size = Math.ceil(size / 2))
        position -= Math.ceil(entries / size)
      return simplified(item, names, position * size, (position + 1) * size, zero, allows)
    },
    resume: (position) => position + 1,
  }
}

/** Single entries to simpler numbers, each number offered once. */
function entries(names: readonly string[], allows: Allows): ShrinkPass {
  const kinds = simplifications.length
  const changes = simplifications.map((simplify, kind) => (x: number) => {
    const simpler = simplify(x)
    const first = simplifications.findIndex((other) => other(x) === simpler)
    return first < kind ? x : simpler
  })
  return {
    count: (item) => countEntries(item, names) * kinds,
    at(item, position) {
      const entry = Math.floor(position / kinds)
      return simplified(item, names, entry, entry + 1, changes[position % kinds], allows)
    },
    resume: (position) => (Math.floor(position / kinds) + 1) * kinds,
  }
}

/**
 * Passes that make the numbers of the named arrays rounder, and leave all shapes as they are.
 *
 * @param allows where they may go: to any number when left out
 */
export function shrinkNumbers(names: readonly string[], allows: Allows = () => true): readonly ShrinkPass[] {
  if (names.length === 0) return []
  return [wholeArrays(names, allows), blocks(names, allows), entries(names, allows)]
}
