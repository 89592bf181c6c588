import { computed } from '../evaluate.ts'
import type { Structured } from '../structure.ts'
import { sizeOf } from '../../../program/shape.ts'
import { comparedBy, type Atom } from '../../../program/statement.ts'
import { neededFor, varyingIn } from '../../../program/dependence.ts'
import {
  BINARY,
  UNARY,
  type Binary,
  type Step,
  type StepOf,
  type Unary,
  type Value,
} from '../../../program/step.ts'
import { LONGEST_ROW } from './sort-code.ts'

/** Entry by entry, of one array or of two. */
export type Elementwise = StepOf<Unary> | StepOf<Binary>

/** What is computed together: one step, or elementwise ones of the same shape, one after another. */
type Task = { readonly values: readonly Value[] }

/** What has to be computed of a program, and in which order. */
export interface Plan {
  readonly steps: readonly Step[]
  /** Those that are judged in each lane. */
  readonly atoms: readonly Atom[]
  /** The values that are the same in every lane, as far as they are needed. */
  readonly constants: ReadonlyMap<Value, Structured>
  readonly inputs: readonly Value[]
  readonly tasks: readonly Task[]
  /** Values that are read outside of their task. */
  readonly kept: ReadonlySet<Value>
}

const isElementwise = ({ op }: Step): boolean => ([...UNARY, ...BINARY] as readonly string[]).includes(op)

/**
 * Plans what it takes to judge atoms; undefined where that has something that only the plain loops know: ranks, long rows
 * to order, arrays without entries, constants that are no numbers.
 *
 * @param outputs values that are wanted themselves
 */
export function planned(
  steps: readonly Step[],
  compared: readonly Atom[],
  outputs: readonly Value[],
): Plan | undefined {
  const varying = varyingIn(steps)
  const atoms = compared.filter((atom) => comparedBy(atom).some((value) => varying.has(value)))
  const read = [...outputs, ...atoms.flatMap(comparedBy)]
  if (!atoms.every((atom) => isKnown(atom, steps)) || outputs.some((value) => !varying.has(value)))
    return undefined
  const needed = neededFor(read, steps)
  if (steps.some(({ shape }, value) => needed.has(value) && sizeOf(shape) === 0)) return undefined
  const constants = constantsOf(steps, needed, varying)
  if (!constants) return undefined
  const computed = [...steps.keys()].filter((value) => needed.has(value) && varying.has(value))
  const inputs = computed.filter((value) => steps[value].op === 'input')
  const tasks = tasksOf(
    computed.filter((value) => steps[value].op !== 'input'),
    steps,
  )
  return { steps, atoms, constants, inputs, tasks, kept: keptOf(tasks, read, steps) }
}

function isKnown(atom: Atom, steps: readonly Step[]): boolean {
  if (atom[0] === 'sameOrder') return steps[atom[1]].shape.at(-1)! <= LONGEST_ROW
  return atom[0] === 'less' || atom[0] === 'atMost' || atom[0] === 'equal'
}

function constantsOf(steps: readonly Step[], needed: ReadonlySet<Value>, varying: ReadonlySet<Value>) {
  const constants = new Map<Value, Structured>()
  for (const [value, step] of steps.entries()) {
    if (!needed.has(value) || varying.has(value)) continue
    const found = computed(
      step as Exclude<Step, StepOf<'input'>>,
      step.of.map((operand) => constants.get(operand)!),
    )
    if (!(found.lo.every(Number.isFinite) && found.hi.every(Number.isFinite))) return undefined
    constants.set(value, found)
  }
  return constants
}

function tasksOf(values: readonly Value[], steps: readonly Step[]): Task[] {
  const tasks: { values: Value[] }[] = []
  let shape: string | undefined
  for (const value of values) {
    const own = isElementwise(steps[value]) ? steps[value].shape.join('×') : undefined
    if (own !== undefined && own === shape) tasks.at(-1)!.values.push(value)
    else tasks.push({ values: [value] })
    shape = own
  }
  return tasks
}

function keptOf(tasks: readonly Task[], read: readonly Value[], steps: readonly Step[]): Set<Value> {
  const kept = new Set(read)
  for (const { values } of tasks)
    for (const value of values)
      for (const operand of steps[value].of) if (!values.includes(operand)) kept.add(operand)
  return kept
}
