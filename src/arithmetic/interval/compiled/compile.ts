import {
  call,
  f64,
  f64x2,
  I32,
  i32,
  i64x2,
  repeat,
  V128,
  v128,
  type Code,
  type Local,
  type ValueType,
} from '../../numbers/simd/code.ts'
import { importingModule, kernel } from '../../numbers/simd/module.ts'
import { broadcastShapes, sizeOf, type Shape } from '../../../program/shape.ts'
import type { Atom } from '../../../program/statement.ts'
import type { Step, Value } from '../../../program/step.ts'
import { relationCode } from './atom-code.ts'
import { Body } from './body.ts'
import { IMPORTED, type Imported } from './elementwise-code.ts'
import { interleave } from './input-code.ts'
import { forEachEntry } from './loops.ts'
import { Addresses } from './memory.ts'
import { orderCode } from './order-code.ts'
import { sortCode } from './sort-code.ts'
import type { Structured } from '../structure.ts'
import { planned, type Plan } from './plan.ts'
import { StepsCode } from './steps-code.ts'
import { tiesOf } from './ties.ts'
import { load, type View } from './view.ts'

/** Lanes that share the lanes of a vector. */
export const TOGETHER = 2

/** What goes into memory and out of it at a time, in bytes, so that it stays in a cache. */
const MOVED = 2 ** 17
/** Memory that one program may take, its steps, and the variables that a function of WebAssembly may have. */
const MOST_BYTES = 2 ** 27
const MOST_STEPS = 1000
const MOST_LOCALS = 50_000

/** Where a judgement is found, lane by lane. */
interface JudgedAt {
  readonly shape: Shape
  readonly truth: number
  readonly margin: number
  readonly bound: number
  readonly width: number
}

/** A program as a WebAssembly module, and where it expects and leaves its numbers. */
export interface Compiled {
  readonly bytes: Uint8Array
  readonly imports: readonly Imported[]
  /** Memory that it needs, in bytes. */
  readonly memory: number
  /** Lanes that it takes at a time. */
  readonly capacity: number
  readonly image: readonly { readonly at: number; readonly numbers: Float64Array }[]
  readonly inputs: readonly { readonly name: string; readonly size: number; readonly at: number }[]
  readonly atoms: ReadonlyMap<Atom, JudgedAt>
  readonly outputs: readonly { readonly size: number; readonly lo: number; readonly hi: number }[]
  /** Those that are the same in every lane. */
  readonly constants: ReadonlyMap<Value, Structured>
  /** One byte for each lane: 1 where the code is not for it. */
  readonly irregular: number
}

/**
 * Compiles steps to loops over two lanes at a time.
 *
 * @param atoms that are judged
 * @param outputs values of which the enclosures are wanted
 * @returns undefined where the plain loops have to do it
 */
export function compile(
  steps: readonly Step[],
  atoms: readonly Atom[],
  outputs: readonly Value[],
): Compiled | undefined {
  const plan = planned(steps, atoms, outputs)
  if (!plan || plan.inputs.length === 0 || steps.length > MOST_STEPS) return undefined
  const { compiled, locals } = new ProgramCode(plan, outputs)
  return compiled.memory <= MOST_BYTES && locals <= MOST_LOCALS ? compiled : undefined
}

class ProgramCode {
  readonly compiled: Compiled
  readonly locals: number
  private readonly addresses = new Addresses()
  private readonly capacity: number
  private readonly imports: Imported[] = []
  private readonly inputs
  private readonly atoms
  private readonly outputs
  private readonly irregular: number
  private readonly image: { at: number; numbers: Float64Array }[] = []

  constructor(
    private readonly plan: Plan,
    values: readonly Value[],
  ) {
    const { steps } = plan
    const size = (value: Value): number => sizeOf(steps[value].shape)
    const moved =
      plan.inputs.reduce((sum, value) => sum + 4 * size(value), 0) +
      values.reduce((sum, value) => sum + 16 * size(value), 0) +
      plan.atoms.reduce((sum, atom) => sum + 24 + sizeOf(judgedShape(atom, plan)), 0)
    this.capacity = Math.max(TOGETHER, TOGETHER * Math.floor(MOVED / moved / TOGETHER))
    const room = (bytes: number): number => this.addresses.take(bytes * this.capacity)
    this.inputs = plan.inputs.map((value) => {
      const { name } = steps[value] as { readonly name: string }
      return { value, name, size: size(value), at: room(4 * size(value)) }
    })
    this.atoms = new Map(
      plan.atoms.map((atom) => {
        const shape = judgedShape(atom, plan)
        return [atom, { shape, truth: room(sizeOf(shape)), margin: room(8), bound: room(8), width: room(8) }]
      }),
    )
    this.outputs = values.map((value) => ({
      value,
      size: size(value),
      lo: room(8 * size(value)),
      hi: room(8 * size(value)),
    }))
    this.irregular = room(1)
    const { inputs, atoms, outputs, irregular, capacity, imports, image } = this
    const run = kernel('run', [I32], ([blocks], local) => this.loop(blocks, local))
    this.locals = run.locals.length
    const imported = imports.map((name) => ({ name, operands: IMPORTED[name].length }))
    const bytes = importingModule(run, imported)
    const { constants } = plan
    const memory = this.addresses.end
    this.compiled = { bytes, imports, memory, capacity, image, inputs, atoms, outputs, irregular, constants }
  }

