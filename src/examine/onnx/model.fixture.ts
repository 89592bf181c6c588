import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Numbers of types in the format. */
const TYPES = { float32: 1, int32: 6, int64: 7, bool: 9, float16: 10, float64: 11 } as const

export interface ModelOptions {
  readonly type?: 'float32' | 'float16' | 'float64'
  /** 2, 3 or 4 axes. */
  readonly axes?: 2 | 3 | 4
  /** Of the first axis; open where left out. */
  readonly lanes?: number
  /** Instead of leaving them open. */
  readonly extents?: {
    readonly m?: number | string
    readonly n?: number | string
    readonly d?: number
    readonly e?: number
  }
  readonly maskType?: 'bool' | 'float32' | 'int64'
  /** Of the outputs. */
  readonly names?: readonly [output: string, weights: string]
}

/**
 * The file of an ONNX model: attention whose scores are 100 q·k, so that with whole numbers each query gets exactly the
 * value of the key with the largest score. Inputs q, k, v and, where its type is given, mask.
 */
export function modelFile({
  type = 'float32',
  axes = 3,
  lanes,
  maskType,
  extents = {},
  names: [output, weights] = ['output', 'weights'],
}: ModelOptions = {}): string {
  const shape = (...last: ('m' | 'n' | 'd' | 'e')[]) => [
    ...[lanes ?? 'b', 'h'].slice(0, axes - 2),
    ...last.map((name) => extents[name as 'd'] ?? name),
  ]
  const lastTwo = [...Array(axes).keys()].map((axis) => (axis < axes - 2 ? axis : 2 * axes - 3 - axis))
  const input = (name: string, ...last: ('m' | 'n' | 'd' | 'e')[]) =>
    bytes(11, valueInfo(name, TYPES[type], shape(...last)))
  const masked = maskType !== undefined
  const graph = [
    node('Transpose', ['k'], 't', attribute('perm', lastTwo)),
    node('MatMul', ['q', 't'], 's'),
    node('Mul', ['s', 'hundred'], 'z'),
    ...(masked && maskType !== 'bool' ? [node('Cast', ['mask'], 'm', integer('to', TYPES.bool))] : []),
    ...(masked ? [node('Where', [maskType === 'bool' ? 'mask' : 'm', 'z', 'least'], 'a')] : []),
    node('Softmax', [masked ? 'a' : 'z'], weights, integer('axis', axes - 1)),
    node('MatMul', [weights, 'v'], output),
    text(2, 'attention'),
    scalar('hundred', type, 100),
    ...(masked ? [scalar('least', type, -60000)] : []),
    input('q', 'm', 'd'),
    input('k', 'n', 'd'),
    input('v', 'n', 'e'),
    ...(maskType
      ? [bytes(11, valueInfo('mask', TYPES[maskType], [lanes ?? 'b', ...(axes === 4 ? [1] : []), 'm', 'n']))]
      : []),
    bytes(12, valueInfo(output, TYPES[type], shape('m', 'e'))),
    bytes(12, valueInfo(weights, TYPES[type], shape('m', 'n'))),
  ]
  const model = [number(1, 8), bytes(7, graph), bytes(8, [number(2, 17)])]
  const file = join(mkdtempSync(join(tmpdir(), 'assay-onnx-')), 'model.onnx')
  writeFileSync(file, Buffer.concat(model))
  return file
}

/** Protocol Buffers: a number of a field, and a field of bytes, that may be fields again. */
const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))]
const number = (field: number, value: number): Buffer => Buffer.from([...varint(8 * field), ...varint(value)])
const bytes = (field: number, content: Uint8Array | readonly Uint8Array[]): Buffer => {
  const data = Buffer.concat(content instanceof Uint8Array ? [content] : content)
  return Buffer.concat([Buffer.from([...varint(8 * field + 2), ...varint(data.length)]), data])
}
const text = (field: number, value: string): Buffer => bytes(field, Buffer.from(value))

const node = (
  operation: string,
  inputs: readonly string[],
  output: string,
  ...attributes: Buffer[]
): Buffer =>
  bytes(1, [...inputs.map((name) => text(1, name)), text(2, output), text(4, operation), ...attributes])

const attribute = (name: string, values: readonly number[]): Buffer =>
  bytes(5, [text(1, name), ...values.map((value) => number(8, value)), number(20, 7)])
const integer = (name: string, value: number): Buffer =>
  bytes(5, [text(1, name), number(3, value), number(20, 2)])

const valueInfo = (name: string, type: number, shape: readonly (string | number)[]): Buffer[] => {
  const extents = shape.map((extent) =>
    bytes(1, [typeof extent === 'number' ? number(1, extent) : text(2, extent)]),
  )
  return [text(1, name), bytes(2, [bytes(1, [number(1, type), bytes(2, extents)])])]
}

function scalar(name: string, type: 'float32' | 'float16' | 'float64', value: number): Buffer {
  const halves: Readonly<Record<number, number>> = { 100: 0x5640, [-60000]: 0xfb53 }
  const data = {
    float32: Float32Array.of(value),
    float64: Float64Array.of(value),
    float16: Uint16Array.of(halves[value]),
  }[type]
  return bytes(5, [number(2, TYPES[type]), text(8, name), bytes(9, new Uint8Array(data.buffer))])
}
