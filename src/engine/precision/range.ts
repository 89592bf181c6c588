import { tensorOperations } from '../operations.ts'
import type { Row, TensorFunctions, TensorOperation } from '../tensor-operation.ts'
import { resultsOf } from './computed.ts'
import type { FoundPrecision } from './found.ts'
import { LARGEST_FLOAT } from './recipe.ts'

type Found = Pick<FoundPrecision, 'subnormals' | 'overflow'>

/** Below the smallest normal number, 2^-126. */
const SUBNORMAL = [1.5 * 2 ** -127, -(2 ** -130), 2 ** -140, -(2 ** -149)]
/** A number of every normal exponent, and the largest. */
const NORMAL = [...Array.from({ length: 254 }, (_, i) => 1.5 * 2 ** (i - 126)), LARGEST_FLOAT]

/**
 * Which operations take subnormal numbers for zero, and which return zero for them; what becomes of results that are too
 * large; and which normal numbers come through every operation. Matrix products have a range of their own.
 */
export async function measureRange(tf: TensorFunctions): Promise<Found> {
  const found: Found = {
    subnormals: { inputs: {}, results: {}, normalsLostBelow: 0 },
    overflow: { becomes: {}, largest: LARGEST_FLOAT },
  }
  const { subnormals, overflow } = found
  for (const [name, operation] of tensorOperations()) {
    const { exact, returns, tiny, huge } = operation
    for (const [argument, row, side] of inputsOf(operation)) {
      const values = await resultsOf(tf, operation, SUBNORMAL.map(row), side)
      subnormals.inputs[name + argument] = flushing(values, exact(...row(0)))
    }
    if (tiny) subnormals.results[name] = flushing(await resultsOf(tf, operation, tiny), 0)
    if (huge) overflow.becomes[name] = kindOf(await resultsOf(tf, operation, huge))
    if (!returns) continue
    const values = await resultsOf(tf, operation, NORMAL.map(returns))
    values.forEach((value, i) => {
      const at = i % NORMAL.length
      const number = NORMAL[at]
      if (value === number) return
      if (number < 1) subnormals.normalsLostBelow = Math.max(subnormals.normalsLostBelow, number / 0.75)
      // The next smaller number that is tried.
      else overflow.largest = Math.min(overflow.largest, Math.max(1, NORMAL[at - 1]))
    })
  }
  return found
}

type Question = readonly [argument: string, row: (s: number) => Row, side?: 'left' | 'right']

/** Where an operation is asked about a subnormal number s. */
function inputsOf({ takes, returns, sees, seesDivisor }: TensorOperation): Question[] {
  const row = sees ?? (returns && ((s: number) => returns(Math.abs(s))))
  const divisor: Question[] = seesDivisor ? [[' (divisor)', seesDivisor]] : []
  if (!row) return divisor
  if (takes !== 'product') return [['', row], ...divisor]
  return [
    [' (left)', row, 'left'],
    [' (right)', row, 'right'],
  ]
}

/** @param flushed the result, but for its sign, where zero takes the place of a subnormal number */
function flushing(values: Float32Array, flushed: number): 'kept' | 'flushed' | 'some flushed' {
  const lost = values.filter((value) => Math.abs(value) === Math.abs(flushed) || Number.isNaN(value)).length
  return lost === 0 ? 'kept' : lost === values.length ? 'flushed' : 'some flushed'
}

function kindOf(values: Float32Array): 'infinity' | 'NaN' | 'clamped' | 'other' {
  if (values.every((value) => value === Infinity)) return 'infinity'
  if (values.some(Number.isNaN)) return 'NaN'
  return values.every(Number.isFinite) ? 'clamped' : 'other'
}
