import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What a file imports, as it is written there, and on which line. */
export interface Import {
  readonly specifier: string
  readonly line: number
}

/** The imports of a file, as its text has them. */
export const importsIn = (file: string): Import[] =>
  textOf(file)
    .split('\n')
    .flatMap((text, at) =>
      [...text.matchAll(/\b(?:from|import|require)\s*\(?\s*(['"])(.+?)\1/g)].map(([, , specifier]) => ({
        specifier,
        line: at + 1,
      })),
    )

/** A file, and all that it imports by their paths, each once. */
export function withImports(file: string, found: Set<string> = new Set()): Set<string> {
  found.add(file)
  for (const { specifier } of importsIn(file))
    if (specifier.startsWith('.')) {
      const source = fileNamed(specifier, dirname(file))
      if (source !== undefined && !found.has(source)) withImports(source, found)
    }
  return found
}

/** What a name without an ending, or with that of the translation, can stand for. */
const ENDINGS = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '/index.ts', '/index.js']

/** Other names of the file that a specifier can mean, in the order in which they are tried. */
export function spellings(specifier: string): string[] {
  const translated = /\.([cm]?)jsx?$/.exec(specifier)
  if (translated) return [specifier.slice(0, translated.index) + `.${translated[1]}ts`]
  return ENDINGS.map((ending) => specifier + ending)
}

/** The file that a path or a `file:` address means in a folder; undefined where there is none. */
export function fileNamed(specifier: string, folder: string): string | undefined {
  const place = specifier.startsWith('file:') ? pathOf(specifier) : resolve(folder, specifier)
  return place === undefined ? undefined : [place, ...spellings(place)].find(isFile)
}

function pathOf(address: string): string | undefined {
  try {
    return fileURLToPath(address)
  } catch {
    return undefined
  }
}

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile()

/** What a file says, or nothing where it cannot be read. */
export function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
