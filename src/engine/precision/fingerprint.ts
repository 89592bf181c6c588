import { createHash } from 'node:crypto'
import { tensorOperations } from '../operations.ts'
import type { TensorFunctions, TensorOperation } from '../tensor-operation.ts'
import { computed, entriesOf, resultsOf } from './computed.ts'
import { sample } from './function-errors.ts'
import { multiplied, PATHS } from './product-paths.ts'
import { Recipe } from './recipe.ts'

/** Which numbers an engine is asked about. */
const SEED = 1
/** Pairs of arguments of each function. */
const PAIRS = 2 ** 12
/** Entries that are summed up: within a vector, beyond one, and beyond a block. */
const LENGTHS = [3, 67, 1024]
const ROWS = 37

export interface Fingerprint {
  readonly digest: string
  readonly steady: boolean
}

/**
 * The digest of what the current backend of TensorFlow.js returns for tens of thousands of numbers: of every kind of matrix product,
 * of sums, of every function, and where results are subnormal or too large. Versions do not decide that alone: a library takes
 * other routines where the processor has other instructions, and environment variables that nobody knows all of make it
 * round its factors to 8 bits.
 *
 * @returns the digest, and whether a second look gives the same; else both stand in it
 */
export async function fingerprintOf(tf: TensorFunctions): Promise<Fingerprint> {
  const [first, second] = [await digest(tf), await digest(tf)]
  return first === second
    ? { digest: first, steady: true }
    : { digest: `${first}, then ${second}`, steady: false }
}

async function digest(tf: TensorFunctions): Promise<string> {
  const hash = createHash('sha256')
  const take = (values: Float32Array) => hash.update(new Uint8Array(values.buffer))
  const recipe = new Recipe(SEED)
  const graded = () => recipe.graded(-8, 8)
  for (const path of PATHS)
    take(Float32Array.from(await multiplied(tf, path, graded, graded), ({ got }) => got))
  for (const [, operation] of tensorOperations()) {
    const { errors, takes, tiny, huge } = operation
    if (errors) take(await entriesOf(tf, operation, ...sample(errors, recipe, PAIRS)))
    if (takes === 'row') for (const length of LENGTHS) take(await reduced(tf, operation, length, graded))
    for (const rows of [tiny, huge]) if (rows) take(await resultsOf(tf, operation, rows))
  }
  return hash.digest('hex').slice(0, 16)
}

function reduced(tf: TensorFunctions, { call }: TensorOperation, length: number, number: () => number) {
  const data = Float32Array.from({ length: ROWS * length }, number)
  return computed(tf, () => {
    const rows = tf.tensor2d(data, [ROWS, length])
    return call(tf, rows, rows)
  })
}
