import {
  F32,
  f32,
  f32x4,
  f64,
  i32,
  i32x4,
  shuffle,
  V128,
  v128,
  type Code,
  type Local,
} from '../../numbers/simd/code.ts'
import type { Body } from './body.ts'
import { forEachEntry } from './loops.ts'
import type { View } from './view.ts'

const ZERO = v128.zero

/**
 * Brings the float32 numbers of two lanes, which lie one behind the other, side by side.
 *
 * @param from the address of the first lane
 * @param size numbers of a lane
 * @param open a number of which bit 0 and bit 1 come to say of which lanes a number is not finite
 */
export function interleave(body: Body, from: Code, size: number, to: View, open: Local): void {
  const fours = Math.floor(size / 4)
  if (fours > 0) {
    const finite = [0, 1].map(() => body.variable(V128, v128.ones))
    const paths = [
      { from, strides: [16] },
      { from: i32.const(to.lo), strides: [32] },
    ]
    forEachEntry(body, [fours], paths, (inner, [source, target]) => {
      const lanes = [0, 4 * size].map((offset) => inner.let(V128, v128.load(source, offset)))
      lanes.forEach((four, lane) => {
        const known = f32x4.eq(f32x4.sub(four, four), ZERO)
        inner.do(finite[lane].set(v128.and(finite[lane].get, known)))
      })
      inner.do(v128.store(target, shuffle(lanes[0], lanes[1], [0, 4, 1, 5])))
      inner.do(v128.store(target, shuffle(lanes[0], lanes[1], [2, 6, 3, 7]), 16))
    })
    finite.forEach((mask, lane) => mark(body, open, lane, i32x4.allTrue(mask.get)))
  }
  for (let entry = 4 * fours; entry < size; entry++)
    for (const lane of [0, 1]) {
      const value = body.let(F32, f32.load(from, 4 * (lane * size + entry)))
      body.do(f32.store(i32.const(to.lo), value, 4 * (2 * entry + lane)))
      const difference = f64.sub(f32.toF64(value), f32.toF64(value))
      mark(body, open, lane, f64.eq(difference, f64.const(0)))
    }
}

const mark = (body: Body, open: Local, lane: number, finite: Code): void =>
  body.do(open.set(i32.or(open.get, i32.shl(i32.not(finite), i32.const(lane)))))
