import { middle } from '../interval/comparison.ts'
import type { Enclosures } from '../interval/enclosures.ts'
import { recordMargin, slack, type Judgement } from '../../program/judgement.ts'
import { sizeOf } from '../../program/shape.ts'
import { Truth } from '../../program/truth.ts'
import type { EntryEnclosures, Spots } from './entry-enclosures.ts'
import type { DeviceArray } from './device-array.ts'

/** So many entries a row has for each that is enclosed; where it has fewer, it costs less to let the case climb. */
const FEW = 8
/** Rows that are enclosed together: what is picked for them should fit into a processor's own cache. */
const AT_ONCE = 32

/** A margin, and its bound. */
export interface Tightest {
  readonly margin: number
  readonly bound: number
}

/** A row in the order of its computed scores, of which the bounds leave some neighbours open. */
export interface OpenRow {
  readonly lane: number
  readonly row: number
  /** Ascending places in the order: of those neighbours, and of their own next ones. */
  readonly places: readonly number[]
  /** The numbers of the entries that stand there. */
  readonly entries: readonly number[]
  /** Of the weights of all neighbours, and of those that the bounds set apart. */
  readonly all: Tightest
  readonly apart: Tightest
}

/**
 * Decides rows of scores and weights in which the bounds leave only a few neighbours open. The entries there are
 * enclosed in float64 and put in the order of their scores; when each of them and the next one certainly rise in both,
 * and the entries by which they border on the rest of the row keep their places, the row rises, by transitivity.
 */
export class DoubtfulRows {
  private readonly open: OpenRow[] = []
  private readonly n: number
  private readonly rows: number

  constructor(
    scores: DeviceArray,
    private readonly weights: DeviceArray,
    private readonly scoreEntries: EntryEnclosures,
    private readonly weightEntries: EntryEnclosures,
  ) {
    this.n = scores.shape.at(-1)!
    this.rows = sizeOf(scores.shape) / this.n
  }

  /**
   * Keeps a row for `decide`, if it is worth it.
   *
   * @param order the numbers of its entries, by place
   */
  keep(open: Omit<OpenRow, 'entries'>, order: ArrayLike<number>): boolean {
    const { places, lane } = open
    const worth = places.length > 0 && places.length <= this.n / FEW
    if (!worth || !this.scoreEntries.admits(lane) || !this.weightEntries.admits(lane)) return false
    this.open.push({ ...open, entries: places.map((place) => order[place]) })
    return true
  }

  /** Puts down the truth and the margin of each row that was kept: it certainly rises, or stays open. */
  decide(out: Judgement): void {
    // Rows of equal width stand next to each other, so that few entries are enclosed for nothing.
    const sorted = this.open.toSorted((a, b) => a.places.length - b.places.length)
    for (let from = 0; from < sorted.length; from += AT_ONCE) {
      const rows = sorted.slice(from, from + AT_ONCE)
      const width = rows.at(-1)!.places.length
      const spots = spotsOf(rows, width)
      const x = this.scoreEntries.of(spots)
      const y = this.weightEntries.of(spots)
      rows.forEach((open, spot) => {
        const between = this.rises(open, spot * width, x, y)
        if (between) out.truth[open.lane * this.rows + open.row] = Truth.True
        const { margin, bound } = between ? tighter(between, open.apart) : open.all
        recordMargin(out, open.lane, margin, bound)
      })
    }
  }

  /** The tightest of the enclosed weights when they and their scores certainly rise; begins at `start` in x and y. */
  private rises(open: OpenRow, start: number, x: Enclosures, y: Enclosures): Tightest | undefined {
    const { lane, row, places, entries } = open
    const order = inOrder(places, (number) => middleOf(x, start + number))
    const weights = this.weights.values
    const at = ((this.weights.lanes === 1 ? 0 : lane) * this.rows + row) * this.n
    let tightest: Tightest = { margin: NaN, bound: NaN }
    for (let k = 0; k < places.length; k++) {
      const [before, place, after] = [places[k - 1] ?? -1, places[k], places[k + 1] ?? this.n]
      // What the bounds set apart from the rest of the row is an entry, and not a place.
      const atAnEnd = place - before > 1 || after - place > 1
      if (atAnEnd && order[k] !== k) return undefined
      if (k === 0 || place - before > 1) continue
      const [i, j] = [start + order[k - 1], start + order[k]]
      if (!(x.hi[i] < x.lo[j] && y.hi[i] < y.lo[j])) return undefined
      // The factor that a row shares makes no difference to what is certain; this one brings the margin to its size.
      const factor = this.weightEntries.upToRow ? weights[at + entries[order[k]]] / middleOf(y, j) : 1
      const margin = factor * (middleOf(y, j) - middleOf(y, i))
      const bound = (factor * (y.hi[j] - y.lo[j] + (y.hi[i] - y.lo[i]))) / 2
      tightest = tighter(tightest, { margin, bound })
    }
    return tightest
  }
}

/** As many entries of each row: the last one again where there are fewer. */
function spotsOf(rows: readonly OpenRow[], width: number): Spots {
  const cols = new Uint32Array(rows.length * width)
  rows.forEach(({ entries }, spot) => {
    for (let i = 0; i < width; i++) cols[spot * width + i] = entries[Math.min(i, entries.length - 1)]!
  })
  return { lanes: rows.map(({ lane }) => lane), rows: Uint32Array.from(rows, ({ row }) => row), cols }
}

/** The numbers of places in each run of consecutive ones, in the order of their scores. */
function inOrder(places: readonly number[], score: (number: number) => number): number[] {
  const out: number[] = []
  let first = 0
  for (let k = 0; k < places.length; k++) {
    if (k > 0 && places[k] - places[k - 1] > 1) first = k
    let at = k
    for (; at > first && score(out[at - 1]) > score(k); at--) out[at] = out[at - 1]!
    out[at] = k
  }
  return out
}

const middleOf = (z: Enclosures, at: number): number => middle(z.lo[at], z.hi[at])

const tighter = (a: Tightest, b: Tightest): Tightest =>
  slack(a.margin, a.bound) <= slack(b.margin, b.bound) || Number.isNaN(b.margin) ? a : b
