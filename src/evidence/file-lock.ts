import { constants, copyFileSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { temporaryName } from '../engine/replace-file.ts'
import { hasEnded, thisProcess } from '../engine/running-process.ts'

/** Who writes a file, as it stands in the lock beside it. */
const holder = z.object({
  pid: z.int().positive(),
  host: z.string(),
  namespace: z.string().nullable(),
  began: z.string().nullable(),
  since: z.string(),
})

/** Another run writes the file; the message says which, and what to do. */
export class LockedError extends Error {
  override readonly name = 'LockedError'
}

/** Locks that this process holds. */
const held = new Set<string>()

/** The lock of a file, which says who writes it. */
export const lockOf = (path: string): string => `${path}.lock`

/**
 * Makes this process the only one that writes a file, until it gives it back or ends. The lock of a process that has
 * ended is taken over.
 *
 * @param option that names another place
 * @returns gives the file back
 * @throws {LockedError} when another run writes it; what the file system says
 */
export function lockFile(path: string, option: string): () => void {
  const lock = lockOf(path)
  const text = JSON.stringify({ ...thisProcess(), since: new Date().toISOString() })
  if (!created(lock, text)) {
    removeAbandoned(lock)
    if (!created(lock, text)) throw new LockedError(whoHolds(lock, path, option))
  }
  held.add(lock)
  const release = (): void => {
    process.off('exit', release)
    if (held.delete(lock)) rmSync(lock, { force: true })
  }
  process.on('exit', release)
  return release
}

/** Makes the lock with its whole text in one step, if there is none. @returns whether it did */
function created(lock: string, text: string): boolean {
  const temporary = join(dirname(lock), temporaryName(basename(lock)))
  try {
    writeFileSync(temporary, text)
    try {
      linkSync(temporary, lock)
    } catch (error) {
      if (isThere(error)) throw error
      // The file system knows no links.
      copyFileSync(temporary, lock, constants.COPYFILE_EXCL)
    }
    return true
  } catch (error) {
    if (!isThere(error)) throw error
    return false
  } finally {
    rmSync(temporary, { force: true })
  }
}

const isThere = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EEXIST'

function removeAbandoned(lock: string): void {
  const text = read(lock)
  if (text === undefined || !isAbandoned(lock, text)) return
  // Whoever else finds it abandoned may have taken it over by now: then it is put back.
  const aside = join(dirname(lock), temporaryName(`${basename(lock)}.old`))
  try {
    renameSync(lock, aside)
  } catch {
    return
  }
  const taken = read(aside)
  if (taken !== undefined && taken !== text) created(lock, taken)
  rmSync(aside, { force: true })
}

function isAbandoned(lock: string, text: string): boolean {
  const found = holderIn(text)
  if (!found) return false
  return hasEnded(found) || (isThisOne(found) && !held.has(lock))
}

/** Its number is this one's: in a container each run may have the same. */
function isThisOne({ pid, host, namespace }: z.infer<typeof holder>): boolean {
  const here = thisProcess()
  return pid === here.pid && host === here.host && namespace === here.namespace
}

function whoHolds(lock: string, path: string, option: string): string {
  const found = holderIn(read(lock) ?? '')
  const who = found
    ? `another run, process ${found.pid} on ${found.host} since ${found.since}`
    : 'another run, of which its lock does not say which it is'
  return (
    `${path} is being written by ${who}; wait for it, or choose another place with ${option}. ` +
    `If that run is no more, remove ${lock}`
  )
}

function holderIn(text: string): z.infer<typeof holder> | undefined {
  try {
    return holder.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
