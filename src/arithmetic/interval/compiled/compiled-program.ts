import type { Batch } from '../../batch.ts'
import type { Judgement } from '../../../program/judgement.ts'
import { sizeOf } from '../../../program/shape.ts'
import type { Atom } from '../../../program/statement.ts'
import type { Step, Value } from '../../../program/step.ts'
import { kernels } from '../../numbers/simd/kernels.ts'
import type { Structured } from '../structure.ts'
import { compile, TOGETHER, type Compiled } from './compile.ts'
import { IMPORTED } from './elementwise-code.ts'
import { memoryFor, takesOver } from './memory.ts'

/** `lib.dom.d.ts` alone would declare it. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object
  Instance: new (
    module: object,
    imports: { readonly outside: Readonly<Record<string, unknown>> },
  ) => { readonly exports: { readonly run: (blocks: number) => void } }
}

/** Endpoints of an array, lane by lane. */
export interface Output {
  readonly lo: Float64Array
  readonly hi: Float64Array
}

/** What a compiled program found: with `OPEN` among the truths of an order. */
export interface Result {
  readonly judgements: ReadonlyMap<Atom, Judgement>
  readonly outputs: readonly Output[]
  /** Lanes that the code is not for, and of which it says nothing. */
  readonly irregular: readonly number[]
}

/** A program's definition, compiled, in the memory of this thread. */
export class CompiledProgram {
  private readonly run: (blocks: number) => void

  private constructor(
    private readonly compiled: Compiled,
    private readonly memory: NonNullable<ReturnType<typeof memoryFor>>,
  ) {
    const { bytes, imports } = compiled
    const functions = Object.fromEntries(imports.map((name) => [name, IMPORTED[name]]))
    const outside = { ...functions, memory }
    this.run = new WebAssembly.Instance(new WebAssembly.Module(bytes), { outside }).exports.run
  }

  /**
   * @param atoms that are judged
   * @param outputs values of which the enclosures are wanted
   * @returns undefined where it cannot be compiled: a program that is too large, no SIMD in this WebAssembly, no memory
   */
  static of(
    steps: readonly Step[],
    atoms: readonly Atom[],
    outputs: readonly Value[],
  ): CompiledProgram | undefined {
    const compiled = kernels() && compile(steps, atoms, outputs)
    const memory = compiled && memoryFor(compiled.memory)
    return memory && new CompiledProgram(compiled, memory)
  }

  /** The values that are the same in every lane. */
  get constants(): ReadonlyMap<Value, Structured> {
    return this.compiled.constants
  }

  /** Runs it on a batch. */
  evaluate(batch: Batch): Result {
    const { compiled } = this
    const buffer = this.open()
    const blank = blankResult(compiled, batch.lanes)
    const irregular: number[] = []
    for (let from = 0; from < batch.lanes; from += compiled.capacity) {
      const lanes = Math.min(compiled.capacity, batch.lanes - from)
      bringIn(compiled, buffer, batch, from, lanes)
      this.run(Math.ceil(lanes / TOGETHER))
      takeOut(compiled, buffer, blank, from, lanes)
      new Uint8Array(buffer, compiled.irregular, lanes).forEach(
        (is, lane) => is && irregular.push(from + lane),
      )
    }
    return { ...blank, irregular }
  }

  /** Puts the constants where the code expects them. */
  private open(): ArrayBuffer {
    const { buffer } = this.memory
    if (takesOver(this))
      for (const { at, numbers } of this.compiled.image)
        new Float64Array(buffer, at, numbers.length).set(numbers)
    return buffer
  }
}

type Columns = Pick<Result, 'judgements' | 'outputs'>

function blankResult({ atoms, outputs }: Compiled, lanes: number): Columns {
  const judgements = [...atoms].map(([atom, { shape }]): [Atom, Judgement] => [
    atom,
    {
      lanes,
      shape,
      truth: new Uint8Array(lanes * sizeOf(shape)),
      margin: new Float64Array(lanes),
      bound: new Float64Array(lanes),
      width: new Float64Array(lanes),
    },
  ])
  return {
    judgements: new Map(judgements),
    outputs: outputs.map(({ size }) => ({
      lo: new Float64Array(lanes * size),
      hi: new Float64Array(lanes * size),
    })),
  }
}

/** The last lane stands a second time where another one is missing. */
function bringIn(
  { inputs }: Compiled,
  buffer: ArrayBuffer,
  { data }: Batch,
  from: number,
  lanes: number,
): void {
  for (const { name, size, at } of inputs) {
    const into = new Float32Array(buffer, at, (lanes + 1) * size)
    into.set(data[name].subarray(from * size, (from + lanes) * size))
    if (lanes % TOGETHER !== 0) into.copyWithin(lanes * size, (lanes - 1) * size, lanes * size)
  }
}

function takeOut(
  { atoms, outputs }: Compiled,
  buffer: ArrayBuffer,
  found: Columns,
  from: number,
  lanes: number,
): void {
  const doubles = (into: Float64Array, at: number, size = 1) =>
    into.set(new Float64Array(buffer, at, lanes * size), from * size)
  for (const [atom, { shape, truth, margin, bound, width }] of atoms) {
    const into = found.judgements.get(atom)!
    const size = sizeOf(shape)
    into.truth.set(new Uint8Array(buffer, truth, lanes * size), from * size)
    doubles(into.margin, margin)
    doubles(into.bound, bound)
    doubles(into.width, width)
  }
  for (const [i, { size, lo, hi }] of outputs.entries()) {
    doubles(found.outputs[i].lo, lo, size)
    doubles(found.outputs[i].hi, hi, size)
  }
}
