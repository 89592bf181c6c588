import {
  advance,
  f32,
  f32x4,
  I32,
  i32,
  i32x4,
  repeat,
  sequence,
  V128,
  v128,
  type Code,
  type Local,
} from './code.ts'
import { kernel, type Kernel } from './module.ts'

/**
 * `rank(s, end, apart, row, sorted)`: brings the scores of each row of `row` bytes from `s` to `end` into their order,
 * and with them the weights, which stand `apart` bytes further on. To `sorted` go the numbers of the row's entries,
 * counted in bytes, then its scores, then its weights. Of a row with equal scores or NaNs at least one number is -1
 * and one score is NaN: a score's place is the number of smaller ones, so several share one, and some place stays as
 * it was.
 *
 * @param vectors of four scores that are ranked at a time, so that no count waits for the one before it; a row is of
 *   so many, or of a multiple
 */
export const rankKernel = (name: string, vectors: number): Kernel =>
  kernel(name, [I32, I32, I32, I32, I32], ([s, end, apart, row, sorted], local) => {
    const [start, rowEnd, other, place] = [local(I32), local(I32), local(I32), local(I32)]
    const one = local(V128)
    const ranked = Array.from({ length: vectors }, () => ({ four: local(V128), ranks: local(V128) }))
    const countSmaller = (offset: number): Code =>
      sequence(
        one.set(v128.loadSplat32(other.get, offset)),
        ...ranked.map(({ four, ranks }) => ranks.set(i32x4.sub(ranks.get, f32x4.lt(one.get, four.get)))),
      )
    const putDown = (ranks: Local, i: number): Code =>
      sequence(
        place.set(i32.add(sorted.get, i32.shl(i32x4.lane(ranks.get, i), i32.const(2)))),
        i32.store(place.get, i32.add(i32.sub(s.get, start.get), i32.const(4 * i))),
        place.set(i32.add(place.get, row.get)),
        f32.store(place.get, f32.load(s.get, 4 * i)),
        f32.store(i32.add(place.get, row.get), f32.load(i32.add(s.get, apart.get), 4 * i)),
      )
    return repeat(
      sequence(
        start.set(s.get),
        rowEnd.set(i32.add(s.get, row.get)),
        place.set(sorted.get),
        repeat(
          sequence(v128.store(place.get, v128.ones), advance(place, 16)), // -1, then NaNs
          i32.lt(place.get, i32.add(sorted.get, i32.shl(row.get, i32.const(1)))),
        ),
        repeat(
          sequence(
            ...ranked.map(({ four, ranks }, v) =>
              sequence(four.set(v128.load(s.get, 16 * v)), ranks.set(v128.zero)),
            ),
            other.set(start.get),
            repeat(
              sequence(...[0, 4, 8, 12].map(countSmaller), advance(other, 16)),
              i32.lt(other.get, rowEnd.get),
            ),
            ...ranked.map(({ ranks }) =>
              sequence(...[0, 1, 2, 3].map((i) => putDown(ranks, i)), advance(s, 16)),
            ),
          ),
          i32.lt(s.get, rowEnd.get),
        ),
        advance(sorted, i32.add(row.get, i32.shl(row.get, i32.const(1)))),
      ),
      i32.lt(s.get, end.get),
    )
  })
