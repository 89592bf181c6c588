import { sizeOf } from '../program/shape.ts'
import { CaseError } from './case-error.ts'

/**
 * A generator of a user's own may make what is no case: nothing is filled up, cut off or taken for another number.
 *
 * @throws {CaseError} unless the value has inputs, each a shape of whole numbers ≥ 0 and as many finite float32 numbers
 */
export function checkCase(value: unknown, claimId: string, index: number): void {
  const wrong = (what: string): CaseError =>
    new CaseError(index, `the generator breaks its promise in case ${index} of ${claimId}: ${what}`)
  const inputs = (value as { readonly inputs?: unknown } | null | undefined)?.inputs
  if (typeof inputs !== 'object' || inputs === null)
    throw wrong('it has no `inputs`; make { inputs: { name: { shape, data } } }')
  for (const [name, input] of Object.entries(inputs)) {
    if (name === '__proto__') throw wrong('no array can be named "__proto__": JavaScript would lose it')
    const fault = faultOf(input)
    if (fault) throw wrong(`array "${name}" ${fault}`)
  }
}

/** What keeps something from being an array of a case, in words. */
function faultOf(input: unknown): string | undefined {
  const { shape, data } = (input ?? {}) as { readonly shape?: unknown; readonly data?: unknown }
  if (!isShape(shape)) return 'has no shape; give a list of whole numbers ≥ 0'
  if (!(data instanceof Float32Array))
    return `has its numbers in ${nameOf(data)}; give a Float32Array, so that no number is rounded unseen`
  const size = sizeOf(shape)
  if (data.length !== size)
    return `has the shape [${shape.join(', ')}], which is ${size} numbers, and ${data.length} numbers`
  const at = data.findIndex((x) => !Number.isFinite(x))
  return at < 0 ? undefined : notFinite(at, data[at])
}

/** Entry `at` of an array is no finite number, in words. */
export const notFinite = (at: number, x: number): string =>
  `has ${x} as number ${at}; give finite float32 numbers (beyond 3.4e38 they round to infinity)`

const isShape = (shape: unknown): shape is readonly number[] =>
  Array.isArray(shape) && shape.every((extent) => Number.isSafeInteger(extent) && extent >= 0)

const nameOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? (value.constructor?.name ?? 'an object') : String(value)
