import { OPERATIONS } from './operations.ts'
import type { Step, Value } from './step.ts'

/** Where steps are written down, each once: an equal step is the same value. */
export class Tape {
  readonly steps: Step[] = []
  private readonly known = new Map<string, Value>()
  private readonly constants = new Map<string, Value[]>()

  /** The value of a step, which is written down unless it is known. */
  write(step: Step): Value {
    if (step.op === 'constant') return this.writeConstant(step)
    const { op, of } = step
    const key = JSON.stringify([op, of, (OPERATIONS[op].parameters as (step: Step) => unknown)(step)])
    let value = this.known.get(key)
    if (value === undefined) this.known.set(key, (value = this.steps.push(step) - 1))
    return value
  }

  /** Numbers are compared as such: large constants would make long keys. */
  private writeConstant(step: Step & { op: 'constant' }): Value {
    const { shape, values } = step
    const key = `${shape.join('×')} ${values.length}`
    let alike = this.constants.get(key)
    if (!alike) this.constants.set(key, (alike = []))
    const known = alike.find((value) => {
      const { values: others } = this.steps[value] as typeof step
      return values.every((x, i) => Object.is(x, others[i]))
    })
    if (known !== undefined) return known
    const value = this.steps.push(step) - 1
    alike.push(value)
    return value
  }
}