  /** Two lanes after two lanes. */
  private loop(blocks: Local, local: (type?: ValueType) => Local): Code {
    const body = new Body(local)
    const block = body.variable(I32, i32.const(0))
    const turn = body.inside((inner) => {
      this.block(inner, block.get)
      inner.do(block.set(i32.add(block.get, i32.const(1))))
    })
    body.do(repeat(turn, i32.lt(block.get, blocks.get)))
    return body.code
  }

  private block(body: Body, block: Code): void {
    const at = (address: number, bytesOfLane: number): Code =>
      body.let(I32, i32.add(i32.const(address), i32.mul(block, i32.const(TOGETHER * bytesOfLane))))
    const regular = body.variable(V128, v128.ones)
    const infinite = body.variable(I32, i32.const(0))
    const steps = new StepsCode(this.plan, body, this.addresses, regular, this.call)
    for (const [value, enclosures] of this.plan.constants) {
      const { view, lo, hi } = steps.constant(enclosures)
      steps.views.set(value, view)
      this.image.push(
        { at: view.lo, numbers: lo },
        ...(view.hi === view.lo ? [] : [{ at: view.hi, numbers: hi }]),
      )
    }
    for (const { value, size, at: address } of this.inputs) {
      const view = steps.place(this.plan.steps[value].shape, 'float32')
      interleave(body, at(address, 4 * size), size, view, infinite)
      steps.views.set(value, view)
    }
    steps.write()
    const sorted = new Map<Value, number>()
    for (const [atom, { shape, truth, margin, bound, width }] of this.atoms) {
      const place = {
        truth: at(truth, sizeOf(shape)),
        margin: at(margin, 8),
        bound: at(bound, 8),
        width: at(width, 8),
      }
      const [x, y] = [steps.views.get(atom[1])!, steps.views.get(atom[2])!]
      if (atom[0] === 'sameOrder') {
        if (!sorted.has(atom[1])) sorted.set(atom[1], sortCode(body, x, this.addresses))
        const ties = tiesOf(this.plan.steps, steps.views, atom[1], atom[2])
        orderCode(body, x, y, ties, place, sorted.get(atom[1])!)
        body.do(v128.store(place.width, v128.zero))
      } else relationCode(body, atom[0] as 'less', x, y, place, steps.finite)
    }
    for (const { value, size, lo, hi } of this.outputs)
      write(body, steps.views.get(value)!, at(lo, 8 * size), at(hi, 8 * size))
    const irregular = i32.or(infinite.get, i32.xor(i64x2.bitmask(regular.get), i32.const(3)))
    const marks = body.let(I32, irregular)
    const to = at(this.irregular, 1)
    for (const lane of [0, 1])
      body.do(i32.store8(to, i32.and(i32.shrU(marks, i32.const(lane)), i32.const(1)), lane))
  }

  private readonly call = (name: Imported, ...operands: readonly Code[]): Code => {
    const known = this.imports.indexOf(name)
    return call(known >= 0 ? known : this.imports.push(name) - 1, ...operands)
  }
}

function judgedShape(atom: Atom, { steps }: Plan): Shape {
  const x = steps[atom[1]].shape
  return atom[0] === 'sameOrder' ? x.slice(0, -1) : broadcastShapes(x, steps[atom[2]].shape)
}

/** Writes an array's endpoints, lane by lane. */
function write(body: Body, view: View, lo: Code, hi: Code): void {
  const size = sizeOf(view.shape)
  const to = (from: Code) => ({
    from,
    strides: view.shape.map((_, axis) => 8 * sizeOf(view.shape.slice(axis + 1))),
  })
  forEachEntry(body, view.shape, [view, to(lo), to(hi)], (inner, [entry, low, high]) => {
    const ends = load(inner, view, entry)
    for (const lane of [0, 1]) {
      inner.do(f64.store(low, f64x2.lane(ends.lo, lane), 8 * size * lane))
      inner.do(f64.store(high, f64x2.lane(ends.hi, lane), 8 * size * lane))
    }
  })
}
