import {
  advance,
  F64,
  f32,
  f32x4,
  f64,
  f64x2,
  I32,
  i32,
  i32x4,
  repeat,
  sequence,
  V128,
  v128,
  when,
  type Code,
  type Local,
} from './code.ts'
import { kernel } from './module.ts'

/**
 * `spans(data, end, lane, vector, out, relative, absolute)`: what `LaneBound.spans` finds of the float32 from `data`
 * to `end`, in lanes of `lane` bytes and vectors of `vector` bytes, a multiple of 16. Sums are formed in the same
 * order as there. For each lane it writes lo, hi and the norm, a limit on which is √x · relative + absolute.
 */
export const spansKernel = kernel(
  'spans',
  [I32, I32, I32, I32, I32, F64, F64],
  ([data, end, laneBytes, vectorBytes, out, relative, absolute], local) => {
    const [laneEnd, vectorEnd] = [local(I32), local(I32)]
    const [four, order, lo, hi, sums, pair] = [
      local(V128),
      local(V128),
      local(V128),
      local(V128),
      local(V128),
      local(V128),
    ]
    const largest = local(F64)
    // The lower half of `sums` is of the even places, the upper one of the odd ones.
    const addSquares = (half: Code): Code =>
      sequence(pair.set(f64x2.ofLower(half)), sums.set(f64x2.add(sums.get, f64x2.mul(pair.get, pair.get))))
    // Integers in the order of the numbers, -0 below 0; and a number again from its integer.
    const turned = (v: Code): Code => v128.xor(v, i32x4.shrU(i32x4.shrS(v, i32.const(31)), i32.const(1)))
    const ofFour = (extreme: typeof i32x4.min, scalar: typeof f32.min, v: Local): Code =>
      sequence(
        v.set(extreme(v.get, v128.upper(v.get))),
        v.set(turned(v.get)),
        f32.toF64(scalar(f32x4.lane(v.get, 0), f32x4.lane(v.get, 1))),
      )
    const vector = sequence(
      vectorEnd.set(i32.add(data.get, vectorBytes.get)),
      sums.set(v128.zero),
      repeat(
        sequence(
          four.set(v128.load(data.get)),
          order.set(turned(four.get)),
          lo.set(i32x4.min(lo.get, order.get)),
          hi.set(i32x4.max(hi.get, order.get)),
          addSquares(four.get),
          addSquares(v128.upper(four.get)),
          advance(data, 16),
        ),
        i32.lt(data.get, vectorEnd.get),
      ),
      largest.set(f64.max(largest.get, f64.add(f64x2.lane(sums.get, 0), f64x2.lane(sums.get, 1)))),
    )
    return repeat(
      sequence(
        laneEnd.set(i32.add(data.get, laneBytes.get)),
        lo.set(turned(v128.load(data.get))),
        hi.set(lo.get),
        largest.set(f64.zero),
        repeat(vector, i32.lt(data.get, laneEnd.get)),
        f64.store(out.get, ofFour(i32x4.min, f32.min, lo)),
        f64.store(out.get, ofFour(i32x4.max, f32.max, hi), 8),
        f64.store(out.get, f64.add(f64.mul(f64.sqrt(largest.get), relative.get), absolute.get), 16),
        when(
          i32.not(f64.eq(largest.get, largest.get)),
          sequence(f64.store(out.get, largest.get), f64.store(out.get, largest.get, 8)),
        ),
        advance(out, 24),
      ),
      i32.lt(data.get, end.get),
    )
  },
)
