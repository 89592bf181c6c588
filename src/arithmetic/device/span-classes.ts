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
  const table = new CodeTable(width, lanes)
  const classOf = new Uint32Array(lanes)
  const arrays = names.map((name) => wordsOf(spans[name]))
  for (let lane = 0; lane < lanes; lane++) {
    for (let i = 0; i < arrays.length; i++) code(arrays[i], lane, table.row, 3 * i)
    classOf[lane] = table.number()
  }
  const count = Math.max(2, table.count)
  const bounds = names.map((name, i) => [name, decoded(table, 3 * i, count)] as const)
  return { classOf, count, bounds: Object.fromEntries(bounds) }
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

/** Codes of a number: what is seen of its size, and below zero the complement of it. All of a span that is not finite is infinite. */
function code({ lo, hi, norm }: Words, lane: number, into: Int32Array, at: number): void {
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

const down = (words: Int32Array, lane: number): number => (words[2 * lane + 1] & 0x7fffffff) >>> UNSEEN

function up(words: Int32Array, lane: number): number {
  const high = words[2 * lane + 1] & 0x7fffffff
  return (high >>> UNSEEN) + ((high & MASK) | words[2 * lane] ? 1 : 0)
}

/** The spans of so many classes; the last one that was found comes again. */
function decoded(table: CodeTable, at: number, count: number): Spans {
  const words = new Int32Array(2)
  const number = new Float64Array(words.buffer)
  const part = (offset: number): Float64Array =>
    Float64Array.from({ length: count }, (_, i) => {
      const of = table.code(Math.min(i, table.count - 1), at + offset)
      words[1] = (of < 0 ? ~of : of) << UNSEEN
      return of < 0 ? 0 - number[0] : number[0]
    })
  return { lo: part(0), hi: part(1), norm: part(2) }
}

/** Numbers rows of codes in the order in which they first come. */
class CodeTable {
  count = 0
  /** The row that is asked for. */
  readonly row: Int32Array
  private readonly rows: Int32Array
  /** The number of a row, and 1; 0 where there is none. */
  private readonly slots: Int32Array

  constructor(width: number, capacity: number) {
    this.row = new Int32Array(width)
    this.rows = new Int32Array(width * capacity)
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * capacity + 1)))
  }

  code(number: number, at: number): number {
    return this.rows[number * this.row.length + at]
  }

  number(): number {
    const { row, rows, slots } = this
    const width = row.length
    let hash = 0
    for (let i = 0; i < width; i++) hash = Math.imul(hash ^ row[i], 0x9e3779b1) ^ (hash >>> 15)
    for (let slot = hash & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
      const number = slots[slot] - 1
      if (number < 0) {
        rows.set(row, this.count * width)
        slots[slot] = ++this.count
        return this.count - 1
      }
      let i = 0
      while (i < width && rows[number * width + i] === row[i]) i++
      if (i === width) return number
    }
  }
}
