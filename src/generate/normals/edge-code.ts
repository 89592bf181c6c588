import {
  either,
  F64,
  f64,
  I32,
  i32,
  repeat,
  sequence,
  type Code,
  type Local,
} from '../../arithmetic/numbers/simd/code.ts'
import { AT, EDGE, EDGE_BYTES } from './memory.ts'
import { drawn, streamOf, WORD, type Locals, type Stream } from './stream-code.ts'

/** A draw of one stream whose first bits lie not in the inner part of their layer. */
export interface EdgeDraw {
  /** Has drawn the first bits before, and all that belongs to the draw after it. */
  readonly stream: Stream
  readonly code: Code
  /** The number. */
  readonly x: Local
  /** Not zero where it takes a power of e, or the tail: the draw has to be made again then. */
  readonly isOpen: Local
}

/** The code of a draw at the edge of its layer: what `Draws.normalOf` does, as long as that is certain. */
export function edgeDraw(local: Locals): EdgeDraw {
  const stream = streamOf(local, I32)
  const [layer, edge, place, goesOn, isOpen] = Array.from({ length: 5 }, () => local())
  const [x, above] = [local(F64), local(F64)]
  const known = (offset: number): Code => f64.load(edge.get, AT.edges + offset)
  const half = (of: Code): Code => f64.add(of, f64.const(0.5))
  const locate = sequence(
    layer.set(i32.and(stream.bits.get, i32.const(127))),
    edge.set(i32.mul(layer.get, i32.const(EDGE_BYTES))),
    place.set(i32.shrS(stream.bits.get, i32.const(7))),
    x.set(f64.mul(half(f64.ofSigned(place.get)), f64.load(i32.shl(layer.get, i32.const(3)), AT.step))),
  )
  const ended = goesOn.set(i32.const(0))
  const leftOpen = sequence(isOpen.set(i32.const(1)), ended)
  const share = f64.mul(half(f64.ofUnsigned(stream.bits.get)), f64.const(2 ** -32))
  const height = f64.add(known(EDGE.height), f64.mul(share, known(EDGE.change)))
  const line = f64.add(known(EDGE.line), f64.mul(known(EDGE.slope), f64.abs(x.get)))
  const look = sequence(
    above.set(f64.sub(height, line)),
    either(
      f64.lt(above.get, f64.sub(f64.const(0), known(EDGE.apart))),
      ended,
      either(f64.gt(above.get, known(EDGE.apart)), sequence(drawn(stream, WORD), locate), leftOpen),
    ),
  )
  const size = i32.xor(place.get, i32.shrS(place.get, i32.const(31)))
  const isDeep = i32.lt(size, i32.load(edge.get, AT.edges + EDGE.deep))
  const tried = sequence(drawn(stream, WORD), either(isDeep, ended, look))
  const code = sequence(
    isOpen.set(i32.const(0)),
    goesOn.set(i32.const(1)),
    locate,
    repeat(either(layer.get, tried, leftOpen), goesOn.get),
  )
  return { stream, code, x, isOpen }
}
