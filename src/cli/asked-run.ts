import type { Discovered } from '../claim/discover.ts'
import type { AskedRun } from '../recount/asked-run.ts'
import { type Filters, isPlace, select } from './claim-selection.ts'
import { type Problem, readCommand } from './read-command.ts'
import type { Services } from './services.ts'
import { verifyCommand } from './verify-command.ts'
import { DEFAULT_SEED, isTimed, rangeOf, startsOf, type VerifyOptions } from './verify-options.ts'

/**
 * What the command in a file of evidence asks for, read as the command line reads it.
 *
 * @param found the claims that there are
 * @param places where they were looked for beside the package: stand for places that the command names and that are not here
 */
export function askedRun(
  command: string,
  found: Discovered,
  places: readonly string[],
  services: Services,
): Promise<AskedRun | Problem> {
  return readCommand(
    command,
    (program, argv) => verifyCommand(program, services, () => undefined, argv),
    ([args], options) => readRun(args as string[], options as VerifyOptions, found, places),
  )
}

function readRun(
  args: readonly string[],
  options: VerifyOptions,
  found: Discovered,
  places: readonly string[],
): AskedRun {
  const { from, to } = rangeOf(options)
  const takesOver = options.resume === true || options.changed === true
  return {
    selected: selectedBy(args, options, found, places),
    seed: options.seed ?? (takesOver ? undefined : DEFAULT_SEED),
    takesOver,
    from,
    to,
    byTime: isTimed(options),
    engine: options.engine,
    recheck: options.recheck,
    demand: options.demand ?? null,
    shard: options.shard,
    starts: startsOf(options),
  }
}

/** A run may have been elsewhere: its places are then those that the audit was given. */
export function selectedBy(
  args: readonly string[],
  options: Filters,
  found: Discovered,
  places: readonly string[],
): string[] {
  const idsOf = (words: readonly string[]): string[] =>
    select(found, words, options).selected.map(({ claim }) => claim.id)
  const isHere = (place: string): boolean => select(found, [place], {}).selected.length > 0
  const named = args.flatMap((word) => (!isPlace(word) || holds(() => isHere(word)) ? [word] : [...places]))
  if (named.length === 0 && args.length > 0)
    throw new Error(`${args.join(' ')} is not here; give the folder of its claims as a further argument`)
  return idsOf([...new Set(named)])
}

function holds(is: () => boolean): boolean {
  try {
    return is()
  } catch {
    return false
  }
}
