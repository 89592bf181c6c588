import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/**
 * Replaces a file as a whole: whoever looks, and whenever the machine dies, finds the old content or the new one. The
 * new one goes to a temporary file beside it (`temporaryName`), is forced to the disk, and takes the name in one step.
 *
 * `writeFileSync` goes on until all is written or the disk refuses; `write-file-atomic` makes one call, whose short
 * count on a full disk it does not notice.
 *
 * @throws what the file system says; the old file is as it was then, and no temporary one is left
 */
export function replaceFile(path: string, content: string | readonly Uint8Array[]): void {
  const temporary = join(dirname(path), temporaryName(basename(path)))
  try {
    const file = openSync(temporary, 'w')
    try {
      for (const piece of typeof content === 'string' ? [content] : content) writeFileSync(file, piece)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    rename(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** It holds the number of the process, so that those of processes that live no more can be told. */
export const temporaryName = (name: string): string => `.${name}.${process.pid}.tmp`

/** On Windows a rename fails for a moment while a virus scanner or an editor has the target open. */
function rename(from: string, to: string): void {
  for (let attempt = 0; ; attempt++) {
    try {
      return renameSync(from, to)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (attempt === 10 || process.platform !== 'win32' || (code !== 'EPERM' && code !== 'EACCES'))
        throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
    }
  }
}
