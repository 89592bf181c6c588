import { mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bytesOf, Parts } from './parts.ts'

describe('the size of a part', () => {
  test.each([
    ['60MiB', 60 * 1024 ** 2],
    ['1.5 GB', 1_500_000_000],
    ['2000000', 2_000_000],
    ['1MiB', 1024 ** 2],
  ])('%s is %i bytes', (text, bytes) => expect(bytesOf(text)).toBe(bytes))

  test.each(['', 'sixty', '60 MX', '-5MiB', '0', '1023KiB', '1e9'])(
    '%j is refused, with an example',
    (text) => {
      expect(() => bytesOf(text)).toThrow(/is no size of a part; give at least 1MiB, such as 60MiB/)
    },
  )
})

test.each([1, 7, 100, 1000])('parts of 100 bytes hold all that is written, %i bytes at a time', (step) => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-parts-'))
  const whole = Buffer.from(Array.from({ length: 1234 }, (_, i) => i % 251))
  const parts = new Parts(join(folder, 'a.tar.xz'), 100)
  for (let at = 0; at < whole.length; at += step) parts.write(whole.subarray(at, at + step))
  parts.close()
  expect(parts.files).toHaveLength(13)
  expect(parts.files[12]).toBe(join(folder, 'a.tar.xz.012'))
  expect(parts.files.map((file) => statSync(file).size)).toEqual([...Array<number>(12).fill(100), 34])
  expect(Buffer.concat(parts.files.map((file) => readFileSync(file)))).toEqual(whole)
})
