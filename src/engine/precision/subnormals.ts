import type { TensorFunctions, TensorOperation, Row } from '../tensor-operation.ts'
import { tensorOperations } from '../operations.ts'
import { resultsOf } from './computed.ts'
import type { FoundPrecision } from './found.ts'

type Found = FoundPrecision['subnormals']

/** Below the smallest normal number, 2^-126. */
const SUBNORMAL = [1.5 * 2 ** -127, -(2 ** -130), 2 ** -140, -(2 ** -149)]
const NORMAL = Array.from({ length: 126 }, (_, i) => 1.5 * 2 ** (i - 126))

/** Which operations take subnormal numbers for zero, and which return zero for them. */
export async function measureSubnormals(tf: TensorFunctions): Promise<Found> {
  const inputs: Found['inputs'] = {}
  const results: Found['results'] = {}
  let normalsLostBelow = 0
  for (const [name, operation] of tensorOperations()) {
    const { returns, seesDivisor, tiny, takes } = operation
    const sees = operation.sees ?? (returns && ((s: number) => returns(Math.abs(s))))
    for (const side of takes === 'product' ? (['left', 'right'] as const) : [undefined]) {
      if (sees) inputs[side ? `${name} (${side})` : name] = await seen(tf, operation, sees, side)
    }
    if (seesDivisor) inputs[`${name} (divisor)`] = await seen(tf, operation, seesDivisor)
    if (tiny) results[name] = flushing(await resultsOf(tf, operation, tiny), 0)
    if (!returns) continue
    const values = await resultsOf(tf, operation, NORMAL.map(returns))
    values.forEach((value, i) => {
      const number = NORMAL[i % NORMAL.length]
      if (value !== number) normalsLostBelow = Math.max(normalsLostBelow, number / 0.75)
    })
  }
  return { inputs, results, normalsLostBelow }
}

async function seen(
  tf: TensorFunctions,
  operation: TensorOperation,
  row: (s: number) => Row,
  side?: 'left' | 'right',
) {
  const values = await resultsOf(tf, operation, SUBNORMAL.map(row), side)
  return flushing(values, operation.exact(...row(0)))
}

/** @param flushed the result, but for its sign, where zero takes the place of a subnormal number */
function flushing(values: Float32Array, flushed: number): Found['inputs'][string] {
  const lost = values.filter((value) => Math.abs(value) === Math.abs(flushed) || Number.isNaN(value)).length
  return lost === 0 ? 'kept' : lost === values.length ? 'flushed' : 'some flushed'
}
