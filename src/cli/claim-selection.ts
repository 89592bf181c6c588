import { basename, dirname, resolve, sep } from 'node:path'
import { Option, type Command } from 'commander'
import { isFolder } from '../engine/make-folder.ts'
import { CLAIM_KINDS, subjectsOf, type Expected, type Kind } from '../claim/claim.ts'
import { idOfFile, isScript } from '../claim/claim-files.ts'
import type { DiscoveryError } from '../claim/discovery-error.ts'
import type { Discovered } from '../claim/discover.ts'
import type { LoadedClaim } from '../claim/load-claim.ts'
import { findClaim, nearest } from '../claim/find-claim.ts'
import { UsageError } from './exit-code.ts'

/** Which claims a command is about. */
export interface Filters {
  readonly theme?: string
  readonly kind?: Kind
  readonly subject?: string
  readonly expect?: Expected
}

/** The options by which claims are filtered, the same in every command. */
export const withFilters = (command: Command): Command =>
  command
    .option('--theme <name>', 'only claims of this theme (the folder of their files)')
    .addOption(new Option('--kind <kind>', 'only claims of this kind').choices(CLAIM_KINDS))
    .option('--subject <name>', 'only claims about this subject, such as softmax, linear or "linear(elu1)"')

/**
 * An argument that names a file or a folder of claims instead of a claim. An id is a name of letters and dashes, so it can
 * be that of a folder too; then the folder is meant if it is here.
 */
export const isPlace = (argument: string): boolean =>
  /[\\/]/.test(argument) || isScript(argument) || argument === '.' || argument === '..' || isFolder(argument)

/** The one claim that an argument names, by its id or by its file. @throws {UnknownClaimError} when there is none */
export async function claimNamed(
  name: string,
  { discover }: { discover(places: readonly string[]): Promise<Discovered> },
): Promise<LoadedClaim> {
  const place = isPlace(name)
  const found = await discover(place ? [name] : [])
  return findClaim(found, place ? idOfFile(resolve(name)) : name)
}

/**
 * The claims that the arguments and the filters select, and the problems that concern the selection: what is wrong
 * with a file that was not asked for is of no concern.
 *
 * @param found all claims, those in the places among the arguments included
 * @throws when an argument names no claim, or none that the filters leave
 */
export function select(
  found: Discovered,
  args: readonly string[],
  filters: Filters,
): { selected: LoadedClaim[]; problems: readonly DiscoveryError[] } {
  const ids = args.filter((argument) => !isPlace(argument))
  const places = args.filter(isPlace)
  const named = new Set(ids.map((id) => findClaim(found, id)))
  demandPasses(named, filters)
  for (const place of places) demandHolds(found, place)
  const all = args.length === 0
  const wanted = (item: LoadedClaim): boolean =>
    all || named.has(item) || places.some((p) => lies(item.file, p))
  const selected = found.claims.filter((item) => wanted(item) && passes(item, filters))
  const problems = found.problems.filter(
    ({ file }) =>
      (all || places.some((place) => lies(file, place))) &&
      (filters.theme === undefined || !isScript(file) || basename(dirname(file)) === filters.theme),
  )
  if (selected.length === 0 && problems.length === 0) throw none(found, filters)
  return { selected, problems }
}

/** @throws {UsageError} when a claim is named, and a filter is against it */
function demandPasses(named: ReadonlySet<LoadedClaim>, filters: Filters): void {
  const left = [...named].filter((item) => !passes(item, filters)).map(({ claim }) => claim.id)
  if (left.length > 0)
    throw new UsageError(
      `${left.join(', ')} would be left out, which is named: the filters are against it; name it without them`,
    )
}

/** @throws {UsageError} when nothing that is a claim, or should be, lies in a place */
function demandHolds({ claims, problems }: Discovered, place: string): void {
  if ([...claims, ...problems].every(({ file }) => !lies(file, place)))
    throw new UsageError(`${place} holds no claim; leave it out, or name the folder or file of claims`)
}

function passes({ claim, theme }: LoadedClaim, filters: Filters): boolean {
  return (
    (filters.theme === undefined || theme === filters.theme) &&
    (filters.kind === undefined || claim.kind === filters.kind) &&
    (filters.expect === undefined || claim.expect.reals === filters.expect) &&
    (filters.subject === undefined ||
      subjectsOf(claim.subject).some(
        ({ name }) => name === filters.subject || family(name) === filters.subject,
      ))
  )
}

/** `linear(elu1)` is of the family `linear`. */
const family = (subject: string): string => subject.replace(/[^\w-].*$/, '')

function lies(file: string, place: string): boolean {
  const path = resolve(place)
  return file === path || file.startsWith(path.endsWith(sep) ? path : path + sep)
}

function none(found: Discovered, filters: Filters): UsageError {
  const themes = [...new Set(found.claims.map(({ theme }) => theme))].sort()
  const subjects = [
    ...new Set(found.claims.flatMap(({ claim }) => subjectsOf(claim.subject).map((s) => s.name))),
  ]
  const unknown = (option: string, value: string | undefined, names: string[]): string | undefined => {
    if (value === undefined || names.some((name) => name === value || family(name) === value))
      return undefined
    const [near] = nearest(value, names)
    return `no claim has the ${option} "${value}"${near ? `; did you mean ${near}?` : ''} There are: ${names.join(', ')}`
  }
  return new UsageError(
    unknown('theme', filters.theme, themes) ??
      unknown('subject', filters.subject, subjects.sort()) ??
      'no claim is left by these filters; `assay list` shows all claims',
  )
}
