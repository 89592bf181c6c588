import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { EngineError } from '../entry.ts'
import { makeFolder } from '../make-folder.ts'
import { isRunning } from '../running-process.ts'

/**
 * Makes a folder as a whole or not at all: `build` fills a folder beside it, which then takes its place.
 *
 * What an interrupted build left is removed by the next one.
 *
 * @throws {EngineError} when the disk is full or may not be written; whatever `build` throws.
 */
export async function buildWhole(folder: string, build: (inside: string) => Promise<void>): Promise<void> {
  const partial = `${folder}.partial-${process.pid}`
  try {
    makeFolder(dirname(folder))
    removeLeftovers(folder)
    mkdirSync(partial)
    await build(partial)
    rmSync(folder, { recursive: true, force: true })
    renameSync(partial, folder)
  } catch (error) {
    rmSync(partial, { recursive: true, force: true })
    throw explained(error, folder)
  }
}

function removeLeftovers(folder: string): void {
  for (const name of readdirSync(dirname(folder))) {
    const pid = name.startsWith(`${basename(folder)}.partial-`) && Number(name.split('-').at(-1))
    if (pid && (pid === process.pid || !isRunning(pid)))
      rmSync(join(dirname(folder), name), { recursive: true, force: true })
  }
}

/** What the system says of a folder, in words for people. */
function explained(error: unknown, folder: string): unknown {
  const elsewhere = 'set ATTENTION_ASSAY_CACHE to a folder on another disk'
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC')
    return new EngineError(
      `The disk is full; nothing was left in ${folder}. Free some space, or ${elsewhere}.`,
    )
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new EngineError(`${dirname(folder)} may not be written; ${elsewhere}.`)
  return error
}
