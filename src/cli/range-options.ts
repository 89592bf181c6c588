import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Shard } from '../judge/shard.ts'
import { wholeNumber } from './number-options.ts'

/**
 * The options that choose a range of cases, and a part of it. What ends by time would end each part elsewhere, and there
 * is no verdict to report, or to take over, before all parts are merged.
 */
export const withRange = (command: Command): Command =>
  command
    .option('--cases-from <index>', 'first case of a range of indices', wholeNumber(0, '--cases-from 0'))
    .option('--cases-to <index>', 'end of the range, itself excluded', wholeNumber(1, '--cases-to 1000'))
    .addOption(
      new Option(
        '--shard <k/n>',
        'only the k-th of n parts of the cases and variants, for `assay merge`; exit code 0 once it is done',
      )
        .argParser(shardOf)
        .conflicts(['seconds', 'budget', 'changed', 'reporter']),
    )

function shardOf(text: string): Shard {
  const [, number, of] = (/^(\d{1,9})\/(\d{1,9})$/.exec(text) ?? []).map(Number)
  if (of === undefined || number < 1 || number > of)
    throw new InvalidArgumentError(
      'It must be the number of a shard, from 1, and how many there are; write for example --shard 3/8.',
    )
  return { number, of }
}
