import type { Precision } from '../declared.ts'
import { ExaminedError } from '../examined.ts'
import { narrowed, widened } from '../transports/half-precision.ts'
import type { Ort, OrtTensor } from './runtime.ts'

/** The formats of a model's inputs that hold every number of a precision. */
const HOLD: Readonly<Record<Precision, readonly string[]>> = {
  float32: ['float32', 'float64'],
  float16: ['float16', 'float32', 'float64'],
  bfloat16: ['float32', 'float64'],
}

/**
 * @param type of the model's input
 * @throws {ExaminedError} when that cannot hold the numbers of the precision
 */
export function tensorOf(
  ort: Ort,
  { name, type, precision }: { name: string; type: string; precision: Precision },
  data: Float32Array,
  dims: readonly number[],
): OrtTensor {
  if (!HOLD[precision].includes(type))
    throw new ExaminedError(
      `the model's input ${name} is ${type}, which does not hold ${precision}${type === 'float16' ? '; say --precision float16' : ''}`,
    )
  const numbers =
    type === 'float16' ? narrowed(data, 'float16') : type === 'float64' ? Float64Array.from(data) : data
  return new ort.Tensor(type, numbers, dims)
}

/** @throws {ExaminedError} when the model's mask is no array of truths */
export function maskTensorOf(
  ort: Ort,
  name: string,
  type: string,
  data: Uint8Array,
  dims: readonly number[],
): OrtTensor {
  switch (type) {
    case 'bool':
    case 'uint8':
      return new ort.Tensor(type, data, dims)
    case 'int8':
      return new ort.Tensor(type, Int8Array.from(data), dims)
    case 'int32':
      return new ort.Tensor(type, Int32Array.from(data), dims)
    case 'int64':
      return new ort.Tensor(type, BigInt64Array.from(data, BigInt), dims)
    default:
      throw new ExaminedError(
        `the model's mask ${name} is ${type}; examined are masks of bool or integers, 1 where a query may use a key`,
      )
  }
}

/** @throws {ExaminedError} when it holds no floating-point numbers */
export function numbersOf(name: string, { type, data }: OrtTensor): Float32Array {
  if (type === 'float32') return Float32Array.from(data as Float32Array)
  if (type === 'float64') return Float32Array.from(data as Float64Array)
  if (type === 'float16')
    return data instanceof Uint16Array
      ? widened(data, 'float16')
      : Float32Array.from(data as ArrayLike<number>)
  throw new ExaminedError(`the model's output ${name} is ${type}; examined are float32, float16 and float64`)
}
