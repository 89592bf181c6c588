import type { Batch, Spans } from '../batch.ts'

/** Of the upper word of a float64 number, the bits that a class does not see: two of the significand are left. */
const UNSEEN = 18
const MASK = (1 << UNSEEN) - 1
/** Of an infinite number, or of none, a class sees as much or more. */
const INFINITE = 0x7ff00000 >>> UNSEEN

/** Lanes whose spans are alike: those of a class lie in the spans of that class. */
export interface SpanClasses {
  /** Of each lane. */
  readonly classOf: Uint32Array
  /** There are two at least, since one lane of a bound stands for all. */
  readonly count: number
  /** For each name the spans of each class. */
  readonly bounds: Readonly<Record<string, Spans>>
}

/**
 * The classes of lanes, each found from its lane alone: numbers are rounded outward to two bits after the leading one, and
 * a range about zero is taken to be as wide on both sides. A static bound is found once for each class.
 */
export function spanClasses(
  { names, lanes }: Pick<Batch, 'names' | 'lanes'>,
  spans: Readonly<Record<string, Spans>>,
): SpanClasses {
  const width = 3 * names.length
  const codes = new Int32Array(width * lanes)
  names.forEach((name, i) => encode(wordsOf(spans[name]), codes, 3 * i, width))
  const { classOf, first } = distinctRows(codes, width, lanes)
  // The last one that was found comes again.
  if (first.length === 1) first.push(first[0])
  const bounds = names.map((name, i) => {
    const part = (offset: number): Float64Array => decoded(codes, first, 3 * i + offset, width)
    return [name, { lo: part(0), hi: part(1), norm: part(2) }] as const
  })
  return { classOf, count: first.length, bounds: Object.fromEntries(bounds) }
}

/** The words of spans, the upper one of a number second. */
interface Words {
  readonly lo: Int32Array
  readonly hi: Int32Array
  readonly norm: Int32Array
}

function wordsOf({ lo, hi, norm }: Spans): Words {
  const [low, high, norms] = [lo, hi, norm].map(
    ({ buffer, byteOffset, length }) => new Int32Array(buffer, byteOffset, 2 * length),
  )
  return { lo: low, hi: high, norm: norms }
}

/**
 * Puts down for each lane the codes of its numbers: what is seen of their size, and below zero the complement of it. All of
 * a span that is not finite is infinite.
 *
 * @param at where the codes of the first lane stand; those of the next ones are `apart` further on
 */
function encode({ lo, hi, norm }: Words, into: Int32Array, at: number, apart: number): void {
  for (let lane = 0; 2 * lane < norm.length; lane++, at += apart) {
    const size = up(norm, lane)
    const [least, most] = [lo[2 * lane + 1], hi[2 * lane + 1]]
    if (size >= INFINITE) {
      into[at] = ~INFINITE
      into[at + 1] = INFINITE
    } else if (least < 0 && most > 0) {
      const widest = Math.max(up(lo, lane), up(hi, lane))
      into[at] = ~widest
      into[at + 1] = widest
    } else {
      into[at] = least < 0 ? ~up(lo, lane) : down(lo, lane)
      into[at + 1] = most < 0 ? ~down(hi, lane) : up(hi, lane)
    }
    into[at + 2] = Math.min(size, INFINITE)
  }
}

const down = (words: Int32Array, lane: number): number => (words[2 * lane + 1] & 0x7fffffff) >>> UNSEEN

function up(words: Int32Array, lane: number): number {
  const high = words[2 * lane + 1] & 0x7fffffff
  return (high >>> UNSEEN) + ((high & MASK) | words[2 * lane] ? 1 : 0)
}

/** The numbers of the codes at one place in some rows. */
function decoded(codes: Int32Array, rows: readonly number[], at: number, width: number): Float64Array {
  const numbers = new Float64Array(rows.length)
  const words = new Int32Array(numbers.buffer)
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i] * width + at]
    words[2 * i + 1] = (code < 0 ? ~code : code) << UNSEEN
    if (code < 0) numbers[i] = 0 - numbers[i]
  }
  return numbers
}

/** Numbers rows that differ, in the order in which they first come, which is `first`. */
function distinctRows(
  codes: Int32Array,
  width: number,
  rows: number,
): { classOf: Uint32Array; first: number[] } {
  const classOf = new Uint32Array(rows)
  const first: number[] = []
  // The number of a class, and 1; 0 where there is none.
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * rows + 1)))
  for (let row = 0; row < rows; row++) {
    const start = row * width
    let hash = 0
    for (let i = start; i < start + width; i++) hash = Math.imul(hash ^ codes[i], 0x9e3779b1) ^ (hash >>> 15)
    let slot = hash & (slots.length - 1)
    while (slots[slot] > 0 && !isSame(codes, first[slots[slot] - 1] * width, start, width))
      slot = (slot + 1) & (slots.length - 1)
    if (slots[slot] === 0) slots[slot] = first.push(row)
    classOf[row] = slots[slot] - 1
  }
  return { classOf, first }
}

function isSame(codes: Int32Array, one: number, other: number, width: number): boolean {
  for (let i = 0; i < width; i++) if (codes[one + i] !== codes[other + i]) return false
  return true
}
