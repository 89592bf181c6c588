import type fc from 'fast-check'
import { EDGE, INSIDE, STEP, TAIL } from './ziggurat.ts'

// Constants of this module: with the imported bindings themselves, filling an array took three times as long.
const step = STEP
const inside = INSIDE
const edge = EDGE
const tailFrom = TAIL

/**
 * A fast generator for filling arrays: sfc32 (Doty-Humphrey, PractRand), its 128 bits of state taken from four
 * draws of a fast-check generator.
 */
export class Draws {
  private a = 0
  private b = 0
  private c = 0
  private counter = 0

  constructor(random: Pick<fc.Random, 'nextInt'>) {
    const word = (): number => random.nextInt(-0x80000000, 0x7fffffff)
    this.start(word(), word(), word(), word())
  }

  /** Begins anew from 128 bits of state. */
  start(a: number, b: number, c: number, counter: number): void {
    this.a = a | 0
    this.b = b | 0
    this.c = c | 0
    this.counter = counter | 0
  }

  /** A signed integer of 32 uniform bits. */
  bits(): number {
    const c = this.c
    const out = (((this.a + this.b) | 0) + this.counter) | 0
    this.counter = (this.counter + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (c + (c << 3)) | 0
    this.c = (((c << 21) | (c >>> 11)) + out) | 0
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
    if (!(n >= 1 && n <= 0x100000000 && Number.isInteger(n))) throw new RangeError(`no integer in [0, ${n})`)
    const usable = 0x100000000 - (0x100000000 % n)
    let x = this.bits() >>> 0
    while (x >= usable) x = this.bits() >>> 0
    return x % n
  }

  /** 1 or -1. */
  sign(): number {
    return this.bits() < 0 ? -1 : 1
  }

  /** A standard normal number, never 0. */
  normal(): number {
    const bits = this.bits()
    const layer = bits & 127
    const place = bits >> 7
    if ((place ^ (place >> 31)) < inside[layer]!) return (place + 0.5) * step[layer]!
    return this.normalNearEdge(layer, place)
  }

  /** The rest of `normal`, for the draws that the layer's inner part doesn't settle. */
  private normalNearEdge(layer: number, place: number): number {
    for (;;) {
      const x = (place + 0.5) * step[layer]!
      if (layer === 0) return Math.abs(x) < tailFrom ? x : this.tail(x)
      const outer = Math.exp(-0.5 * (edge[layer]! * edge[layer]! - x * x))
      const inner = Math.exp(-0.5 * (edge[layer + 1]! * edge[layer + 1]! - x * x))
      if (inner + this.open() * (outer - inner) < 1) return x
      const bits = this.bits()
      layer = bits & 127
      place = bits >> 7
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
    for (let i = from; i < to; i++) data[i] = scale * this.normal()
  }
}
