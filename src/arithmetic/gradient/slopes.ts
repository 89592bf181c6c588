import { sizeOf, type Shape } from '../../program/shape.ts'
import { neededFor, comparedIn } from '../../program/dependence.ts'
import type { Program } from '../../program/program.ts'
import type { Statement } from '../../program/statement.ts'
import { atomsOf } from '../../program/statement.ts'
import type { Value } from '../../program/step.ts'
import { kernelOf } from './kernels.ts'
import type { Kernel, Numbers } from './kernel.ts'
import { hasMargins, marginOf, type Term } from './margins.ts'

/**
 * A program on one case at a time in plain float64, with the derivatives of its margins by its inputs. Nothing certain
 * rests on it: it tells a search where to go. Its numbers are the same on every machine.
 */
export class Slopes {
  private readonly values: Numbers[]
  private readonly changes: Numbers[]
  private readonly kernels: (Kernel | undefined)[]
  private readonly order: readonly Value[]
  private readonly inputs: readonly { readonly name: string; readonly value: Value }[]

  private constructor(
    private readonly program: Program,
    needed: ReadonlySet<Value>,
  ) {
    const { steps } = program
    this.order = [...needed].sort((a, b) => a - b)
    this.values = steps.map((step, value) => new Float64Array(needed.has(value) ? sizeOf(step.shape) : 0))
    this.changes = this.values.map(({ length }) => new Float64Array(length))
    this.kernels = steps.map(() => undefined)
    for (const value of this.order) {
      const step = steps[value]
      if (step.op === 'constant')
        this.values[value].set(
          step.values.length === 1 ? this.values[value].map(() => step.values[0]) : step.values,
        )
      else if (step.op === 'fraction') this.values[value][0] = step.numerator / step.denominator
      else if (step.op !== 'input')
        this.kernels[value] = kernelOf(
          step,
          step.of.map((operand) => steps[operand].shape),
        )
    }
    this.inputs = this.order.flatMap((value) => {
      const step = steps[value]
      return step.op === 'input' ? [{ name: step.name, value }] : []
    })
  }

  /** The same for a program; a reason, as the end of a sentence, where it has none. */
  static of(program: Program): Slopes | { readonly reason: string } {
    const statements = [...program.hypotheses, program.claim]
    if (!hasMargins(statements.flatMap((statement) => [...atomsOf(statement)])))
      return { reason: 'it compares ranks, or says that a matrix is definite, for which no margin is known' }
    const observed = program.observed === undefined ? [] : [program.observed]
    const needed = neededFor([...comparedIn(statements), ...observed], program.steps)
    for (const value of needed) {
      const step = program.steps[value]
      const isLeaf = step.op === 'input' || step.op === 'constant' || step.op === 'fraction'
      const shapes = step.of.map((operand) => program.steps[operand].shape)
      if (!isLeaf && !kernelOf(step, shapes)) return { reason: `no derivative of ${step.op} is known here` }
    }
    return new Slopes(program, needed)
  }

  /** Computes all values. @param arrays of the case, by name */
  evaluate(arrays: Readonly<Record<string, { readonly data: ArrayLike<number> }>>): void {
    for (const { name, value } of this.inputs) this.values[value].set(arrays[name].data)
    for (const value of this.order)
      this.kernels[value]?.forward(
        this.program.steps[value].of.map((operand) => this.values[operand]),
        this.values[value],
      )
  }

  /** Whether the case that was evaluated is one of the claim, as far as rounded numbers tell. */
  get isCase(): boolean {
    return this.program.hypotheses.every((statement) => this.margin(statement).margin >= 0)
  }

  /** How far the claim is from the other truth; negative where it is false. */
  get claim(): { readonly margin: number; readonly terms: readonly Term[] } {
    return this.margin(this.program.claim)
  }

  /** The number that is observed of the case; NaN where none is. */
  get observed(): { readonly margin: number; readonly terms: readonly Term[] } {
    const { observed } = this.program
    if (observed === undefined) return { margin: NaN, terms: [] }
    return { margin: this.values[observed][0], terms: [{ value: observed, entry: 0, factor: 1 }] }
  }

  /** The derivatives of a sum of terms by the entries of each input, by name; overwritten by the next call. */
  slopes(terms: readonly Term[]): Readonly<Record<string, Numbers>> {
    for (const value of this.order) this.changes[value].fill(0)
    let last = -1
    for (const { value, entry, factor } of terms) {
      this.changes[value][entry] += factor
      last = Math.max(last, value)
    }
    for (let i = this.order.length - 1; i >= 0; i--) {
      const value = this.order[i]
      const kernel = value <= last ? this.kernels[value] : undefined
      if (!kernel || this.changes[value].every((change) => change === 0)) continue
      const { of } = this.program.steps[value]
      kernel.backward(
        of.map((operand) => this.values[operand]),
        this.values[value],
        this.changes[value],
        of.map((operand) => this.changes[operand]),
      )
    }
    return Object.fromEntries(this.inputs.map(({ name, value }) => [name, this.changes[value]]))
  }

  private margin(statement: Statement) {
    const shapes = (value: Value): Shape => this.program.steps[value].shape
    return marginOf(statement, this.values, shapes)
  }
}
