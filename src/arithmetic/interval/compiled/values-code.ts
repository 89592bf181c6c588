import { comparedIn, neededFor, statementsOf, varyingIn } from '../../../program/dependence.ts'
import type { Program } from '../../../program/program.ts'
import { sizeOf } from '../../../program/shape.ts'
import type { Step, Value } from '../../../program/step.ts'
import { pickLanes, type Batch } from '../../batch.ts'
import { computed, inputsOf, structured } from '../evaluate.ts'
import { foundIn, foundPlainly, replaced, type Found } from '../found-in-lanes.ts'
import type { Structured } from '../structure.ts'
import { CompiledProgram, type Output } from './compiled-program.ts'

/** Code for all values of a program; these are judged as those of the plain loops are. */
export class ValuesCode {
  private constructor(
    private readonly program: Program,
    private readonly code: CompiledProgram,
    /** The values that the code is asked for. */
    private readonly outputs: readonly Value[],
    private readonly needed: ReadonlySet<Value>,
  ) {}

  /** Undefined where it cannot be compiled. */
  static of(program: Program): ValuesCode | undefined {
    const { steps, observed } = program
    const read = comparedIn(statementsOf(program))
    const needed = neededFor(observed === undefined ? read : [...read, observed], steps)
    const varying = varyingIn(steps)
    const outputs = [...steps.keys()].filter(
      (value) => needed.has(value) && varying.has(value) && isComputed(steps[value]),
    )
    const code = CompiledProgram.of(steps, [], outputs)
    return code && new ValuesCode(program, code, outputs, needed)
  }

  /** What the values say; plain loops do the lanes that the code is not for. */
  find(batch: Batch): Found {
    const { program, code } = this
    const { outputs, irregular } = code.evaluate(batch)
    const found = foundIn(program, this.valuesOf(batch, outputs, irregular))
    return irregular.length > 0
      ? replaced(found, irregular, foundPlainly(program, pickLanes(batch, irregular)))
      : found
  }

  private valuesOf(batch: Batch, outputs: readonly Output[], irregular: readonly number[]): Structured[] {
    const inputs = inputsOf(batch)
    const values: Structured[] = []
    for (const [value, step] of this.program.steps.entries()) {
      if (!this.needed.has(value)) continue
      const of = step.of.map((operand) => values[operand])
      const constant = this.code.constants.get(value)
      const at = this.outputs.indexOf(value)
      if (step.op === 'input') values[value] = inputs[step.name]
      else if (constant) values[value] = constant
      else if (at < 0) values[value] = computed(step, of)
      else {
        const { shape } = step
        const { lo, hi } = outputs[at]
        for (const side of [lo, hi]) forget(side, irregular, sizeOf(shape))
        values[value] = structured(step, of, { lanes: batch.lanes, shape, lo, hi })
      }
    }
    return values
  }
}

/** Of these lanes nothing is known. */
function forget(numbers: Float64Array, lanes: readonly number[], size: number): void {
  for (const lane of lanes) numbers.fill(NaN, lane * size, (lane + 1) * size)
}

/** Whether it takes code: what only moves is derived from what was moved. */
const isComputed = ({ op }: Step): boolean => op !== 'input' && op !== 'transpose' && op !== 'reshape'
