import { describe, expect, test } from 'vitest'
import { widened } from '../transports/half-precision.ts'
import { npyArray, npyBytes } from './npy.ts'
import { ArchiveError } from './zip.ts'

const data = Float32Array.of(1, -2.5, Infinity, 2 ** -149, -0, 65504)

test.each([[[6]], [[2, 3]], [[1, 3, 2]], [[6, 1, 1, 1]]])(
  'an array of shape %j is read as it was written',
  (shape) => {
    expect(npyArray(npyBytes({ shape, data }), 'a')).toEqual({ shape, data })
  },
)

test('a single number, none, and a NaN', () => {
  expect(npyArray(npyBytes({ shape: [], data: Float32Array.of(7) }), 'a')).toEqual({
    shape: [],
    data: Float32Array.of(7),
  })
  expect(npyArray(npyBytes({ shape: [2, 0], data: new Float32Array() }), 'a')).toEqual({
    shape: [2, 0],
    data: new Float32Array(),
  })
  expect(npyArray(npyBytes({ shape: [1], data: Float32Array.of(NaN) }), 'a').data[0]).toBeNaN()
})

test('float16 and truths', () => {
  const halves = widened(Uint16Array.of(0x3c00, 0x0001, 0xfbff, 0x8000), 'float16')
  expect(npyArray(npyBytes({ shape: [4], data: halves }, 'float16'), 'a').data).toEqual(halves)
  expect(npyArray(npyBytes({ shape: [3], data: Uint8Array.of(1, 0, 1) }), 'a').data).toEqual(
    Float32Array.of(1, 0, 1),
  )
})

/** A file as NumPy writes it. */
function npy(header: string, bytes: ArrayBufferLike, version = 1): Uint8Array {
  const length =
    version === 1
      ? Uint8Array.of(header.length % 256, header.length >> 8)
      : new Uint8Array(Uint32Array.of(header.length).buffer)
  return Buffer.concat([
    Buffer.from(`\x93NUMPY`, 'latin1'),
    Uint8Array.of(version, 0),
    length,
    Buffer.from(header),
    new Uint8Array(bytes),
  ])
}
const header = (descr: string, shape: string, fortran = 'False'): string =>
  `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': ${shape}, }   \n`

describe('what NumPy writes', () => {
  test.each([
    ['<f8', Float64Array.of(1 / 3, -2).buffer, [Math.fround(1 / 3), -2]],
    ['>f4', Uint8Array.of(0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0).buffer, [1, -2]],
    ['<f2', Uint16Array.of(0x3c00, 0xc000).buffer, [1, -2]],
    ['>f2', Uint8Array.of(0x3c, 0, 0xc0, 0).buffer, [1, -2]],
    ['<V2', Uint16Array.of(0x3f80, 0xc000).buffer, [1, -2]],
    ['|V2', Uint16Array.of(0x3f80, 0xc000).buffer, [1, -2]],
    ['|b1', Uint8Array.of(1, 0).buffer, [1, 0]],
    ['|u1', Uint8Array.of(200, 0).buffer, [200, 0]],
    ['|i1', Int8Array.of(-3, 0).buffer, [-3, 0]],
    ['<i4', Int32Array.of(-3, 5).buffer, [-3, 5]],
    ['<i8', BigInt64Array.of(-3n, 2n ** 40n).buffer, [-3, 2 ** 40]],
  ])('%s', (type, bytes, numbers) => {
    expect([...npyArray(npy(header(type, '(2,)'), bytes), 'a').data]).toEqual(numbers)
    expect([...npyArray(npy(header(type, '(2,)'), bytes, 2), 'a').data]).toEqual(numbers)
  })

  test('columns first', () => {
    const bytes = Float32Array.of(0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11).buffer
    const { shape, data } = npyArray(npy(header('<f4', '(2, 3, 2)', 'True'), bytes), 'a')
    expect([shape, [...data]]).toEqual([
      [2, 3, 2],
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
    ])
  })
})

test.each([
  ['', 'a is no .npy file'],
  ['\x93NUMPY\x01\0\xff\xff{ }', 'no array of numbers'],
  [npy(header('<U5', '(2,)'), new ArrayBuffer(40)), 'an array of U5; write float32'],
  [npy(header('|O', '(2,)'), new ArrayBuffer(40)), 'an array of O'],
  [
    npy(`{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (2,), }`, new ArrayBuffer(8)),
    'no array of numbers',
  ],
  [npy(header('<f4', '(2,)'), new ArrayBuffer(7)), 'holds less or more than its shape says'],
  [npy(header('<f4', '(2,)'), new ArrayBuffer(12)), 'holds less or more than its shape says'],
  [npy(header('<f4', '(999999999999, 999999999999, 999999999999)'), new ArrayBuffer(8)), 'less or more'],
  [npy(header('<f4', '(-1,)'), new ArrayBuffer(8)), 'no array of numbers'],
  [npy(header('<f4', `(${'1, '.repeat(5000)})`), new ArrayBuffer(4)), 'no array of numbers'],
])('a file that is none is refused (%#)', (bytes, said) => {
  const reading = () => npyArray(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes, 'a')
  expect(reading).toThrow(ArchiveError)
  expect(reading).toThrow(said)
})
