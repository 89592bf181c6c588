import { dirname, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { importsIn, withImports } from './imports-of.ts'
import type { Place } from './stack-frames.ts'

/**
 * The line with the import of which an error speaks: in the file that it names as the importer, else in the first that has
 * such an import, of a file and those that it imports by their paths.
 *
 * @param message of the error
 * @param file that was loaded
 */
export function failedImport(message: string, file: string): Place | undefined {
  const [, importer] = / imported from (.+?)$/m.exec(message) ?? []
  const files = importer === undefined ? withImports(file) : [pathOf(importer)]
  const about = importer === undefined ? message : message.replace(` imported from ${importer}`, '')
  for (const each of files)
    for (const { specifier, line } of importsIn(each))
      if (namesIn(about, specifier, each)) return { file: each, line }
  return undefined
}

/** Whether a message speaks of what a file imports: by its name, its place, its part of a package or its protocol. */
function namesIn(message: string, specifier: string, file: string): boolean {
  if (specifier.startsWith('.')) {
    const place = resolve(dirname(file), specifier)
    return [specifier, place, pathToFileURL(place).href].some((name) => standsIn(message, name))
  }
  const quoted = [...message.matchAll(/'([^']+)'|"([^"]+)"/g)].map(([, single, double]) => single ?? double)
  return (
    (specifier.includes(':') && standsIn(message, specifier)) ||
    quoted.some(
      (name) =>
        name === specifier ||
        (name.startsWith('./') && specifier.endsWith(name.slice(1))) ||
        (/^\w+:$/.test(name) && specifier.startsWith(name)),
    )
  )
}

/** Whether a path stands in a message, and not only the beginning of a longer one. */
const standsIn = (message: string, path: string): boolean =>
  message
    .split(path)
    .slice(1)
    .some((rest) => !/^(?:[\w\\/-]|\.\w)/.test(rest))

const pathOf = (importer: string): string =>
  importer.startsWith('file:') ? fileURLToPath(importer) : importer
