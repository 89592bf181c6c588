import { f64x2, type Local, V128, v128 } from '../../numbers/simd/code.ts'
import { sizeOf, type Shape } from '../../../program/shape.ts'
import type { Step, StepOf, Value } from '../../../program/step.ts'
import type { Structured } from '../structure.ts'
import type { Body } from './body.ts'
import { BINARY_CODE, isExact, UNARY_CODE, type Call } from './elementwise-code.ts'
import { forEachEntry } from './loops.ts'
import type { Addresses } from './memory.ts'
import type { Elementwise, Plan } from './plan.ts'
import { productCode } from './product-code.ts'
import { belowMaxCode, reduceCode } from './reduction-code.ts'
import {
  contiguous,
  ENTRY_BYTES,
  isContiguous,
  load,
  store,
  stridesIn,
  type Ends,
  type View,
} from './view.ts'

/** Operations whose results are float32 numbers where their operands are. */
const KEEPS_FLOAT32: readonly string[] = ['neg', 'abs', 'relu', 'minimum', 'maximum']

/** Writes the code of a program's steps for two lanes. */
export class StepsCode {
  readonly views = new Map<Value, View>()

  /**
   * @param regular a mask of the lanes that the code is for; the plain loops do the others
   */
  constructor(
    private readonly plan: Plan,
    private readonly body: Body,
    private readonly addresses: Addresses,
    private readonly regular: Local,
    private readonly call: Call,
  ) {}

  write(): void {
    for (const { values } of this.plan.tasks) {
      const step = this.plan.steps[values[0]]
      if (step.op in UNARY_CODE || step.op in BINARY_CODE) this.elementwise(values)
      else this.views.set(values[0], this.single(step))
    }
  }

  private of({ of }: Step): View[] {
    return of.map((value) => this.views.get(value)!)
  }

  /** Room for an array, row by row. */
  place(shape: Shape, storage: View['storage'], exact = storage === 'float32'): View {
    const bytes = sizeOf(shape) * ENTRY_BYTES[storage]
    const lo = this.addresses.take(bytes)
    const hi = exact ? lo : this.addresses.take(bytes)
    const float32 = storage === 'float32'
    return { storage, shape, float32, lo, hi, strides: contiguous(shape, ENTRY_BYTES[storage]) }
  }

  private single(step: Step): View {
    const [x, y] = this.of(step)
    switch (step.op) {
      case 'transpose':
        return {
          ...x,
          shape: step.shape,
          strides: x.strides.toSpliced(-2, 2, x.strides.at(-1)!, x.strides.at(-2)!),
        }
      case 'reshape': {
        const whole = isContiguous(x) ? x : this.copied(x)
        return { ...whole, shape: step.shape, strides: contiguous(step.shape, ENTRY_BYTES[whole.storage]) }
      }
      case 'gather':
        return this.gathered(step, x)
      case 'concat':
        return this.joined(step, x, y)
      case 'matMul': {
        const out = this.place(step.shape, 'enclosure')
        productCode(this.body, { a: x, b: y, out, done: this.finite })
        return out
      }
      case 'belowMax': {
        const out = this.place(step.shape, 'enclosure')
        belowMaxCode(this.body, x, step.axis, out, this.finite)
        return out
      }
      case 'sum':
      case 'max':
      case 'min':
        return this.reduced(step, x)
      default:
        throw new Error(`no code for ${step.op}`)
    }
  }

  private reduced({ op, axis, shape }: StepOf<'sum' | 'max' | 'min'>, x: View): View {
    const whole = isContiguous(x) || axis !== null ? x : this.copied(x)
    const flat = { ...whole, shape: [sizeOf(x.shape)], strides: [ENTRY_BYTES[x.storage]] }
    const keeps = x.float32 && op !== 'sum'
    const out = this.place(shape, keeps ? 'float32' : 'enclosure')
    reduceCode(this.body, op, axis === null ? flat : whole, axis ?? 0, out, this.finite)
    return out
  }

  /** Entries at equal distances are read where they are; an address cannot go back beyond the first. */
  private gathered({ indices, axis, shape }: StepOf<'gather'>, x: View): View {
    const apart = indices.length > 1 ? indices[1] - indices[0] : 0
    if (apart >= 0 && indices.every((index, i) => index === indices[0] + i * apart)) {
      const start = indices[0] * x.strides[axis]
      const strides = x.strides.with(axis, apart * x.strides[axis])
      return { ...x, shape, strides, lo: x.lo + start, hi: x.hi + start }
    }
    const out = this.sameStorage(shape, x)
    indices.forEach((index, i) => this.copy(this.slice(x, axis, index, 1), this.slice(out, axis, i, 1)))
    return out
  }

