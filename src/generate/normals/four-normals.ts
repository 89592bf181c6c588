import { moduleOf } from '../../arithmetic/numbers/simd/module.ts'
import { Draws } from '../draws.ts'
import { normalsKernel } from './kernel.ts'
import { AT, writeTables } from './memory.ts'

/** Pages of 64 KiB: what is filled at a time should fit into a processor's own cache. */
const PAGES = 4

/** Streams that are drawn from side by side. */
export const STREAMS = 4

/** `lib.dom.d.ts` alone would declare it. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object) => {
    exports: { memory: { buffer: ArrayBuffer }; normals: (from: number, to: number, apart: number) => void }
  }
}

/**
 * Fills memory with normal numbers from four streams side by side, in vectors: the numbers that `Draws` gives one by one.
 * There is one for each thread; it keeps nothing from one call of `begin` to the next.
 */
export class FourNormals {
  private static own: FourNormals | null | undefined

  /** Undefined where this processor or this Node has no SIMD in WebAssembly. */
  static ofThread(): FourNormals | undefined {
    this.own ??= this.make()
    return this.own ?? undefined
  }

  private static make(): FourNormals | null {
    try {
      const { exports } = new WebAssembly.Instance(new WebAssembly.Module(moduleOf([normalsKernel], PAGES)))
      return new FourNormals(exports.memory.buffer, exports.normals)
    } catch {
      return null
    }
  }

  /** What was filled, and what will be. */
  readonly numbers: Float32Array
  private readonly words: Int32Array
  private readonly scale: Float64Array
  private readonly draws = new Draws({ nextInt: () => 0 })

  private constructor(
    memory: ArrayBuffer,
    private readonly run: (from: number, to: number, apart: number) => void,
  ) {
    this.words = new Int32Array(memory)
    writeTables(memory)
    this.scale = new Float64Array(memory, AT.scale, STREAMS)
    this.numbers = new Float32Array(memory, AT.numbers)
  }

  /** Lets a stream begin where a generator stood whose four words were put down from `at`. */
  begin(stream: number, state: Int32Array, at: number): void {
    for (let word = 0; word < 4; word++) this.words[AT.state / 4 + STREAMS * word + stream] = state[at + word]
  }

  /** Sets the standard deviation of what a stream gives next. */
  scaleBy(stream: number, scale: number): void {
    this.scale[stream] = scale
  }

  /** Fills so many `numbers` of each stream: of the first one from there on, of each other one so many further on. */
  fill(from: number, count: number, apart: number): void {
    const to = from + count
    for (let i = from; i < to;) {
      this.run(AT.numbers + 4 * i, AT.numbers + 4 * to, 4 * apart)
      i = (this.words[AT.reached / 4] - AT.numbers) >> 2
      const open = this.words[AT.open / 4]
      for (let stream = 0; stream < STREAMS; stream++)
        if ((open & (1 << stream)) !== 0) this.settle(stream, i - 1 + stream * apart)
    }
  }

  /** Draws on for a place where only the first bits are drawn. */
  private settle(stream: number, at: number): void {
    const { words, draws, numbers, scale } = this
    const state = AT.state / 4 + stream
    draws.start(words[state], words[state + STREAMS], words[state + 2 * STREAMS], words[state + 3 * STREAMS])
    numbers[at] = scale[stream] * draws.normalOf(words[AT.bits / 4 + stream])
    draws.save(words, state, STREAMS)
  }
}
