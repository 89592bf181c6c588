import { closeSync, existsSync, mkdirSync, openSync, readdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { replaceFile } from '../engine/replace-file.ts'
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
    for (const path of leftovers(folder)) rmSync(path, { force: true })
    const probe = join(folder, `.${FILE}.${process.pid}.tmp`)
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

/** Temporary files of evidence that nobody has written to since this program began: their process was killed. */
function leftovers(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /^evidence\.json\.\d+$/.test(name))
    .map((name) => join(folder, name))
    .filter((path) => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) < performance.timeOrigin)
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
