import type { Draws } from '../draws.ts'
import { FourNormals, STREAMS } from './four-normals.ts'

/** Cases that wait until there are so many, a multiple of `STREAMS`. */
const MOST = 64

/**
 * Cases of one shape that are of normal numbers alone, and wait until enough are there to be drawn side by side. Each goes
 * on from where its own generator stood, so its numbers do not depend on the others.
 */
export class NormalLanes {
  /** As many as fit into the memory of `FourNormals`; 0 where none can be drawn side by side. */
  private readonly most: number
  private readonly four = FourNormals.ofThread()
  private readonly lanes: number[] = []
  /** Of each case the state of its generator. */
  private readonly states = new Int32Array(4 * MOST)
  /** Of each case the standard deviation of each array. */
  private readonly deviations: number[] = []

  /** @param sizes of the arrays of a case */
  constructor(private readonly sizes: readonly number[]) {
    const numbers = sizes.reduce((sum, size) => sum + size, 0)
    const fit = this.four ? Math.floor(this.four.numbers.length / Math.max(1, numbers)) : 0
    this.most = Math.min(MOST, fit - (fit % STREAMS))
  }

  /** Whether some cases wait. */
  get wait(): boolean {
    return this.lanes.length > 0
  }

  get isFull(): boolean {
    return this.wait && this.lanes.length === this.most
  }

  /**
   * Lets a case wait whose arrays are all normal, drawn one after another from where `draws` stands.
   *
   * @param deviations of the arrays
   * @returns whether it waits; else it has to be drawn now
   */
  take(draws: Draws, lane: number, deviations: readonly number[]): boolean {
    if (this.most === 0) return false
    draws.save(this.states, 4 * this.lanes.length, 1)
    this.lanes.push(lane)
    this.deviations.push(...deviations)
    return true
  }

  /** Draws those that wait. @param into for each array where its cases stand, one after another */
  draw(draws: Draws, into: readonly Float32Array[]): void {
    const { lanes, states } = this
    const together = lanes.length - (lanes.length % STREAMS)
    if (together > 0) this.drawTogether(together, into)
    for (let i = together; i < lanes.length; i++) {
      draws.start(states[4 * i], states[4 * i + 1], states[4 * i + 2], states[4 * i + 3])
      this.sizes.forEach((size, slot) =>
        draws.fillNormal(into[slot], lanes[i] * size, (lanes[i] + 1) * size, this.deviation(i, slot)),
      )
    }
    lanes.length = 0
    this.deviations.length = 0
  }

  private drawTogether(count: number, into: readonly Float32Array[]): void {
    const { sizes, states } = this
    const four = this.four!
    for (let first = 0; first < count; first += STREAMS) {
      for (let stream = 0; stream < STREAMS; stream++) four.begin(stream, states, 4 * (first + stream))
      let from = 0
      for (let slot = 0; slot < sizes.length; slot++) {
        for (let stream = 0; stream < STREAMS; stream++)
          four.scaleBy(stream, this.deviation(first + stream, slot))
        if (sizes[slot] > 0) four.fill(from + first * sizes[slot], sizes[slot], sizes[slot])
        from += count * sizes[slot]
      }
    }
    let from = 0
    sizes.forEach((size, slot) => {
      this.copy(from, size, count, into[slot])
      from += count * size
    })
  }

  /** Copies the first so many cases of one array, runs of neighbours at once. */
  private copy(from: number, size: number, count: number, into: Float32Array): void {
    const { lanes } = this
    const { numbers } = this.four!
    for (let first = 0; first < count;) {
      let end = first + 1
      while (end < count && lanes[end] === lanes[end - 1] + 1) end++
      into.set(numbers.subarray(from + first * size, from + end * size), lanes[first] * size)
      first = end
    }
  }

  private deviation(i: number, slot: number): number {
    return this.deviations[i * this.sizes.length + slot]
  }
}
