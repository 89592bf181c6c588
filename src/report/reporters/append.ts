import { appendFileSync, statSync, truncateSync } from 'node:fs'
import { faultInWords } from '../../engine/file-fault.ts'
import { WriteError } from '../../evidence/write.ts'

/**
 * Appends text to a file as a whole, or leaves the file as it was.
 *
 * @param remedy what to do where that cannot be written
 * @throws {WriteError}
 */
export function append(path: string, text: string, remedy: string): void {
  const before = statSync(path, { throwIfNoEntry: false })
  try {
    appendFileSync(path, text)
  } catch (error) {
    if (before?.isFile()) truncateSync(path, before.size)
    throw new WriteError(`${path} cannot be written (${faultInWords(error)}); ${remedy}`, { cause: error })
  }
}
