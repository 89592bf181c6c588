import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

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
      const place = resolve(dirname(file), specifier)
      const source = [place, place.replace(/\.([cm]?)js$/, '.$1ts'), `${place}.ts`, `${place}.js`].find(
        isFile,
      )
      if (source !== undefined && !found.has(source)) withImports(source, found)
    }
  return found
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
