import { readdirSync, rmSync, type Stats, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { faultInWords } from '../engine/file-fault.ts'
import { makeFolder } from '../engine/make-folder.ts'
import { replaceFile, temporaryName } from '../engine/replace-file.ts'
import { isRunning } from '../engine/running-process.ts'
import { type ClaimTexts, evidenceText } from './evidence-text.ts'
import { LockedError, lockFile, lockOf } from './file-lock.ts'
import { wouldReplace } from './place-of.ts'
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
 * @param option that names another place
 * @throws WriteError naming the path and the remedy
 */
export function writeWhole(path: string, text: string, option = '--out'): void {
  try {
    replaceFile(path, text)
  } catch (error) {
    throw new WriteError(
      `${path} cannot be written (${faultInWords(error)}); choose another folder with ${option}`,
      {
        cause: error,
      },
    )
  }
}

/**
 * Writes evidence as `DIR/evidence.json`, as a whole.
 *
 * @param texts of claims that are written more than once
 */
export const writeEvidence = (folder: string, evidence: Evidence, texts?: ClaimTexts): void =>
  writeWhole(join(folder, FILE), evidenceText(evidence, texts))

/** What is to be known of a file that is written. */
interface ToPrepare {
  /** That names another place; `--out` when left out. */
  readonly option?: string
  /** Files that it is made from, which stay. */
  readonly reads?: readonly string[]
}

/** Bytes that must fit on the disk before any work is done. */
const ROOM = 2 ** 16

/**
 * Prepares the writing of a file: makes its folder where there is none, makes sure that it can be written, sweeps away
 * what runs left that were killed, and keeps other runs from writing it.
 *
 * @returns gives the file back to other runs
 * @throws {WriteError} naming the place and the remedy, among others when another run writes the file
 */
export function prepareFile(path: string, { option = '--out', reads = [] }: ToPrepare = {}): () => void {
  const replaced = reads.find((read) => wouldReplace(path, read))
  if (replaced !== undefined)
    throw new WriteError(
      `${path} cannot be written, as ${replaced} is read and would be replaced; name another file with ${option}`,
    )
  const found = statIfThere(path)
  if (found && !found.isFile())
    throw new WriteError(
      `${path} cannot be written, it is ${found.isDirectory() ? 'a folder' : 'no regular file'}; name a file with ${option}`,
    )
  const folder = dirname(path)
  if (statIfThere(folder)?.isFile())
    throw new WriteError(`folder ${folder} cannot be written, it is a file; name a folder with ${option}`)
  try {
    makeFolder(folder)
    const names = [basename(path), lockOf(basename(path))]
    for (const left of readdirSync(folder))
      if (isAbandoned(left, names)) rmSync(join(folder, left), { force: true })
    probe(join(folder, temporaryName(basename(path))))
    return lockFile(path, option)
  } catch (error) {
    if (error instanceof LockedError) throw new WriteError(error.message)
    throw new WriteError(
      `folder ${folder} cannot be written (${faultInWords(error)}); choose another one with ${option}`,
      { cause: error },
    )
  }
}

/**
 * Prepares the writing of a file and does some work, while which no other run writes it.
 *
 * @param path undefined where nothing is to be written
 * @throws {WriteError} as `prepareFile`
 */
export async function whileHolding<T>(
  path: string | undefined,
  work: () => Promise<T>,
  toPrepare?: ToPrepare,
): Promise<T> {
  const giveBack = path === undefined ? undefined : prepareFile(path, toPrepare)
  try {
    return await work()
  } finally {
    giveBack?.()
  }
}

/** Undefined where there is nothing, or nothing can be seen: then the first write says why. */
function statIfThere(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

/** Writes something and removes it. */
function probe(path: string): void {
  try {
    writeFileSync(path, Buffer.alloc(ROOM))
  } finally {
    rmSync(path, { force: true })
  }
}

/** Whether a name is that of a temporary file of one of these, whose process lives no more. */
function isAbandoned(name: string, of: readonly string[]): boolean {
  const match = /^\.(.*?)(?:\.old)?\.(\d+)\.tmp$/.exec(name)
  return match !== null && of.includes(match[1]) && !isRunning(Number(match[2]))
}
