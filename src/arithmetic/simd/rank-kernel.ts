import { advance, f32, f32x4, I32, i32, i32x4, repeat, sequence, V128, v128, type Code } from './code.ts'
import { kernel } from './module.ts'

/**
 * `rank(s, end, apart, row, sorted)`: brings the scores of each row of `row` bytes, a multiple of 16, from `s` to
 * `end`, into their order, and with them the weights, which stand `apart` bytes further on. The row's scores go to
 * `sorted`, its weights behind them. Of a row with equal scores or NaNs at least one sorted score is NaN: a score's
 * place is the number of smaller ones, so several share one, and some place stays as it was.
 */
export const rankKernel = kernel('rank', [I32, I32, I32, I32, I32], ([s, end, apart, row, sorted], local) => {
  const [start, rowEnd, other, place] = [local(I32), local(I32), local(I32), local(I32)]
  const [four, ranks] = [local(V128), local(V128)]
  const countSmaller = (offset: number): Code =>
    ranks.set(i32x4.sub(ranks.get, f32x4.lt(v128.loadSplat32(other.get, offset), four.get)))
  const putDown = (i: number): Code =>
    sequence(
      place.set(i32.add(sorted.get, i32.shl(i32x4.lane(ranks.get, i), i32.const(2)))),
      f32.store(place.get, f32.load(s.get, 4 * i)),
      f32.store(i32.add(place.get, row.get), f32.load(i32.add(s.get, apart.get), 4 * i)),
    )
  return repeat(
    sequence(
      start.set(s.get),
      rowEnd.set(i32.add(s.get, row.get)),
      place.set(sorted.get),
      repeat(
        sequence(v128.store(place.get, v128.ones), advance(place, 16)), // NaNs
        i32.lt(place.get, i32.add(sorted.get, row.get)),
      ),
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
      advance(sorted, i32.shl(row.get, i32.const(1))),
    ),
    i32.lt(s.get, end.get),
  )
})
