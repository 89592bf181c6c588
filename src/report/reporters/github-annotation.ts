import { realpathSync } from 'node:fs'
import { isAbsolute, relative } from 'node:path'
import type { ReportedRun, ReportedTest } from './reported-run.ts'

/**
 * What did not pass as workflow commands of GitHub, which makes annotations of them.
 *
 * @param workspace the folder that GitHub takes paths from
 */
export function annotations({ name, state, headline, tests }: ReportedRun, workspace: string): string[] {
  const amiss = tests.filter(({ outcome }) => ['failed', 'inconclusive', 'error'].includes(outcome))
  const cut =
    state === 'interrupted' ? [command('warning', { title: `${name} was interrupted` }, headline)] : []
  return [...cut, ...amiss.map((test) => annotation(test, workspace))]
}

/** Titles that are longer GitHub refuses. */
const LONGEST_TITLE = 255

function annotation({ name, message = '', details, file, line }: ReportedTest, workspace: string): string {
  const path = file === undefined ? undefined : pathIn(workspace, file)
  const title = `${name}: ${message}`
  const properties = {
    title: title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE - 1)}…` : title,
    ...(path !== undefined && { file: path, ...(line !== undefined && { line: String(line) }) }),
  }
  return command('error', properties, details.join('\n'))
}

function command(name: string, properties: Readonly<Record<string, string>>, message: string): string {
  const written = Object.entries(properties).map(([key, value]) => `${key}=${property(value)}`)
  return `::${name} ${written.join(',')}::${data(message)}`
}

/** A file's path from a folder, with slashes; undefined where it lies elsewhere. */
function pathIn(folder: string, file: string): string | undefined {
  const path = relative(real(folder), real(file))
  return /^\.\.([\\/]|$)/.test(path) || isAbsolute(path) ? undefined : path.replaceAll('\\', '/')
}

function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
