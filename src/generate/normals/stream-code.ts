import { i32, i32x4, sequence, v128, type Code, type Local } from '../../arithmetic/numbers/simd/code.ts'

/** The words of a generator, of one stream or in vectors of four. */
export interface Stream {
  readonly a: Local
  readonly b: Local
  readonly c: Local
  readonly counter: Local
  /** Of the last draw. */
  readonly bits: Local
}

/** The four words in which a generator's state is kept. */
export const STATE = ['a', 'b', 'c', 'counter'] as const

export type Locals = (type?: Local['type']) => Local

export function streamOf(local: Locals, type: Local['type']): Stream {
  const [a, b, c, counter, bits] = Array.from({ length: 5 }, () => local(type))
  return { a, b, c, counter, bits }
}

/** What words are computed with. */
interface Operations {
  add(a: Code, b: Code): Code
  xor(a: Code, b: Code): Code
  or(a: Code, b: Code): Code
  shl(a: Code, bits: number): Code
  shrU(a: Code, bits: number): Code
  readonly one: Code
}
export const VECTOR: Operations = { ...i32x4, xor: v128.xor, or: v128.or, one: i32x4.splat(1) }
export const WORD: Operations = {
  ...i32,
  shl: (a, bits) => i32.shl(a, i32.const(bits)),
  shrU: (a, bits) => i32.shrU(a, i32.const(bits)),
  one: i32.const(1),
}

/** Draws the next 32 bits, as `Draws.bits` does. */
export const drawn = ({ a, b, c, counter, bits }: Stream, of: Operations): Code =>
  sequence(
    bits.set(of.add(of.add(a.get, b.get), counter.get)),
    a.set(of.xor(b.get, of.shrU(b.get, 9))),
    b.set(of.add(c.get, of.shl(c.get, 3))),
    c.set(of.add(of.or(of.shl(c.get, 21), of.shrU(c.get, 11)), bits.get)),
    counter.set(of.add(counter.get, of.one)),
  )
