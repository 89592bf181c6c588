import { readFileSync } from 'node:fs'
import { basename, dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { framesOf, type Place } from './stack-frames.ts'

/**
 * Why a file could not be loaded, with the line on which it is, of this file or of one that it imports, wherever the error
 * tells: `no such scale (my-claim.ts:12)`.
 *
 * @param file that was loaded
 */
export function loadFailure(error: unknown, file: string): string {
  const place = placeOf(error, file)
  const said = messageOf(error)
  return place ? `${said} (${relative(dirname(file), place.file)}:${place.line})` : said
}

/** ` (my-claim.ts:12)`, where a file first says something; empty where it does not. */
export function placeIn(file: string, said: RegExp): string {
  const at = textOf(file).search(said)
  return at < 0 ? '' : ` (${basename(file)}:${textOf(file).slice(0, at).split('\n').length})`
}

/** What esbuild found in a file that it cannot read. */
interface SyntaxProblem {
  readonly text: string
  readonly location: Place | null
}

const syntaxProblem = (error: unknown): SyntaxProblem | undefined =>
  (error as { readonly errors?: readonly SyntaxProblem[] } | null)?.errors?.[0]

function messageOf(error: unknown): string {
  const problem = syntaxProblem(error)
  if (problem) return problem.text
  const said = error instanceof Error ? error.message : String(error)
  return said.split('\nRequire stack:')[0]
}

function placeOf(error: unknown, file: string): Place | undefined {
  // tsx compiles under another ending, so that the folder is right and the name may not be.
  const location = syntaxProblem(error)?.location
  if (location) return { file: resolve(dirname(file), location.file), line: location.line }
  return framesOf(error).find(({ file }) => isOfUser(file)) ?? importThatFailed(error)
}

const own = fileURLToPath(new URL('../', import.meta.url))

const isOfUser = (file: string): boolean => !file.startsWith(own) && !/[\\/]node_modules[\\/]/.test(file)

/** The line with the import of which an error says `Cannot find … imported from FILE`. */
function importThatFailed(error: unknown): Place | undefined {
  const [, missing, importer] =
    /^(?:Cannot find \w+|Package subpath) '([^']+)'.* imported from (.+?)$/m.exec(messageOf(error)) ?? []
  if (importer === undefined) return undefined
  const file = importer.startsWith('file:') ? fileURLToPath(importer) : importer
  const line = textOf(file)
    .split('\n')
    .findIndex((text) =>
      [...text.matchAll(/\b(?:from|import|require)\s*\(?\s*(['"])(.+?)\1/g)].some(
        ([, , specifier]) =>
          specifier === missing ||
          (missing.startsWith('./') && specifier.endsWith(missing.slice(1))) ||
          resolve(dirname(file), specifier) === missing,
      ),
    )
  return line < 0 ? undefined : { file, line: line + 1 }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
