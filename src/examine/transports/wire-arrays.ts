import { endianness } from 'node:os'
import type { Precision } from '../declared.ts'
import { ExaminedError, type Examined } from '../examined.ts'
import type { Answer, Lanes } from '../lanes.ts'
import { answerShapes, inputShapes, shapeFaults } from './answer-shapes.ts'
import { narrowed, widened } from './half-precision.ts'
import type { Message } from './message-reader.ts'
import { BYTES, type ArrayHeader, type Header } from './wire.ts'

/** The line and the bytes that ask about a batch. */
export function request(id: number, batch: Lanes, precision: Precision): Uint8Array[] {
  if (endianness() === 'BE')
    throw new ExaminedError('the protocol carries little-endian numbers, and this machine has others')
  const { lanes, queries, keys, width, valueWidth, queryHeads, keyHeads } = batch
  const shapes = inputShapes(batch)
  const numbers = (['q', 'k', 'v'] as const).map((name) => ({
    name,
    dtype: precision,
    shape: shapes[name],
    data: bytesOf(batch[name], precision),
  }))
  const arrays = [
    ...numbers,
    ...(batch.mask ? [{ name: 'mask', dtype: 'uint8', shape: shapes.mask, data: viewed(batch.mask) }] : []),
  ]
  const header = {
    type: 'batch',
    id,
    lanes,
    extents: { queries, keys, width, valueWidth, queryHeads, keyHeads },
    arrays: arrays.map(({ data, ...array }) => ({ ...array, bytes: data.length })),
  }
  return [Buffer.from(JSON.stringify(header) + '\n'), ...arrays.map(({ data }) => data)]
}

/** Why an answer cannot be read, in words; undefined when it can. */
export function answerFault(header: Header, batch: Lanes, gives: Examined['gives']): string | undefined {
  if (header.type !== 'answer') return undefined
  const came = Object.fromEntries(header.arrays.map(({ name, shape }) => [name, shape]))
  const faults = [
    ...header.arrays.flatMap(arrayFaults),
    ...(Object.keys(came).length < header.arrays.length ? ['gave two arrays of one name'] : []),
    ...shapeFaults(came, answerShapes(batch, gives)),
  ]
  return faults.length === 0 ? undefined : faults.join(', and ')
}

function arrayFaults({ name, dtype, shape, bytes }: ArrayHeader): string[] {
  if (dtype === 'uint8' || !Object.hasOwn(BYTES, dtype))
    return [`gave ${name} as ${dtype}, which is none of float32, float16, bfloat16`]
  const meant = shape.reduce((product, extent) => product * extent, BYTES[dtype as Precision])
  if (bytes === meant) return []
  return [`gave ${bytes} bytes for ${name}, where [${shape.join(', ')}] of ${dtype} takes ${meant}`]
}

/** The numbers of an answer without a fault. */
export function answerOf({ header, bodies }: Message): Answer {
  if (header.type !== 'answer') throw new TypeError(`a ${header.type} holds no numbers`)
  return Object.fromEntries(
    header.arrays.map(({ name, dtype }, at) => [name, numbersOf(bodies[at], dtype as Precision)]),
  )
}

const viewed = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

const bytesOf = (numbers: Float32Array, precision: Precision): Uint8Array =>
  viewed(precision === 'float32' ? numbers : narrowed(numbers, precision))

function numbersOf(bytes: Uint8Array, precision: Precision): Float32Array {
  // Numbers begin at multiples of their size in memory; these begin where the array before them ends.
  const aligned = bytes.byteOffset % BYTES[precision] === 0 ? bytes : bytes.slice()
  const { buffer, byteOffset, byteLength } = aligned
  const count = byteLength / BYTES[precision]
  return precision === 'float32'
    ? new Float32Array(buffer, byteOffset, count)
    : widened(new Uint16Array(buffer, byteOffset, count), precision)
}
