import { sizeOf } from '../../program/shape.ts'
import { blankEnclosures, commonLanes, expand, type Enclosures } from './enclosures.ts'

/** Puts b behind a along an axis. */
export function concatenate(a: Enclosures, b: Enclosures, axis: number): Enclosures {
  const lanes = commonLanes(a.lanes, b.lanes)
  const x = expand(a, lanes, a.shape)
  const y = expand(b, lanes, b.shape)
  const first = sizeOf(a.shape.slice(axis))
  const second = sizeOf(b.shape.slice(axis))
  const blocks = lanes * sizeOf(a.shape.slice(0, axis))
  const shape = a.shape.map((e, i) => (i === axis ? e + b.shape[i] : e))
  const out = blankEnclosures(lanes, shape)
  for (const side of ['lo', 'hi'] as const) {
    for (let block = 0; block < blocks; block++) {
      const at = block * (first + second)
      out[side].set(x[side].subarray(block * first, (block + 1) * first), at)
      out[side].set(y[side].subarray(block * second, (block + 1) * second), at + first)
    }
  }
  return out
}
