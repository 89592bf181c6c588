import { writeFileSync } from 'node:fs'
import writeFileAtomic from 'write-file-atomic'

/**
 * Replaces a file as a whole: whoever looks, and whenever the machine dies, finds the old text or the new one. The
 * text goes to a temporary file beside it, `NAME.` and a number, is forced to the disk, and takes the name in one step.
 *
 * @throws what the file system says; the old file is as it was then, and no temporary one is left
 */
export function replaceFile(path: string, text: string): void {
  // The package writes with a single call, which a full disk cuts short without an error; `writeFileSync` goes on
  // until all is written or the disk refuses. The package fills in the rest: nothing.
  const fill = (temporary: string): void => writeFileSync(temporary, text)
  for (let attempt = 0; ; attempt++) {
    try {
      return writeFileAtomic.sync(path, '', { tmpfileCreated: fill })
    } catch (error) {
      if (attempt === 10 || !isHeldOpen(error)) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
    }
  }
}

/** On Windows a rename fails for a moment while a virus scanner or an editor has the target open. */
function isHeldOpen(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  return process.platform === 'win32' && (code === 'EPERM' || code === 'EACCES')
}
