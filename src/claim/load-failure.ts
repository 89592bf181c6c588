import { basename, dirname, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import { lineOf } from './export-line.ts'
import { failedImport } from './failed-import.ts'
import { textOf } from './imports-of.ts'
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
  if (!place) return said
  const from = relative(dirname(file), place.file).replaceAll(sep, '/')
  return `${said} (${from}:${place.line})`
}

/** ` (my-claim.ts:12)`, where a file first says something; empty where it does not. */
export function placeIn(file: string, said: RegExp): string {
  const line = lineOf(file, said)
  return line === undefined ? '' : ` (${basename(file)}:${line})`
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
  if (error instanceof Error) return error.message.split('\nRequire stack:')[0]
  return `it throws ${inspect(error, { breakLength: Infinity })}, and what is no Error has no line`
}

function placeOf(error: unknown, file: string): Place | undefined {
  // tsx compiles under another ending, so that the folder is right and the name may not be.
  const location = syntaxProblem(error)?.location
  if (location) return { file: resolve(dirname(file), location.file), line: location.line }
  const frame = framesOf(error).find(({ file }) => isOfUser(file))
  if (frame) return { ...frame, line: lineOfName(error, frame) ?? frame.line }
  return error instanceof Error ? failedImport(messageOf(error), file) : undefined
}

/** Of a name that is not defined V8 tells where it was before it came to the name, be it some lines above. */
function lineOfName(error: unknown, { file, line }: Place): number | undefined {
  const [, name] = /^([\w$]+) is not defined$/.exec(messageOf(error)) ?? []
  if (name === undefined) return undefined
  const after = textOf(file)
    .split('\n')
    .slice(line - 1)
    .findIndex((text) => text.split(/[^\w$]+/).includes(name))
  return after < 0 ? undefined : line + after
}

const own = fileURLToPath(new URL('../', import.meta.url))

const isOfUser = (file: string): boolean => !file.startsWith(own) && !/[\\/]node_modules[\\/]/.test(file)
