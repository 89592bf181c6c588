import type { Precision } from '../declared.ts'
import { narrowed, widened } from '../transports/half-precision.ts'
import { ArchiveError } from './zip.ts'

/** An array of a file. */
export interface NumPyArray {
  readonly shape: readonly number[]
  /** Row-major. */
  readonly data: Float32Array
}

const MAGIC = Buffer.from('\x93NUMPY', 'latin1')

/** The bytes of a .npy file of float32 or float16, or of truths. bfloat16 is stored as float32, which NumPy has. */
export function npyBytes(
  { shape, data }: { readonly shape: readonly number[]; readonly data: Float32Array | Uint8Array },
  precision: Precision = 'float32',
): Uint8Array {
  const [type, numbers] =
    data instanceof Uint8Array
      ? ['|b1', data]
      : precision === 'float16'
        ? ['<f2', narrowed(data, 'float16')]
        : ['<f4', data]
  const tuple = `(${shape.map((extent) => `${extent},`).join(' ')})`
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': ${tuple}, }`
  // The numbers begin at a multiple of 64, as NumPy writes them.
  const padded = text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11) + '\n'
  const head = Buffer.from([...MAGIC, 1, 0, padded.length % 256, padded.length >> 8])
  return Buffer.concat([
    head,
    Buffer.from(padded),
    new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength),
  ])
}

/** How an array's numbers are read, by NumPy's name of their type. */
const TYPES: Readonly<
  Record<string, { bytes: number; read(from: DataView, at: number, little: boolean): number }>
> = {
  f8: { bytes: 8, read: (from, at, little) => from.getFloat64(at, little) },
  f4: { bytes: 4, read: (from, at, little) => from.getFloat32(at, little) },
  f2: {
    bytes: 2,
    read: (from, at, little) => widened(Uint16Array.of(from.getUint16(at, little)), 'float16')[0],
  },
  // NumPy knows no bfloat16: ml_dtypes' stands in a file as two bytes without a meaning.
  V2: { bytes: 2, read: (from, at) => widened(Uint16Array.of(from.getUint16(at, true)), 'bfloat16')[0] },
  b1: { bytes: 1, read: (from, at) => from.getUint8(at) },
  u1: { bytes: 1, read: (from, at) => from.getUint8(at) },
  i1: { bytes: 1, read: (from, at) => from.getInt8(at) },
  i4: { bytes: 4, read: (from, at, little) => from.getInt32(at, little) },
  i8: { bytes: 8, read: (from, at, little) => Number(from.getBigInt64(at, little)) },
}

/**
 * The array of a .npy file, each number rounded to float32.
 *
 * @param name of the array, for messages
 * @throws {ArchiveError} when it is damaged, or holds no numbers
 */
export function npyArray(bytes: Uint8Array, name: string): NumPyArray {
  const { type, little, fortran, shape, start } = npyHeader(bytes, name)
  const count = shape.reduce((product, extent) => product * extent, 1)
  if (count * type.bytes !== bytes.length - start)
    throw new ArchiveError(`${name} is damaged: it holds less or more than its shape says`)
  const view = new DataView(bytes.buffer, bytes.byteOffset + start)
  const data = new Float32Array(count)
  for (let i = 0; i < count; i++) data[i] = type.read(view, i * type.bytes, little)
  return { shape, data: fortran ? rowMajor(data, shape) : data }
}

/** As Python writes a dictionary of these three. */
const HEADER =
  /^\{\s*'descr':\s*'([<>|=]?)(\w+)'\s*,\s*'fortran_order':\s*(True|False)\s*,\s*'shape':\s*\(((?:\s*\d{1,15}\s*,?)*)\)\s*,?\s*\}\s*$/

function npyHeader(bytes: Uint8Array, name: string) {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.length < 12 || !file.subarray(0, 6).equals(MAGIC))
    throw new ArchiveError(`${name} is no .npy file`)
  const wide = file[6] > 1
  const start = (wide ? 12 : 10) + (wide ? file.readUInt32LE(8) : file.readUInt16LE(8))
  const text = file.toString('latin1', wide ? 12 : 10, Math.min(start, 4096))
  const [, order, type, fortran, extents] = HEADER.exec(text) ?? []
  if (type === undefined || start > file.length) throw new ArchiveError(`${name} is no array of numbers`)
  if (!Object.hasOwn(TYPES, type))
    throw new ArchiveError(`${name} is an array of ${type}; write float32, as with .astype(numpy.float32)`)
  const shape = extents.split(',').flatMap((extent) => (extent.trim() === '' ? [] : [Number(extent)]))
  return { type: TYPES[type], little: order !== '>', fortran: fortran === 'True', shape, start }
}

/** Column-major entries in the order of rows. */
function rowMajor(data: Float32Array, shape: readonly number[]): Float32Array {
  const result = new Float32Array(data.length)
  const place = shape.map(() => 0)
  const steps = shape.map((_, axis) => shape.slice(0, axis).reduce((product, extent) => product * extent, 1))
  for (let at = 0; at < data.length; at++) {
    result[at] = data[place.reduce((sum, index, axis) => sum + index * steps[axis], 0)]
    for (let axis = shape.length - 1; axis >= 0 && ++place[axis] === shape[axis]; axis--) place[axis] = 0
  }
  return result
}
