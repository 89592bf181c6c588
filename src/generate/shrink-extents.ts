import type { Case, Input } from '../arithmetic/batch.ts'
import { splitAtAxis } from '../program/shape.ts'
import type { ArrayLayout } from './array-layout.ts'
import type { ShrinkPass } from './shrink-pass.ts'

/** The entries of an array at `kept` indices of an axis. */
function take(input: Input, axis: number, kept: readonly number[]): Input {
  const { outer, extent, inner } = splitAtAxis(input.shape, axis)
  const data = new Float32Array(outer * kept.length * inner)
  for (let block = 0, to = 0; block < outer; block++) {
    for (const index of kept) {
      const from = (block * extent + index) * inner
      for (let i = 0; i < inner; i++) data[to++] = input.data[from + i]!
    }
  }
  return { shape: input.shape.map((e, i) => (i === axis ? kept.length : e)), data }
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

/**
 * Two passes that make a dim smaller in all arrays that have it, on all axes that are it: first its smallest
 * extent, its first half and its last half, then each index dropped alone. The extents are those that `dims` admits.
 */
export function shrinkExtent(dim: number, layout: ArrayLayout): readonly ShrinkPass[] {
  const { slots, dims } = layout
  const extentIn = (item: Case) => layout.sizesOf(item)![dim]
  const smallest = dims.smallest(dim)

  function keep(item: Case, kept: readonly number[]): Case | undefined {
    const sizes = layout.sizesOf(item)!
    if (kept.length >= sizes[dim] || !dims.admits(sizes.with(dim, kept.length))) return undefined
    const inputs = { ...item.inputs }
    for (const slot of slots) {
      slot.dims.forEach((used, axis) => {
        if (used === dim) inputs[slot.name] = take(inputs[slot.name], axis, kept)
      })
    }
    return { ...item, inputs }
  }

  const halving: ShrinkPass = {
    count: () => 3,
    at(item, position) {
      const extent = extentIn(item)
      const half = Math.max(smallest, Math.ceil(extent / 2))
      if (position === 0) return keep(item, range(0, smallest))
      if (position === 2) return keep(item, range(extent - half, extent))
      return half === smallest ? undefined : keep(item, range(0, half))
    },
    resume: (position) => position,
  }
  const dropping: ShrinkPass = {
    count: extentIn,
    at: (item, position) => keep(item, range(0, extentIn(item)).toSpliced(position, 1)),
    resume: (position) => position,
  }
  return [halving, dropping]
}
