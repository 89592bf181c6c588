import type { Command } from 'commander'
import type { Takes } from '../examine/returned/takes.ts'
import { UsageError } from './exit-code.ts'
import { wholeNumber } from './number-options.ts'

/** The extents that an attention takes, as a command line says them. */
export interface TakesOptions {
  readonly self?: boolean
  readonly width?: number
  readonly valueWidth?: number
  readonly queries?: number
  readonly keys?: number
}

export const takesOptions = (command: Command): Command =>
  command
    .option('--self', 'it takes as many queries as keys only')
    .option('--queries <n>', 'it takes so many queries only', wholeNumber(1, '--queries 1'))
    .option('--keys <n>', 'it takes so many keys only', wholeNumber(1, '--keys 64'))
    .option(
      '--width <d>',
      'it takes queries and keys of this width only, of one head',
      wholeNumber(1, '--width 16'),
    )
    .option(
      '--value-width <d>',
      'it takes values of this width only, of one head',
      wholeNumber(1, '--value-width 16'),
    )

/** @throws {UsageError} when the options contradict each other */
export function takesOf({ self, queries, keys, width, valueWidth }: TakesOptions): Takes {
  if (self && queries !== undefined && keys !== undefined && queries !== keys)
    throw new UsageError(
      `--self means as many queries as keys; --queries ${queries} and --keys ${keys} are not`,
    )
  const fixed = {
    ...(queries !== undefined && { queries }),
    ...(keys !== undefined && { keys }),
    ...(width !== undefined && { width }),
    ...(valueWidth !== undefined && { valueWidth }),
  }
  return { ...(self && { selfOnly: true }), ...(Object.keys(fixed).length > 0 && { fixed }) }
}
