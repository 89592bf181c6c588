import type { TensorFunctions } from '../tensor-operation.ts'
import { tensorOperations } from '../operations.ts'
import { resultsOf } from './computed.ts'
import type { FoundPrecision } from './found.ts'
import { LARGEST_FLOAT } from './recipe.ts'

type Found = FoundPrecision['overflow']

const SIZES = [...Array.from({ length: 128 }, (_, e) => 1.5 * 2 ** e), LARGEST_FLOAT]

/**
 * What becomes of results that are too large, and what the largest number is that comes through; matrix products have a
 * limit of their own.
 */
export async function measureOverflow(tf: TensorFunctions): Promise<Found> {
  const becomes: Found['becomes'] = {}
  let largest = LARGEST_FLOAT
  for (const [name, operation] of tensorOperations()) {
    if (operation.huge) becomes[name] = kindOf(await resultsOf(tf, operation, operation.huge))
    if (!operation.returns) continue
    const values = await resultsOf(tf, operation, SIZES.map(operation.returns))
    values.forEach((value, i) => {
      const at = i % SIZES.length
      // The next smaller number that is tried.
      if (value !== SIZES[at]) largest = Math.min(largest, at > 0 ? SIZES[at - 1] : 1)
    })
  }
  return { becomes, largest }
}

function kindOf(values: Float32Array): Found['becomes'][string] {
  if (values.every((value) => value === Infinity)) return 'infinity'
  if (values.some(Number.isNaN)) return 'NaN'
  return values.every(Number.isFinite) ? 'clamped' : 'other'
}
