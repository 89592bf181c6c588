import { sizeOf, type Shape } from '../../program/shape.ts'
import { spansIn, type Spans } from '../batch.ts'
import type { FloatMemory } from '../numbers/float-memory.ts'
import { blankSpans, findSpans } from './spans.ts'

/** Numbers that a processor's own cache holds. */
const WARM = 2 ** 15

/**
 * Finds the spans of cases of one shape while they are drawn, a few at a time: numbers that were just written need not
 * be fetched from memory.
 */
export class SpansWhileDrawn {
  private spans: readonly Spans[]
  /** The lanes whose spans are known. */
  private known = 0
  private readonly lanesAtOnce: number

  /**
   * @param shapes of the arrays of a case
   * @param memory where the spans stand; fresh when left out
   */
  constructor(
    private readonly shapes: readonly Shape[],
    capacity: number,
    private readonly memory?: FloatMemory,
  ) {
    this.spans = shapes.map(() => blankSpans(capacity, memory))
    this.lanesAtOnce = Math.ceil(
      WARM /
        Math.max(
          1,
          shapes.map(sizeOf).reduce((a, b) => a + b, 0),
        ),
    )
  }

  grow(capacity: number): void {
    this.spans = this.spans.map((spans) => {
      const larger = blankSpans(capacity, this.memory)
      for (const part of ['lo', 'hi', 'norm'] as const) {
        larger[part].set(spans[part])
        this.memory?.giveBack(spans[part])
      }
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
    const { known, shapes, spans } = this
    shapes.forEach((shape, slot) => {
      const size = sizeOf(shape)
      findSpans(
        spansIn(spans[slot], known, lanes),
        data[slot].subarray(known * size, lanes * size),
        shape.at(-1) ?? 1,
      )
    })
    this.known = lanes
  }
}
