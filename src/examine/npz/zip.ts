import { crc32, inflateRawSync } from 'node:zlib'

/** A file that is no archive, or one that this program does not read. */
export class ArchiveError extends Error {}

/** One file of an archive, stored as it is. */
export interface Entry {
  readonly name: string
  readonly data: Uint8Array
}

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
/** What a 32-bit field holds whose number stands in a field of 64 bits. */
const ELSEWHERE = 0xffffffff
/** No file of cases or answers is as large, and no buffer of Node's. */
const LIMIT = 2 ** 32 - 1
/** 1980-01-01, the first day that the format knows: the same files make the same archive. */
const DAY = 0x21

/**
 * An archive of files that are stored as they are, none of them compressed.
 *
 * @throws {ArchiveError} when it would take 4 GiB or more, or hold 65,535 files or more
 */
export function zipped(entries: readonly Entry[]): Uint8Array[] {
  const [files, directory]: Uint8Array[][] = [[], []]
  let offset = 0
  for (const { name, data } of entries) {
    const common = commonFields(Buffer.from(name), data)
    const local = record(LOCAL, [...common], Buffer.from(name))
    directory.push(
      record(CENTRAL, [[20, 2], ...common, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]], Buffer.from(name)),
    )
    files.push(local, data)
    offset += local.length + data.length
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  if (offset + size > LIMIT || entries.length >= 0xffff)
    throw new ArchiveError(
      'it would be larger than 4 GiB, or hold more than 65,534 arrays; write fewer cases',
    )
  const end = record(END, [
    [0, 2],
    [0, 2],
    [entries.length, 2],
    [entries.length, 2],
    [size, 4],
    [offset, 4],
    [0, 2],
  ])
  return [...files, ...directory, end]
}

type Field = readonly [value: number, bytes: 2 | 4]

/** Version, flags (names in UTF-8), method, time, date, checksum, sizes, lengths of name and extra. */
const commonFields = (name: Uint8Array, data: Uint8Array): Field[] => [
  ...([
    [20, 2],
    [0x800, 2],
    [0, 2],
    [0, 2],
    [DAY, 2],
  ] as const),
  ...([
    [crc32(data), 4],
    [Math.min(data.length, LIMIT), 4],
    [Math.min(data.length, LIMIT), 4],
  ] as const),
  ...([
    [name.length, 2],
    [0, 2],
  ] as const),
]

function record(signature: number, fields: readonly Field[], name: Uint8Array = new Uint8Array()): Buffer {
  const head = Buffer.alloc(4 + fields.reduce((sum, [, bytes]) => sum + bytes, 0))
  head.writeUInt32LE(signature)
  let at = 4
  for (const [value, bytes] of fields) at = head.writeUIntLE(Math.min(value, 2 ** (8 * bytes) - 1), at, bytes)
  return Buffer.concat([head, name])
}

/** Unpacks a file that takes no more bytes than the limit. @throws {ArchiveError} when it takes more, or is damaged */
export type Unpack = (limit: number) => Uint8Array

/**
 * The files of an archive by their names, each unpacked when it is asked for.
 *
 * @throws {ArchiveError} when it is damaged, holds two files of one name, or is made in a way that is not read here
 */
export function unzipped(archive: Buffer): Map<string, Unpack> {
  const { count, start } = directoryOf(archive)
  const found = new Map<string, Unpack>()
  let at = start
  for (let i = 0; i < count; i++) {
    if (at + 46 > archive.length || archive.readUInt32LE(at) !== CENTRAL) throw damaged('its directory')
    const entry = centralEntry(archive, at)
    if (found.has(entry.name))
      throw new ArchiveError(`it holds two files called ${JSON.stringify(entry.name)}`)
    found.set(entry.name, (limit) => unpacked(archive, entry, limit))
    at = entry.next
  }
  return found
}

const damaged = (what: string): ArchiveError => new ArchiveError(`${what} is damaged`)

function directoryOf(archive: Buffer): { count: number; start: number } {
  // A comment of at most 65,535 bytes may follow.
  for (let at = archive.length - 22; at >= Math.max(0, archive.length - 22 - 0xffff); at--)
    if (archive.readUInt32LE(at) === END && at + 22 + archive.readUInt16LE(at + 20) === archive.length) {
      const [count, start] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 16)]
      if (start === ELSEWHERE || count === 0xffff)
        throw new ArchiveError('it is larger than 4 GiB, or holds more than 65,534 arrays')
      return { count, start }
    }
  throw new ArchiveError('it is no .npz file, which is a zip archive of arrays')
}

interface CentralEntry {
  readonly name: string
  readonly method: number
  readonly checksum: number
  readonly packed: number
  readonly size: number
  readonly local: number
  readonly next: number
}

function centralEntry(archive: Buffer, at: number): CentralEntry {
  const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
    archive.readUInt16LE(at + field),
  )
  const next = at + 46 + nameLength + extraLength + commentLength
  if (next > archive.length) throw damaged('its directory')
  const name = archive.toString('utf8', at + 46, at + 46 + nameLength)
  const [checksum, packed, size] = [16, 20, 24].map((field) => archive.readUInt32LE(at + field))
  const local = archive.readUInt32LE(at + 42)
  if (archive.readUInt16LE(at + 8) & 1) throw new ArchiveError(`${JSON.stringify(name)} is encrypted`)
  if ([packed, size, local].includes(ELSEWHERE))
    throw new ArchiveError(`${JSON.stringify(name)} is larger than 4 GiB`)
  return { name, method: archive.readUInt16LE(at + 10), checksum, packed, size, local, next }
}

function unpacked(
  archive: Buffer,
  { name, method, checksum, packed, size, local }: CentralEntry,
  limit: number,
): Uint8Array {
  const shown = JSON.stringify(name)
  if (size > limit)
    throw new ArchiveError(`${shown} takes ${size} bytes, far more than what is meant to stand there`)
  if (local + 30 > archive.length || archive.readUInt32LE(local) !== LOCAL) throw damaged(shown)
  const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
  if (from + packed > archive.length) throw damaged(shown)
  const data = inflated(archive.subarray(from, from + packed), method, size, shown)
  if (data.length !== size || crc32(data) !== checksum) throw damaged(shown)
  return data
}

function inflated(data: Buffer, method: number, size: number, shown: string): Uint8Array {
  if (method === 0) return data
  if (method !== 8)
    throw new ArchiveError(`${shown} is packed in a way that is not read here; use numpy.savez`)
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, size) })
  } catch {
    throw damaged(shown)
  }
}
