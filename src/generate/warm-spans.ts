import { blankSpans, findSpans } from '../arithmetic/device/spans.ts'
import { spansIn, type Spans } from '../arithmetic/batch.ts'
import type { Place } from './layout.ts'

/** Numbers that a processor's own cache holds. */
const WARM = 2 ** 15

/**
 * Finds the spans of cases of one shape while they are drawn, a few at a time: numbers that were just written need not
 * be fetched from memory.
 */
export class WarmSpans {
  private spans: readonly Spans[]
  /** The lanes whose spans are known. */
  private known = 0
  private readonly lanesAtOnce: number

  /** @param places of the arrays of a case */
  constructor(
    private readonly places: readonly Place[],
    capacity: number,
  ) {
    this.spans = places.map(() => blankSpans(capacity))
    this.lanesAtOnce = Math.ceil(
      WARM /
        Math.max(
          1,
          places.reduce((sum, { size }) => sum + size, 0),
        ),
    )
  }

  grow(capacity: number): void {
    this.spans = this.spans.map((spans) => {
      const larger = blankSpans(capacity)
      for (const part of ['lo', 'hi', 'norm'] as const) larger[part].set(spans[part])
      return larger
    })
  }

  /** To be told after each case that `lanes` of them stand in `data`. */
  drawn(data: readonly Float32Array[], lanes: number): void {
    if (lanes - this.known >= this.lanesAtOnce) this.find(data, lanes)
  }

  /** For each array the spans of all `lanes` cases. */
  finish(data: readonly Float32Array[], lanes: number): Spans[] {
    this.find(data, lanes)
    return this.spans.map((spans) => spansIn(spans, 0, lanes))
  }

  private find(data: readonly Float32Array[], lanes: number): void {
    const { known, places, spans } = this
    places.forEach(({ shape, size }, slot) => {
      findSpans(
        spansIn(spans[slot], known, lanes),
        data[slot].subarray(known * size, lanes * size),
        shape.at(-1) ?? 1,
      )
    })
    this.known = lanes
  }
}
