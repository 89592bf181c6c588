import { batchOf, type Batch } from '../../arithmetic/batch.ts'
import { sizeOf, type Shape } from '../../program/shape.ts'

/** Uniform numbers in [0, 1): mulberry32. The suite must not depend on the generators of claims. */
export function uniform(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Makes the source of a lane's numbers; `r` is uniform. */
type Kind = (r: () => number) => () => number

const signed = (r: () => number, size: number) => Math.fround((r() < 0.5 ? -1 : 1) * size)
/** Finite, whatever the exponent. */
const ofExponent = (r: () => number, exponent: number) =>
  signed(r, (1 + r()) * 2 ** Math.min(126, Math.max(-149, exponent)))

/** Where a kernel may do something of its own: zeros, subnormals, the ends of the range and of that of exp, halves. */
const CORNERS = [
  ...[0, 2 ** -149, 2 ** -127, 2 ** -126 - 2 ** -149, 2 ** -126, 2 ** -63, 2 ** -24, 2 ** -23],
  ...[0.5, 1 - 2 ** -24, 1, 1 + 2 ** -23, 1.5, 2.5, Math.E, 17.4, 87.3, 88.72, 88.73, 103.9, 104, 150],
  ...[2 ** 23 + 1, 2 ** 24, 2 ** 31, 2 ** 63, 2 ** 127, (2 - 2 ** -23) * 2 ** 127],
]

/** The kinds of numbers with which operations are tried, each as float32. */
export const KINDS = {
  moderate: (r) => () => Math.fround((r() + r() + r() - 1.5) * 3),
  /** Few different numbers, so that there are ties. */
  integers: (r) => () => Math.round((r() * 2 - 1) * 4),
  corners: (r) => () => signed(r, CORNERS[Math.floor(r() * CORNERS.length)]),
  /** Any exponent, entry by entry. */
  wild: (r) => () => (r() < 0.05 ? 0 : ofExponent(r, Math.round((r() * 2 - 1) * (r() < 0.6 ? 20 : 148)))),
  /** Any exponent, lane by lane: the bound of a lane is computed from its largest numbers. */
  banded: (r) => {
    const band = Math.round((r() * 2 - 1) * 140)
    return () => ofExponent(r, band + Math.round(r() * 6 - 3))
  },
  /** Around the smallest normal number, of one sign in half of the lanes, now and then beside a large one. */
  subnormal: (r) => {
    const sign = [1, -1, 0, 0][Math.floor(r() * 4)]
    return () => {
      const x = ofExponent(r, r() < 0.9 ? -149 + Math.floor(r() * 28) : 120)
      return sign === 0 ? x : sign * Math.abs(x)
    }
  },
  /** Some arrays of small numbers and some of large ones, each of one sign or of two. */
  split: (r) => {
    let [drawn, sign, exponent] = [0, 0, 0]
    return () => {
      // Most arrays have 6 entries.
      if (drawn++ % 6 === 0) {
        sign = Math.floor(r() * 3) - 1
        exponent = [-132, -122, 90][Math.floor(r() * 3)]!
      }
      const x = ofExponent(r, exponent + Math.floor(r() * 8))
      return sign === 0 ? x : sign * Math.abs(x)
    }
  },
} satisfies Record<string, Kind>
export type KindName = keyof typeof KINDS
export const KIND_NAMES = Object.keys(KINDS) as KindName[]

/** A batch of the given shapes, the same for the same arguments. */
export function drawn(
  shapes: Readonly<Record<string, Shape>>,
  kind: KindName,
  lanes: number,
  seed: number,
): Batch {
  return batchOf(
    Array.from({ length: lanes }, (_, lane) => {
      const draw = KINDS[kind](uniform(Math.imul(seed, 0x9e3779b1) ^ Math.imul(lane + 1, 0x85ebca6b)))
      const filled = ([name, shape]: [string, Shape]) =>
        [name, { shape, data: Float32Array.from({ length: sizeOf(shape) }, draw) }] as const
      return { inputs: Object.fromEntries(Object.entries(shapes).map(filled)) }
    }),
  )
}

/** One lane's inputs as numbers that can be typed in again. */
export function inputsOf(batch: Batch, lane: number): string {
  const array = (name: string) => {
    const size = sizeOf(batch.shapes[name])
    const values = [...batch.data[name].subarray(lane * size, (lane + 1) * size)]
    const shown = values.slice(0, 12).map((v) => (Object.is(v, -0) ? '-0' : String(v)))
    return `${name}[${batch.shapes[name].join('×')}] = ${shown.join(' ')}${size > 12 ? ' …' : ''}`
  }
  return batch.names.map(array).join('; ')
}
