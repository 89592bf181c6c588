import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keepOneGeneration } from './fatbin.ts'

const PTX = 1
const CODE = 2

/** One piece of GPU code: 64 bytes that describe it, then its bytes, all of one value. */
function entry(kind: number, arch: number, size: number, fill: number): Buffer {
  const header = Buffer.alloc(64)
  header.writeUInt16LE(kind, 0)
  header.writeUInt32LE(64, 4)
  header.writeBigUInt64LE(BigInt(size), 8)
  header.writeUInt32LE(arch, 28)
  return Buffer.concat([header, Buffer.alloc(size, fill)])
}

function container(...entries: Buffer[]): Buffer {
  const body = Buffer.concat(entries)
  const header = Buffer.alloc(16)
  header.writeUInt32LE(0xba55ed50, 0)
  header.writeUInt16LE(1, 4)
  header.writeUInt16LE(16, 6)
  header.writeBigUInt64LE(BigInt(body.length), 8)
  return Buffer.concat([header, body])
}

/** An ELF64 file with these sections. */
function elf(sections: Readonly<Record<string, Buffer>>): string {
  const names = Buffer.from(`\0${[...Object.keys(sections), '.shstrtab'].join('\0')}\0`)
  const all: [string, Buffer][] = [...Object.entries(sections), ['.shstrtab', names]]
  const table = Buffer.alloc(64 * (all.length + 1))
  const parts: Buffer[] = []
  let at = 64
  all.forEach(([name, bytes], i) => {
    const row = 64 * (i + 1)
    table.writeUInt32LE(names.indexOf(`\0${name}\0`) + 1, row)
    table.writeBigUInt64LE(BigInt(at), row + 0x18)
    table.writeBigUInt64LE(BigInt(bytes.length), row + 0x20)
    parts.push(bytes)
    at += bytes.length
  })
  const header = Buffer.alloc(64)
  header.writeUInt32BE(0x7f454c46, 0)
  header[4] = 2
  header.writeBigUInt64LE(BigInt(at), 0x28)
  header.writeUInt16LE(64, 0x3a)
  header.writeUInt16LE(all.length + 1, 0x3c)
  header.writeUInt16LE(all.length, 0x3e)
  const file = join(mkdtempSync(join(tmpdir(), 'assay-elf-')), 'library.so')
  writeFileSync(file, Buffer.concat([header, ...parts, table]))
  return file
}

const bytesWith = (file: string, value: number) => readFileSync(file).filter((byte) => byte === value).length

const several = () =>
  elf({
    '.text': Buffer.alloc(40, 0x70),
    '.nv_fatbin': Buffer.concat([
      container(entry(CODE, 70, 408, 0x70), entry(CODE, 80, 320, 0x80), entry(CODE, 90, 240, 0x90)),
      Buffer.alloc(24), // a gap
      container(entry(PTX, 90, 160, 0x91), entry(CODE, 90, 80, 0x90), entry(CODE, 86, 80, 0x86)),
    ]),
  })

test('chooses for every container by itself', () => {
  const file = elf({
    '.nv_fatbin': Buffer.concat([
      container(entry(CODE, 70, 408, 0x70), entry(CODE, 90, 240, 0x90), entry(PTX, 90, 80, 0x91)),
      container(entry(CODE, 89, 320, 0x89), entry(PTX, 80, 88, 0x81), entry(PTX, 90, 160, 0x92)),
    ]),
  })
  expect(keepOneGeneration(file, 90)).toMatchObject({ removed: 408 + 80 + 320 + 88, kept: [90] })
  expect(bytesWith(file, 0x90)).toBe(240)
  expect(bytesWith(file, 0x92)).toBe(160)
})

test('keeps the code of one generation, and every size and place', () => {
  const file = several()
  const length = readFileSync(file).length
  expect(keepOneGeneration(file, 90)).toEqual({
    code: 1288,
    removed: 408 + 320 + 160 + 80,
    kept: [90],
    dropped: [70, 80, 86, 90],
  })
  expect(readFileSync(file)).toHaveLength(length)
  expect(bytesWith(file, 0x90)).toBe(240 + 80)
  for (const gone of [0x80, 0x86, 0x91]) expect(bytesWith(file, gone)).toBe(0)
  expect(bytesWith(file, 0x70)).toBe(40)
})

test('takes the highest capability that the GPU runs, of its own generation', () => {
  expect(keepOneGeneration(several(), 89)).toMatchObject({ kept: [80, 86] })
  expect(keepOneGeneration(several(), 80)).toMatchObject({ kept: [80] })
  expect(keepOneGeneration(several(), 75)).toMatchObject({ kept: [70] })
})

test('keeps the intermediate code where no machine code runs', () => {
  const file = several()
  expect(keepOneGeneration(file, 120)).toMatchObject({ kept: [90], removed: 408 + 320 + 240 + 80 + 80 })
  expect(bytesWith(file, 0x91)).toBe(160)
})

test('leaves a library without GPU code, and a file that is none, as they are', () => {
  const file = elf({ '.text': Buffer.alloc(100, 7) })
  const before = readFileSync(file)
  expect(keepOneGeneration(file, 90)).toEqual({ code: 0, removed: 0, kept: [], dropped: [] })
  expect(readFileSync(file)).toEqual(before)
  const text = join(mkdtempSync(join(tmpdir(), 'assay-elf-')), 'text')
  writeFileSync(text, 'no library'.repeat(20))
  expect(keepOneGeneration(text, 90)).toMatchObject({ code: 0 })
})