  private joined({ axis, shape }: StepOf<'concat'>, a: View, b: View): View {
    const float32 = a.float32 && b.float32
    const out = float32 ? this.place(shape, 'float32') : this.place(shape, 'enclosure')
    this.copy(a, this.slice(out, axis, 0, a.shape[axis]))
    this.copy(b, this.slice(out, axis, a.shape[axis], b.shape[axis]))
    return out
  }

  private slice(x: View, axis: number, from: number, extent: number): View {
    const start = from * x.strides[axis]
    return { ...x, shape: x.shape.with(axis, extent), lo: x.lo + start, hi: x.hi + start }
  }

  private copied(x: View): View {
    const out = this.sameStorage(x.shape, x)
    this.copy(x, out)
    return out
  }

  private sameStorage(shape: Shape, x: View): View {
    return x.float32 ? this.place(shape, 'float32') : this.place(shape, 'enclosure', x.lo === x.hi)
  }

  private copy(from: View, to: View): void {
    forEachEntry(this.body, to.shape, [from, to], (inner, [source, target]) =>
      store(inner, to, target, load(inner, from, source)),
    )
  }

  private elementwise(values: readonly Value[]): void {
    const { steps, kept } = this.plan
    const { shape } = steps[values[0]]
    const outside = [...new Set(values.flatMap((value) => steps[value].of))].filter(
      (value) => !values.includes(value),
    )
    const read = outside.map((value) => ({ value, view: this.views.get(value)! }))
    const paths = read.map(({ view }) => ({ strides: stridesIn(view, shape) }))
    const results = {
      enclosure: { strides: contiguous(shape, ENTRY_BYTES.enclosure) },
      float32: { strides: contiguous(shape, ENTRY_BYTES.float32) },
    }
    forEachEntry(this.body, shape, [...paths, results.enclosure, results.float32], (inner, at) => {
      const ends = new Map<Value, Ends>()
      const float32 = new Set<Value>()
      read.forEach(({ value, view }, i) => {
        ends.set(value, load(inner, view, at[i]))
        if (view.float32) float32.add(value)
      })
      for (const value of values) {
        const step = steps[value] as Elementwise
        const keeps = step.of.every((operand) => float32.has(operand))
        const found = this.entry(
          inner,
          step,
          step.of.map((operand) => ends.get(operand)!),
          keeps,
        )
        ends.set(value, found)
        if (keeps && KEEPS_FLOAT32.includes(step.op)) float32.add(value)
        else this.finite(inner, found)
        if (!kept.has(value)) continue
        const view = this.place(shape, float32.has(value) ? 'float32' : 'enclosure', isExact(found))
        this.views.set(value, view)
        store(inner, view, at.at(view.storage === 'float32' ? -1 : -2)!, found)
      }
    })
  }

  /** @param float32 whether the operands are float32 numbers, whose products are exact in float64 */
  private entry(body: Body, step: Elementwise, of: readonly Ends[], float32: boolean): Ends {
    if (float32 && (step.op === 'mul' || step.op === 'square')) {
      const product = body.let(V128, f64x2.mul(of[0].lo, of.at(-1)!.lo))
      return { lo: product, hi: product }
    }
    return step.op in UNARY_CODE
      ? UNARY_CODE[step.op as keyof typeof UNARY_CODE](body, of[0], this.call)
      : BINARY_CODE[step.op as keyof typeof BINARY_CODE](body, of[0], of[1])
  }

  /** Takes the lanes out in which an entry has no two finite endpoints. */
  readonly finite = (body: Body, { lo, hi }: Ends): void => {
    const far = lo === hi ? f64x2.abs(lo) : f64x2.sub(hi, lo)
    const finite = f64x2.lt(far, f64x2.const(Infinity))
    body.do(this.regular.set(v128.and(this.regular.get, finite)))
  }

  /** Where the numbers of a constant stand; these are for `image`. */
  constant(x: Structured): { view: View; lo: Float64Array; hi: Float64Array } {
    const { shape, lo, hi } = x
    const exact = lo.every((value, i) => value === hi[i])
    const float32 = exact && lo.every((value) => Math.fround(value) === value)
    return { view: { ...this.place(shape, 'constant', exact), float32 }, lo, hi }
  }
}
