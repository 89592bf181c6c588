import { closeSync, openSync, writeSync } from 'node:fs'
import { EngineError } from '../engine/entry.ts'

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  kB: 1000,
  MB: 1000 ** 2,
  GB: 1000 ** 3,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
}

/** The least that a part may hold: below it there would be thousands. */
const LEAST = 1024 ** 2

/**
 * A number of bytes: `60MiB`, `1.5GB`.
 *
 * @throws {RangeError} for anything else, and for less than 1 MiB
 */
export function bytesOf(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*([kKMG]i?B)?$/.exec(text.trim()) ?? []
  const size = Math.floor(Number(number) * (UNITS[unit ?? ''] ?? NaN))
  if (!(size >= LEAST))
    throw new RangeError(`"${text}" is no size of a part; give at least 1MiB, such as 60MiB or 2GB`)
  return size
}

/** Writes a stream of bytes into files of a given size, `NAME.000`, `NAME.001`, …; the last one may be smaller. */
export class Parts {
  readonly files: string[] = []
  private fd: number | undefined
  private room = 0

  /** @param name path of the parts without their number; @param size bytes of each */
  constructor(
    private readonly name: string,
    private readonly size: number,
  ) {}

  /** @throws {EngineError} when the disk is full */
  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      if (this.room === 0) this.next()
      const length = Math.min(this.room, bytes.length - at)
      try {
        this.room -= writeSync(this.fd!, bytes, at, length)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
        throw new EngineError(
          'The disk is full: the kit could not be written. Free some space, or give another --out.',
        )
      }
      at += length
    }
  }

  close(): void {
    if (this.fd !== undefined) closeSync(this.fd)
    this.fd = undefined
    this.room = 0
  }

  private next(): void {
    this.close()
    const file = `${this.name}.${String(this.files.length).padStart(3, '0')}`
    this.fd = openSync(file, 'wx')
    this.files.push(file)
    this.room = this.size
  }
}
