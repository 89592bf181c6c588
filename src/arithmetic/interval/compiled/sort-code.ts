import { F64, f32, f64, I32, i32, repeat, sequence, when, type Code } from '../../numbers/simd/code.ts'
import { sizeOf } from '../../../program/shape.ts'
import type { Body } from './body.ts'
import { forEachEntry } from './loops.ts'
import type { Addresses } from './memory.ts'
import { contiguous, type View } from './view.ts'

/** Rows up to here are sorted by insertion; longer ones are left to the plain loops. */
export const LONGEST_ROW = 256

/** Bytes of the number of an entry. */
export const NUMBER = 4

/** The lower or the upper endpoint of one lane's entry. */
export function endpoint({ storage, lo, hi }: View, at: Code, lane: 0 | 1, upper: boolean): Code {
  const offset = upper ? hi : lo
  if (storage === 'float32') return f32.toF64(f32.load(at, offset + 4 * lane))
  return f64.load(at, storage === 'constant' ? offset : offset + 8 * lane)
}

export const middle = (lo: Code, hi: Code): Code => f64.add(half(lo), half(hi))
export const half = (x: Code): Code => f64.mul(x, f64.const(0.5))

/**
 * Sorts the rows of two lanes by the middles of their enclosures, by insertion, which leaves equal ones in the order of
 * their numbers.
 *
 * @returns where the numbers of a row's entries stand in ascending order, row after row, lane after lane
 */
export function sortCode(body: Body, x: View, addresses: Addresses): number {
  const rows = x.shape.slice(0, -1)
  const length = x.shape.at(-1)!
  const row = NUMBER * length
  const middles = addresses.take(8 * length)
  const numbers = addresses.take(2 * row * sizeOf(rows))
  for (const lane of [0, 1] as const) {
    const paths = [
      { strides: x.strides.slice(0, -1) },
      { from: i32.const(numbers + lane * row * sizeOf(rows)), strides: contiguous(rows, row) },
    ]
    forEachEntry(body, rows, paths, (inner, [from, to]) => sortRow(inner, { x, from, lane, middles, to }))
  }
  return numbers
}

/** A row of a lane, memory for its middles, and where the numbers of its entries go. */
interface Row {
  readonly x: View
  readonly from: Code
  readonly lane: 0 | 1
  readonly middles: number
  readonly to: Code
}

function sortRow(body: Body, { x, from, lane, middles, to }: Row): void {
  const number = body.variable(I32, i32.const(0))
  forEachEntry(body, [x.shape.at(-1)!], [{ from, strides: x.strides.slice(-1) }], (inner, [at]) => {
    const value = inner.let(F64, middle(endpoint(x, at, lane, false), endpoint(x, at, lane, true)))
    const place = inner.variable(I32, number.get)
    const held = i32.shl(place.get, i32.const(3))
    const heldNumber = i32.add(to, i32.shl(place.get, i32.const(2)))
    const before = i32.sub(heldNumber, i32.const(NUMBER))
    const goesOn = i32.and(i32.lt(i32.const(0), place.get), f64.gt(f64.load(held, middles - 8), value))
    const move = sequence(
      f64.store(held, f64.load(held, middles - 8), middles),
      i32.store(heldNumber, i32.load(before)),
      place.set(i32.sub(place.get, i32.const(1))),
    )
    inner.do(when(goesOn, repeat(move, goesOn)))
    inner.do(f64.store(held, value, middles))
    inner.do(i32.store(heldNumber, number.get))
    inner.do(number.set(i32.add(number.get, i32.const(1))))
  })
}
