import { I32, i32, repeat, type Code, type Local } from '../../numbers/simd/code.ts'
import type { Body } from './body.ts'

/** A way through an array: from an address, or from its first entry, in steps of so many bytes along each axis. */
export interface Path {
  readonly from?: Code
  readonly strides: readonly number[]
}

/** A variable that walks through an array, or through several alike. */
interface Walk {
  readonly at: Local
  readonly strides: readonly number[]
}

/**
 * Does something for each entry of a shape, the last axis fastest.
 *
 * @param extents none of them 0
 * @param paths through each array
 * @param each gets where these are, in their order: addresses, or distances from the first entry
 */
export function forEachEntry(
  body: Body,
  extents: readonly number[],
  paths: readonly Path[],
  each: (body: Body, at: readonly Code[]) => void,
): void {
  const joined = joinedAxes(
    extents,
    paths.map(({ strides }) => strides),
  )
  const walks = new Map<string, Walk>()
  const at = joined.strides.map((strides, i) => {
    const { from = i32.const(0) } = paths[i]
    if (strides.every((step) => step === 0)) return from
    const key = `${from.join()} ${strides.join()}`
    let walk = walks.get(key)
    if (!walk) walks.set(key, (walk = { at: body.variable(I32, from), strides }))
    return walk.at.get
  })
  nest(body, joined.extents, [...walks.values()], 0, (inner) => each(inner, at))
}

function nest(
  body: Body,
  extents: readonly number[],
  walks: readonly Walk[],
  axis: number,
  each: (body: Body) => void,
): void {
  if (axis === extents.length) return each(body)
  const count = body.counter()
  body.do(count.set(i32.const(extents[axis])))
  const turn = body.inside((inner) => {
    nest(inner, extents, walks, axis + 1, each)
    for (const { at, strides } of walks) {
      // The axis within has moved it already.
      const moved = axis + 1 < extents.length ? strides[axis + 1] * extents[axis + 1] : 0
      if (strides[axis] !== moved) inner.do(at.set(i32.add(at.get, i32.const(strides[axis] - moved))))
    }
    inner.do(count.set(i32.sub(count.get, i32.const(1))))
  })
  body.do(repeat(turn, count.get))
}

/** The same entries in the same order with as few axes as there can be. */
function joinedAxes(extents: readonly number[], strides: readonly (readonly number[])[]) {
  const axes = [...extents.keys()].filter((axis) => extents[axis] !== 1)
  const joined: number[] = []
  const steps: number[][] = strides.map(() => [])
  for (const axis of axes) {
    const last = joined.length - 1
    const goesOn = last >= 0 && strides.every((own, i) => steps[i][last] === own[axis] * extents[axis])
    if (goesOn) {
      joined[last] *= extents[axis]
      steps.forEach((own, i) => (own[last] = strides[i][axis]))
    } else {
      joined.push(extents[axis])
      steps.forEach((own, i) => own.push(strides[i][axis]))
    }
  }
  return { extents: joined, strides: steps }
}
