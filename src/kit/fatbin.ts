import { closeSync, openSync, readSync, writeSync } from 'node:fs'

/** Where a container of GPU code begins, and what an entry in it holds (as `cuobjdump` reads them). */
const CONTAINER = 0xba55ed50
const PTX = 1
const MACHINE_CODE = 2

interface Section {
  readonly offset: number
  readonly size: number
}

interface Entry {
  readonly kind: number
  /** Compute capability times ten: 90 for 9.0. */
  readonly arch: number
  /** Of its code, in the file. */
  readonly offset: number
  readonly size: number
}

/** What was left of a library's GPU code. */
export interface Trimmed {
  /** Bytes of GPU code, and how many of them were overwritten with zeros. */
  readonly code: number
  readonly removed: number
  /** Capabilities whose code was kept, and those whose code was removed. */
  readonly kept: readonly number[]
  readonly dropped: readonly number[]
}

/**
 * Overwrites the code for other GPUs in a library of ELF format with zeros, in place: all sizes and places stay, and
 * compression makes nothing of it. Kept is, of every container by itself, the machine code that the GPU runs: that of
 * the highest capability of its own generation up to its own. Where a container has none, its intermediate code (PTX)
 * of the highest capability is.
 *
 * @param arch the GPU's compute capability times ten
 */
export function keepOneGeneration(file: string, arch: number): Trimmed {
  const fd = openSync(file, 'r+')
  try {
    const containers = sectionsOf(fd, ['.nv_fatbin', '__nv_fatbin']).flatMap((section) =>
      containersOf(fd, section),
    )
    const entries = containers.flat()
    const keep = new Set(containers.flatMap((container) => forGpu(container, arch)))
    const kept = entries.filter((entry) => keep.has(entry))
    const dropped = entries.filter((entry) => !keep.has(entry))
    for (const { offset, size } of dropped) writeZeros(fd, offset, size)
    const sum = (of: readonly Entry[]): number => of.reduce((total, { size }) => total + size, 0)
    const archs = (of: readonly Entry[]): number[] =>
      [...new Set(of.map((entry) => entry.arch))].sort((a, b) => a - b)
    return { code: sum(entries), removed: sum(dropped), kept: archs(kept), dropped: archs(dropped) }
  } finally {
    closeSync(fd)
  }
}

/** What a GPU of this capability takes of a container. */
function forGpu(container: readonly Entry[], arch: number): Entry[] {
  const generation = Math.floor(arch / 10)
  const older = container.filter((entry) => entry.arch <= arch)
  const machine = older.filter((e) => e.kind === MACHINE_CODE && Math.floor(e.arch / 10) === generation)
  const choice = machine.length > 0 ? machine : older.filter(({ kind }) => kind === PTX)
  const best = Math.max(...choice.map((entry) => entry.arch))
  return choice.filter((entry) => entry.arch === best)
}

function bytesAt(fd: number, offset: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  readSync(fd, bytes, 0, length, offset)
  return bytes
}

/** The sections of an ELF64 file that have one of these names; none where it is no such file. */
function sectionsOf(fd: number, names: readonly string[]): Section[] {
  const header = bytesAt(fd, 0, 64)
  if (header.readUInt32BE(0) !== 0x7f454c46 || header[4] !== 2) return []
  const [tables, size, count, namesAt] = [
    Number(header.readBigUInt64LE(0x28)),
    header.readUInt16LE(0x3a),
    header.readUInt16LE(0x3c),
    header.readUInt16LE(0x3e),
  ]
  const table = bytesAt(fd, tables, size * count)
  const place = (index: number): Section => ({
    offset: Number(table.readBigUInt64LE(index * size + 0x18)),
    size: Number(table.readBigUInt64LE(index * size + 0x20)),
  })
  const { offset, size: length } = place(namesAt)
  const text = bytesAt(fd, offset, length)
  return Array.from({ length: count }, (_, index) => index)
    .filter((index) => {
      const start = table.readUInt32LE(index * size)
      return names.includes(text.toString('latin1', start, text.indexOf(0, start)))
    })
    .map(place)
}

/** The containers of a section stand one after another, with gaps that are filled up to 8 bytes. */
function containersOf(fd: number, { offset, size }: Section): Entry[][] {
  const containers: Entry[][] = []
  for (let at = offset; at + 16 <= offset + size;) {
    const header = bytesAt(fd, at, 16)
    if (header.readUInt32LE(0) !== CONTAINER) {
      at += 8
      continue
    }
    const start = at + header.readUInt16LE(6)
    const end = start + Number(header.readBigUInt64LE(8))
    const entries: Entry[] = []
    for (let entry = start; entry + 64 <= end;) {
      const of = bytesAt(fd, entry, 64)
      const headerSize = of.readUInt32LE(4)
      const codeSize = Number(of.readBigUInt64LE(8))
      if (headerSize === 0) break
      entries.push({
        kind: of.readUInt16LE(0),
        arch: of.readUInt32LE(28),
        offset: entry + headerSize,
        size: codeSize,
      })
      entry += headerSize + codeSize
    }
    containers.push(entries)
    at = end + ((8 - (end % 8)) % 8)
  }
  return containers
}

const ZEROS = Buffer.alloc(2 ** 20)

function writeZeros(fd: number, offset: number, size: number): void {
  for (let done = 0; done < size; done += ZEROS.length)
    writeSync(fd, ZEROS, 0, Math.min(ZEROS.length, size - done), offset + done)
}
