import { statementsOf } from '../../program/dependence.ts'
import type { Program } from '../../program/program.ts'
import { reducedShape, sizeOf } from '../../program/shape.ts'
import { atomsOf, comparedBy, type Atom } from '../../program/statement.ts'
import type { Step, StepOf, Value } from '../../program/step.ts'
import { Truth } from '../../program/truth.ts'
import { lanesOf, type Batch } from '../batch.ts'
import { sub } from './binary.ts'
import { exactEnclosures, type Enclosures } from './enclosures.ts'
import { computed, inputsOf } from './evaluate.ts'
import { IntervalArray } from './interval-array.ts'
import { judgeIn } from './judge-atoms.ts'
import type { Structured } from './structure.ts'

/** Lanes of a batch that are looked at. */
const LOOKED_AT = 4

/**
 * Demands that what a program compares does not depend on the constant that `belowMax` subtracts, which each arithmetic
 * chooses for itself. In the first lanes of a batch the constants of one `belowMax` at a time are moved, in each slice
 * by another number: every difference that is compared has to have an enclosure in common with what it was, and no order
 * of rows and no rank may change its truth. Dependence in other cases, or below the width of enclosures, is not found.
 *
 * To be called once for each program that is recorded as a definition, with its first batch.
 *
 * @throws {RangeError} naming the step and the comparison that depends on it
 */
export function demandShiftCancels(program: Program, batch: Batch): void {
  if (program.steps.every(({ op }) => op !== 'belowMax')) return
  const few = lanesOf(batch, 0, Math.min(batch.lanes, LOOKED_AT))
  const plain = valuesOf(program.steps, few)
  for (const [moved, step] of program.steps.entries()) {
    if (step.op !== 'belowMax') continue
    const problem = changed(program, plain, valuesOf(program.steps, few, moved))
    if (problem)
      throw new RangeError(
        `v${moved} = belowMax(v${step.of[0]}, axis ${step.axis}) subtracts any numbers that are constant along its ` +
          `axis, and ${problem} depends on which: normalise before comparing, or subtract max()`,
      )
  }
}

/** What is compared and depends on the change, in words. */
function changed(
  program: Program,
  plain: readonly Structured[],
  other: readonly Structured[],
): string | undefined {
  const { observed } = program
  const [before, after] = [judgeIn(plain), judgeIn(other)]
  for (const statement of statementsOf(program))
    for (const atom of atomsOf(statement)) {
      const differs = isRelation(atom)
        ? apart(sub(plain[atom[2]], plain[atom[1]]), sub(other[atom[2]], other[atom[1]]))
        : opposite(before(atom).truth, after(atom).truth)
      if (differs)
        return `${atom[0]}(${comparedBy(atom)
          .map((value) => `v${value}`)
          .join(', ')})`
    }
  return observed !== undefined && apart(plain[observed], other[observed])
    ? `v${observed}, which is observed,`
    : undefined
}

const isRelation = (atom: Atom): atom is readonly ['less' | 'atMost' | 'equal', Value, Value] =>
  atom[0] === 'less' || atom[0] === 'atMost' || atom[0] === 'equal'

/** The values of a program; the constants that one of its steps subtracts are larger by 1 to 3. */
function valuesOf(steps: readonly Step[], batch: Batch, moved?: Value): readonly Structured[] {
  const inputs = inputsOf(batch)
  const values: Structured[] = []
  for (const [value, step] of steps.entries()) {
    if (step.op === 'input') values.push(inputs[step.name])
    else {
      const found = computed(
        step,
        step.of.map((operand) => values[operand]),
      )
      values.push(value === moved ? lowered(found, step as StepOf<'belowMax'>) : found)
    }
  }
  return values
}

function lowered(x: Structured, { axis }: StepOf<'belowMax'>): Structured {
  const shape = reducedShape(x.shape, axis, true)
  const more = Float64Array.from({ length: sizeOf(shape) }, (_, slice) => 1 + (slice % 17) / 8)
  return new IntervalArray(sub(x, exactEnclosures(1, shape, more)))
}

/** Whether two enclosures of one entry have no number in common; of arrays of one shape. */
const apart = (a: Enclosures, b: Enclosures): boolean =>
  a.lo.some((lo, i) => a.hi[i] < b.lo[i] || b.hi[i] < lo)

const opposite = (a: Uint8Array, b: Uint8Array): boolean =>
  a.some(
    (truth, i) =>
      (truth === Truth.True && b[i] === Truth.False) || (truth === Truth.False && b[i] === Truth.True),
  )
