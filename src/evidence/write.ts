import { closeSync, existsSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { replaceFile, temporaryName } from '../engine/replace-file.ts'
import { evidenceText } from './evidence-text.ts'
import type { Evidence } from './schema.ts'

/** The name of the file of evidence in its folder. */
export const FILE = 'evidence.json'

/** The output folder cannot be written. */
export class WriteError extends Error {
  override readonly name = 'WriteError'
}

/**
 * Replaces a file as a whole, or leaves the old one.
 *
 * @throws WriteError naming the path and the remedy
 */
export function writeWhole(path: string, text: string): void {
  try {
    replaceFile(path, text)
  } catch (error) {
    throw new WriteError(`${path} cannot be written (${reason(error)}); choose another folder with --out`, {
      cause: error,
    })
  }
}

/** Writes evidence as `DIR/evidence.json`, as a whole. */
export const writeEvidence = (folder: string, evidence: Evidence): void =>
  writeWhole(join(folder, FILE), evidenceText(evidence))

/**
 * Makes the folder where there is none, and makes sure that it can be written, leaving nothing behind; temporary files
 * of runs that were killed are swept away.
 *
 * @throws WriteError naming the folder and the remedy
 */
export function prepareFolder(folder: string): void {
  try {
    makeFolder(resolve(folder))
    for (const name of readdirSync(folder)) if (isAbandoned(name)) rmSync(join(folder, name), { force: true })
    const probe = join(folder, temporaryName(FILE))
    closeSync(openSync(probe, 'w'))
    rmSync(probe)
  } catch (error) {
    throw new WriteError(
      `folder ${folder} cannot be written (${reason(error)}); choose another one with --out`,
      {
        cause: error,
      },
    )
  }
}

/** One level at a time: Node's own recursive mkdir never returns where a file system refuses, as /proc does. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  if (dirname(folder) !== folder) makeFolder(dirname(folder))
  mkdirSync(folder)
}

/** A temporary file of evidence whose process lives no more. */
function isAbandoned(name: string): boolean {
  const match = /^\.evidence\.json\.(\d+)\.tmp$/.exec(name)
  if (!match) return false
  try {
    process.kill(Number(match[1]), 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'a file has that name',
  EISDIR: 'a folder has that name',
}

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return REASONS[code ?? ''] ?? message
}
