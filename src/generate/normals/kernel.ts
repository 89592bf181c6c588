import {
  advance,
  either,
  f32,
  f32x4,
  f64,
  f64x2,
  I32,
  i32,
  i32x4,
  repeat,
  sequence,
  V128,
  v128,
  when,
  type Code,
  type Local,
} from '../../arithmetic/numbers/simd/code.ts'
import { kernel } from '../../arithmetic/numbers/simd/module.ts'
import { edgeDraw } from './edge-code.ts'
import { AT } from './memory.ts'
import { drawn, STATE, streamOf, VECTOR, type Locals, type Stream } from './stream-code.ts'

const LANES = [0, 1, 2, 3] as const

const all = (of: readonly Code[]): Code => sequence(...of)

/**
 * `normals(from, to, apart)`: fills the numbers of the first stream from one address to another, and those of the others,
 * each so many bytes after the stream before, as `Draws.fillNormal` does. It ends before that at a place where it takes a
 * power of e to settle the draw of some stream; then all have drawn their first bits for that place, the last one before
 * `reached`, and those that are not `open` are done with it.
 */
export const normalsKernel = kernel('normals', [I32, I32, I32], ([at, to, apart], local) => {
  const streams = streamOf(local, V128)
  const scales = [local(V128), local(V128)] as const
  const out = [at, ...LANES.slice(1).map(() => local())]
  const open = local()
  const { code, settled } = inner(local, streams, scales, out)
  const words = STATE.map((word, i) => ({ word: streams[word], at: i32.const(AT.state + 16 * i) }))
  return sequence(
    all(words.map(({ word, at }) => word.set(v128.load(at)))),
    all(scales.map((two, i) => two.set(v128.load(i32.const(AT.scale + 16 * i))))),
    all(LANES.slice(1).map((lane) => out[lane].set(i32.add(out[lane - 1].get, apart.get)))),
    repeat(
      sequence(
        drawn(streams, VECTOR),
        code,
        open.set(i32.const(0)),
        when(i32.not(i32x4.allTrue(settled.get)), atEdges(local, streams, settled, out, open)),
        all(out.map((address) => advance(address, 4))),
      ),
      i32.and(i32.not(open.get), i32.lt(at.get, to.get)),
    ),
    all(words.map(({ word, at }) => v128.store(at, word.get))),
    v128.store(i32.const(AT.bits), streams.bits.get),
    i32.store(i32.const(AT.reached), at.get),
    i32.store(i32.const(AT.open), open.get),
  )
})

/** Writes the numbers of all streams as if each lay in the inner part of its layer; `settled` says of which that is so. */
function inner(local: Locals, { bits }: Stream, scales: readonly [Local, Local], out: readonly Local[]) {
  const [place, settled, four, numbers] = Array.from({ length: 4 }, () => local(V128))
  const layers = LANES.map(() => local())
  const limits = layers.map((layer, lane) =>
    settled.set(v128.load32Lane(layer.get, settled.get, lane, AT.inside)),
  )
  const two = (half: 0 | 1): Code => {
    const [first, second] = [2 * half, 2 * half + 1] as const
    const step = (lane: number): Code => i32.shl(layers[lane].get, i32.const(1))
    const places = f64x2.ofIntegers(half === 0 ? place.get : v128.upper(place.get))
    return sequence(
      numbers.set(v128.load64(step(first), AT.step)),
      numbers.set(v128.load64Lane(step(second), numbers.get, 1, AT.step)),
      numbers.set(f64x2.mul(f64x2.add(places, f64x2.const(0.5)), numbers.get)),
      numbers.set(f32x4.ofDoubles(f64x2.mul(scales[half].get, numbers.get))),
      v128.store32Lane(out[first].get, numbers.get, 0),
      v128.store32Lane(out[second].get, numbers.get, 1),
    )
  }
  const code = sequence(
    // Four times the layers: where they stand in the table.
    four.set(i32x4.shl(v128.and(bits.get, i32x4.splat(127)), 2)),
    all(layers.map((layer, lane) => layer.set(i32x4.lane(four.get, lane)))),
    place.set(i32x4.shrS(bits.get, 7)),
    settled.set(v128.zero),
    all(limits),
    settled.set(i32x4.lt(v128.xor(place.get, i32x4.shrS(place.get, 31)), settled.get)),
    two(0),
    two(1),
  )
  return { code, settled }
}

/** Draws on for each stream that is not settled, and writes its number in place of the one that stands there. */
function atEdges(local: Locals, streams: Stream, settled: Local, out: readonly Local[], open: Local): Code {
  const { stream, code, x, isOpen } = edgeDraw(local)
  const write = (lane: number): Code =>
    sequence(
      all(STATE.map((word) => streams[word].set(i32x4.withLane(streams[word].get, lane, stream[word].get)))),
      f32.store(out[lane].get, f32.ofF64(f64.mul(f64.load(i32.const(AT.scale + 8 * lane)), x.get))),
    )
  const drawOn = (lane: number): Code =>
    sequence(
      all([...STATE, 'bits' as const].map((word) => stream[word].set(i32x4.lane(streams[word].get, lane)))),
      code,
      either(isOpen.get, open.set(i32.or(open.get, i32.const(1 << lane))), write(lane)),
    )
  return all(LANES.map((lane) => when(i32.not(i32x4.lane(settled.get, lane)), drawOn(lane))))
}
