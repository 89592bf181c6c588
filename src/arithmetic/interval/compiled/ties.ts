import type { Step, Value } from '../../../program/step.ts'
import type { View } from './view.ts'

/**
 * What makes entries of a row twins, as `structure.ts` says it of x and y, in words for code. Wherever their endpoints
 * differ they are none.
 */
export interface Ties {
  /** Exact numbers that rows of x are products with, by columns: entries with equal columns are twins. */
  readonly columns: View | undefined
  /** Whether entries of y are one function of entries of x, and of what the whole row shares. */
  readonly follows: boolean
}

/** Of NaN they make NaN, or a number that is exact: it never takes a look at what they were made of. */
const CARRYING = new Set<Step['op']>(['neg', 'exp', 'tanh', 'add', 'sub', 'mul', 'div', 'belowMax'])

/** @param views of the values that are there already */
export function tiesOf(steps: readonly Step[], views: ReadonlyMap<Value, View>, x: Value, y: Value): Ties {
  return { columns: columnsOf(steps, views, x), follows: follows(steps, x, y) }
}

function columnsOf(steps: readonly Step[], views: ReadonlyMap<Value, View>, x: Value): View | undefined {
  const { op, of, shape } = steps[x]
  if (op !== 'matMul') return undefined
  const right = views.get(of[1])
  const isPlain = right?.storage === 'float32' && right.shape.length === 2 && shape.length === 2
  return isPlain ? right : undefined
}

function follows(steps: readonly Step[], x: Value, y: Value): boolean {
  if (x === y) return true
  const step = steps[y]
  const length = steps[x].shape.at(-1)!
  if (!CARRYING.has(step.op) || step.shape.at(-1) !== length) return false
  if (step.op === 'belowMax' && step.axis !== step.shape.length - 1) return false
  const entries = step.of.filter((of) => (steps[of].shape.at(-1) ?? 1) !== 1)
  return entries.length > 0 && entries.every((of) => follows(steps, x, of))
}
