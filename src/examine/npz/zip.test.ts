import { crc32, deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { ArchiveError, unzipped, zipped } from './zip.ts'

const FILES = [
  { name: 'a.npy', data: Uint8Array.of(1, 2, 3) },
  { name: 'ü', data: new Uint8Array(100_000).fill(7) },
  { name: 'empty', data: new Uint8Array() },
]
const archive = (files = FILES): Buffer => Buffer.concat(zipped(files))
const all = (bytes: Buffer): unknown[] =>
  [...unzipped(bytes)].map(([name, unpack]) => ({ name, data: Uint8Array.from(unpack(2 ** 20)) }))

test('what was written is read', () => {
  expect(all(archive())).toEqual(FILES)
  expect(all(archive([]))).toEqual([])
  expect(archive()).toEqual(archive())
})

test('a comment may follow', () => {
  const bytes = archive()
  bytes.writeUInt16LE(3, bytes.length - 2)
  expect(all(Buffer.concat([bytes, Buffer.from('you')]))).toEqual(FILES)
})

/** The first file packed by deflate, or said to be packed in another way. */
function packed(data: Uint8Array, { method = 8, size = data.length } = {}): Buffer {
  const bytes = archive([{ name: 'a', data: deflateRawSync(data) }])
  const central = bytes.indexOf('PK\x01\x02', 0, 'latin1')
  bytes.writeUInt16LE(method, central + 10)
  bytes.writeUInt32LE(crc32(data), central + 16)
  bytes.writeUInt32LE(size, central + 24)
  return bytes
}

test('packed files are read, and no more of them than they say', () => {
  const data = new Uint8Array(1000).fill(3)
  expect(all(packed(data))).toEqual([{ name: 'a', data }])
  for (const size of [999, 1001, 1, 0]) expect(() => all(packed(data, { size }))).toThrow('"a" is damaged')
  expect(() => all(packed(data, { method: 12 }))).toThrow(
    'packed in a way that is not read here; use numpy.savez',
  )
  expect(() => all(packed(new Uint8Array(2 ** 21)))).toThrow('takes 2097152 bytes')
})

test('two files of one name are refused', () => {
  expect(() => all(archive([FILES[0], FILES[0]]))).toThrow('two files called "a.npy"')
})

/** Each of its bytes changed in turn, and each beginning of it. */
test('a damaged archive is read as it was, or refused', () => {
  const files = [FILES[0], { name: 'b', data: Uint8Array.of(9) }]
  const good = archive(files)
  let refused = 0
  for (let at = 0; at < good.length; at++)
    for (const bytes of [
      Buffer.from(good.map((byte, i) => (i === at ? byte ^ 0xff : byte))),
      good.subarray(0, at),
    ])
      try {
        all(bytes)
      } catch (error) {
        expect(error).toBeInstanceOf(ArchiveError)
        refused++
      }
  expect(refused).toBeGreaterThan(good.length)
})
