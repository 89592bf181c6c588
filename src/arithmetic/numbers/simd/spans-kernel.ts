import {
  advance,
  F64,
  f32,
  f32x4,
  f64,
  f64x2,
  I32,
  i32,
  repeat,
  sequence,
  V128,
  v128,
  type Code,
} from './code.ts'
import { kernel, type Kernel } from './module.ts'

/**
 * `spans(data, end, lane, vector, out, relative, absolute)`: the least and the largest of the float32 from `data` to
 * `end`, and a limit on the norms of their vectors, in lanes of `lane` bytes and vectors of `vector` bytes. For each
 * lane it writes lo, hi, and √x · relative + absolute, where x is the largest sum of squares, as float32 adds them
 * up: no finite number where that overflows, or where there is an infinity or a NaN; nothing is said of lo and hi then.
 *
 * @param fours that are looked at at a time, so that none waits for the one before it; a vector is of so many, or of
 *   a multiple
 */
export const spansKernel = (name: string, fours: number): Kernel =>
  kernel(
    name,
    [I32, I32, I32, I32, I32, F64, F64],
    ([data, end, laneBytes, vectorBytes, out, relative, absolute], local) => {
      const [laneEnd, vectorEnd] = [local(I32), local(I32)]
      const four = local(V128)
      const parts = Array.from({ length: fours }, () => ({
        lo: local(V128),
        hi: local(V128),
        sum: local(V128),
      }))
      const largest = local(F64)
      const ofAll = (of: (a: Code, b: Code) => Code, part: keyof (typeof parts)[number]): Code =>
        parts.map((each) => each[part].get).reduce((a, b) => of(a, b))
      const ofFour = (extreme: typeof f32x4.pmin, scalar: typeof f32.min, part: 'lo' | 'hi'): Code =>
        sequence(
          four.set(ofAll(extreme, part)),
          four.set(extreme(four.get, v128.upper(four.get))),
          // 0 for -0, which a pseudo-extreme does not tell apart.
          f64.add(f32.toF64(scalar(f32x4.lane(four.get, 0), f32x4.lane(four.get, 1))), f64.const(0)),
        )
      const vector = sequence(
        vectorEnd.set(i32.add(data.get, vectorBytes.get)),
        ...parts.map(({ sum }) => sum.set(v128.zero)),
        repeat(
          sequence(
            ...parts.map(({ lo, hi, sum }, i) =>
              sequence(
                four.set(v128.load(data.get, 16 * i)),
                lo.set(f32x4.pmin(lo.get, four.get)),
                hi.set(f32x4.pmax(hi.get, four.get)),
                sum.set(f32x4.add(sum.get, f32x4.mul(four.get, four.get))),
              ),
            ),
            advance(data, 16 * fours),
          ),
          i32.lt(data.get, vectorEnd.get),
        ),
        four.set(ofAll(f32x4.add, 'sum')),
        four.set(f64x2.add(f64x2.ofLower(four.get), f64x2.ofLower(v128.upper(four.get)))),
        largest.set(f64.max(largest.get, f64.add(f64x2.lane(four.get, 0), f64x2.lane(four.get, 1)))),
      )
      return repeat(
        sequence(
          laneEnd.set(i32.add(data.get, laneBytes.get)),
          four.set(v128.load(data.get)),
          ...parts.flatMap(({ lo, hi }) => [lo.set(four.get), hi.set(four.get)]),
          largest.set(f64.const(0)),
          repeat(vector, i32.lt(data.get, laneEnd.get)),
          f64.store(out.get, ofFour(f32x4.pmin, f32.min, 'lo')),
          f64.store(out.get, ofFour(f32x4.pmax, f32.max, 'hi'), 8),
          f64.store(out.get, f64.add(f64.mul(f64.sqrt(largest.get), relative.get), absolute.get), 16),
          advance(out, 24),
        ),
        i32.lt(data.get, end.get),
      )
    },
  )
