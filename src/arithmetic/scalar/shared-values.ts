import { varyingIn } from '../../program/dependence.ts'
import type { Step, Value } from '../../program/step.ts'
import type { Field } from './field.ts'
import type { ScalarArray } from './scalar-array.ts'

type Values = Map<Value, ScalarArray<unknown>>

const ofFields = new WeakMap<object, WeakMap<readonly Step[], SharedValues>>()

/** The values of a program that depend on no input, which all cases share. */
export class SharedValues {
  private readonly values: Values = new Map()
  private readonly varying: ReadonlySet<Value>

  private constructor(steps: readonly Step[]) {
    this.varying = varyingIn(steps)
  }

  /** Those of a program in a field; none where the numbers of a case end with it. */
  static of<T>(steps: readonly Step[], field: Field<T>): SharedValues | undefined {
    if (field.release) return undefined
    let ofPrograms = ofFields.get(field)
    if (!ofPrograms) ofFields.set(field, (ofPrograms = new WeakMap()))
    let shared = ofPrograms.get(steps)
    if (!shared) ofPrograms.set(steps, (shared = new SharedValues(steps)))
    return shared
  }

  get<T>(value: Value): ScalarArray<T> | undefined {
    // What was noted for this field holds its numbers.
    return this.values.get(value) as ScalarArray<T> | undefined
  }

  note<T>(value: Value, array: ScalarArray<T>): void {
    if (!this.varying.has(value)) this.values.set(value, array)
  }
}
