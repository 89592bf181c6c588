import type fc from 'fast-check'
import { HEIGHT, INSIDE, STEP, TAIL } from './ziggurat.ts'

// Constants of this module: with the imported bindings themselves, filling an array took three times as long.
const step = STEP
const inside = INSIDE
const height = HEIGHT
const tailFrom = TAIL

/** The largest of 32 bits that leaves each remainder of a division by n as often as any other. */
function mostBelow(n: number): number {
  if (!(n >= 1 && n <= 0x100000000 && Number.isInteger(n))) throw new RangeError(`no integer in [0, ${n})`)
  // 2^32 - n has the remainder of 2^32, and so divides as an integer of 32 bits, which is fast.
  return 0xffffffff - remainder(-n >>> 0, n)
}

/** Of x of 32 bits, divided by n up to 2^32. */
const remainder = (x: number, n: number): number => (n >>> 0 === 0 ? x : (x >>> 0) % (n >>> 0))

/** The least number that `open` draws; the largest is 1 less that. */
export const LEAST_OPEN = 2 ** -33

/**
 * A fast generator for filling arrays: sfc32 (Doty-Humphrey, PractRand), its 128 bits of state taken from four
 * draws of a fast-check generator.
 */
export class Draws {
  /** a, b, c and the counter. */
  private readonly state = new Int32Array(4)
  private unsettled = 0

  constructor(random: Pick<fc.Random, 'nextInt'>) {
    const word = (): number => random.nextInt(-0x80000000, 0x7fffffff)
    this.start(word(), word(), word(), word())
  }

  /** Begins anew from 128 bits of state. */
  start(a: number, b: number, c: number, counter: number): void {
    const { state } = this
    state[0] = a
    state[1] = b
    state[2] = c
    state[3] = counter
  }

  /** A signed integer of 32 uniform bits. */
  bits(): number {
    const { state } = this
    const b = state[1]
    const c = state[2]
    const counter = state[3]
    const out = (((state[0] + b) | 0) + counter) | 0
    state[0] = b ^ (b >>> 9)
    state[1] = c + (c << 3)
    state[2] = ((c << 21) | (c >>> 11)) + out
    state[3] = counter + 1
    return out
  }

  /** Uniform on the multiples of 2^-24 in [0, 1). */
  uniform(): number {
    return (this.bits() >>> 8) * 2 ** -24
  }

  /** Uniform on the odd multiples of 2^-33 in (0, 1): never an end, and symmetric about 1/2. */
  open(): number {
    return ((this.bits() >>> 0) + 0.5) * 2 ** -32
  }

  /**
   * A uniform integer in [0, n), without bias.
   *
   * @throws {RangeError} unless n is an integer from 1 to 2^32
   */
  below(n: number): number {
    const most = mostBelow(n)
    let x = this.bits() >>> 0
    while (x > most) x = this.bits() >>> 0
    return remainder(x, n)
  }

  /**
   * Fills data[from..to) as `least + below(n)` would, in a loop without calls.
   *
   * @throws {RangeError} unless n is an integer from 1 to 2^32
   */
  fillBelow(data: Float32Array, from: number, to: number, n: number, least: number): void {
    const most = mostBelow(n)
    const { state } = this
    let a = state[0]
    let b = state[1]
    let c = state[2]
    let counter = state[3]
    for (let i = from; i < to;) {
      const bits = (((a + b) | 0) + counter) | 0
      a = b ^ (b >>> 9)
      b = (c + (c << 3)) | 0
      c = (((c << 21) | (c >>> 11)) + bits) | 0
      counter = (counter + 1) | 0
      if (bits >>> 0 <= most) data[i++] = least + remainder(bits >>> 0, n)
    }
    this.start(a, b, c, counter)
  }

  /** 1 or -1. */
  sign(): number {
    return this.bits() < 0 ? -1 : 1
  }

  /** The state, put down as four words from `at`, each so many words after the one before. */
  save(into: Int32Array, at: number, apart: number): void {
    for (let word = 0; word < 4; word++) into[at + word * apart] = this.state[word]
  }

  /** A standard normal number, never 0. */
  normal(): number {
    return this.normalOf(this.bits())
  }

  /** A standard normal number, of which these were the first bits. */
  normalOf(bits: number): number {
    let layer = bits & 127
    let place = bits >> 7
    if ((place ^ (place >> 31)) < inside[layer]) return (place + 0.5) * step[layer]
    for (;;) {
      const x = (place + 0.5) * step[layer]
      if (layer === 0) return Math.abs(x) < tailFrom ? x : this.tail(x)
      const y = height[layer + 1] + this.open() * (height[layer] - height[layer + 1])
      if (y < Math.exp(-0.5 * x * x)) return x
      const next = this.bits()
      layer = next & 127
      place = next >> 7
    }
  }

  /** A normal number beyond `TAIL`, on the side of x (Marsaglia 1964). */
  private tail(x: number): number {
    for (;;) {
      const beyond = -Math.log(this.open()) / tailFrom
      if (-2 * Math.log(this.open()) >= beyond * beyond) return x < 0 ? -tailFrom - beyond : tailFrom + beyond
    }
  }

  /** Fills data[from..to) with normal numbers of standard deviation `scale`. */
  fillNormal(data: Float32Array | Float64Array, from: number, to: number, scale: number): void {
    for (
      let i = this.fillInside(data, from, to, scale);
      i < to;
      i = this.fillInside(data, i + 1, to, scale)
    ) {
      data[i] = scale * this.normalOf(this.unsettled)
    }
  }

  /**
   * Fills as `normal` does up to the first draw that the inner part of its layer doesn't settle, and keeps that in
   * `unsettled`. A loop without calls: two thirds of the time.
   *
   * @returns the place that is still to be filled, `to` for none
   */
  private fillInside(data: Float32Array | Float64Array, from: number, to: number, scale: number): number {
    const { state } = this
    let a = state[0]
    let b = state[1]
    let c = state[2]
    let counter = state[3]
    let bits = 0
    let i = from
    for (; i < to; i++) {
      bits = (((a + b) | 0) + counter) | 0
      a = b ^ (b >>> 9)
      b = (c + (c << 3)) | 0
      c = (((c << 21) | (c >>> 11)) + bits) | 0
      counter = (counter + 1) | 0
      const layer = bits & 127
      const place = bits >> 7
      if ((place ^ (place >> 31)) >= inside[layer]) break
      data[i] = scale * ((place + 0.5) * step[layer])
    }
    this.start(a, b, c, counter)
    this.unsettled = bits
    return i
  }
}
