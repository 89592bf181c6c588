import type { Shape } from '../../program/shape.ts'
import { bothInShape, mergedShapes, MOST_AXES, repeated } from './axes.ts'
import type { DeviceContext, Held, Tensors } from './context.ts'

type Side = Pick<Held, 'lanes' | 'shape' | 'tensors'>

/**
 * The tensors of two operands, of equal rank and so that broadcasting their axes fits them to each other. Axes that can be
 * one are merged where there would be too many, and where that is not enough an operand is repeated along one that
 * stretches it.
 *
 * @param kept how many of the last axes do not broadcast, and stay as they are
 */
export function aligned(tf: DeviceContext['tf'], a: Side, b: Side, kept: 0 | 2 = 0): [Tensors, Tensors] {
  const rank = Math.max(a.shape.length, b.shape.length)
  const ones = (shape: Shape): number[] => new Array<number>(rank - shape.length).fill(1)
  if (rank < MOST_AXES)
    return [seenAs(tf, a, [...ones(a.shape), ...a.shape]), seenAs(tf, b, [...ones(b.shape), ...b.shape])]
  const [leadA, lastA] = cut(a.shape, kept)
  const [leadB, lastB] = cut(b.shape, kept)
  const [left, right] = mergedShapes(leadA, leadB)
  const p: Side = { lanes: a.lanes, tensors: a.tensors, shape: [...left, ...lastA] }
  const q: Side = { lanes: b.lanes, tensors: b.tensors, shape: [...right, ...lastB] }
  if (left.length + kept < MOST_AXES) return [seenAs(tf, p, p.shape), seenAs(tf, q, q.shape)]
  const axis = left.findIndex((extent, i) => extent !== right[i])
  return left[axis] === 1
    ? aligned(tf, stretched(tf, p, axis, right[axis]), q, kept)
    : aligned(tf, p, stretched(tf, q, axis, left[axis]), kept)
}

const cut = (shape: Shape, kept: number): [lead: Shape, last: Shape] => {
  const at = shape.length - kept
  return [shape.slice(0, at), shape.slice(at)]
}

const seenAs = (tf: DeviceContext['tf'], { lanes, tensors }: Side, shape: Shape): Tensors =>
  bothInShape(tf, tensors, [lanes, ...shape])

function stretched(tf: DeviceContext['tf'], from: Side, axis: number, times: number): Side {
  const { lanes, shape, tensors } = from
  const { value, error } = tensors
  return {
    lanes,
    shape: shape.with(axis, times),
    tensors: {
      value: repeated(tf, value, shape, axis, times),
      error: error && repeated(tf, error, shape, axis, times),
    },
  }
}
