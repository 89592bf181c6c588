import {
  advance,
  f32,
  f32x4,
  I32,
  i32,
  I64,
  i64,
  i32x4,
  repeat,
  sequence,
  V128,
  v128,
  type Code,
} from './code.ts'
import { kernel } from './module.ts'

/**
 * `rank(s, end, apart, row, sorted, certain)`: brings the scores of each row of `row` bytes, from `s` to `end`, into
 * their order, and with them the weights, which stand `apart` bytes further on. The row's scores go to `sorted`, its
 * weights behind them. A byte at `certain` tells an order, 1, from what comes of equal scores and of NaNs, 0. A row
 * has from 4 to 64 numbers, a multiple of 4.
 */
export const rankKernel = kernel(
  'rank',
  [I32, I32, I32, I32, I32, I32],
  ([s, end, apart, row, sorted, certain], local) => {
    const [start, rowEnd, other, place] = [local(I32), local(I32), local(I32), local(I32)]
    const [four, ranks] = [local(V128), local(V128)]
    const [taken, all] = [local(I64), local(I64)]
    const countSmaller = (offset: number): Code =>
      ranks.set(i32x4.sub(ranks.get, f32x4.lt(v128.loadSplat32(other.get, offset), four.get)))
    const putDown = (i: number): Code =>
      sequence(
        place.set(i32x4.lane(ranks.get, i)),
        taken.set(i64.or(taken.get, i64.shl(i64.const(1), i32.toI64(place.get)))),
        place.set(i32.add(sorted.get, i32.shl(place.get, i32.const(2)))),
        f32.store(place.get, f32.load(s.get, 4 * i)),
        f32.store(i32.add(place.get, row.get), f32.load(i32.add(s.get, apart.get), 4 * i)),
      )
    const numbers = i32.shr(row.get, i32.const(2))
    return sequence(
      all.set(i64.shr(i64.const(-1), i32.toI64(i32.sub(i32.const(64), numbers)))),
      repeat(
        sequence(
          start.set(s.get),
          rowEnd.set(i32.add(s.get, row.get)),
          taken.set(i64.const(0)),
          repeat(
            sequence(
              four.set(v128.load(s.get)),
              ranks.set(v128.zero),
              other.set(start.get),
              repeat(
                sequence(...[0, 4, 8, 12].map(countSmaller), advance(other, 16)),
                i32.lt(other.get, rowEnd.get),
              ),
              ...[0, 1, 2, 3].map(putDown),
              advance(s, 16),
            ),
            i32.lt(s.get, rowEnd.get),
          ),
          i32.store8(certain.get, i64.eq(taken.get, all.get)),
          advance(certain, 1),
          advance(sorted, i32.shl(row.get, i32.const(1))),
        ),
        i32.lt(s.get, end.get),
      ),
    )
  },
)
