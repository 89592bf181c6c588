import { type Command, Option } from 'commander'
import { duration, seconds, wholeNumber } from './number-options.ts'

/** Adds the options that say how much of each claim is tried: a number of cases, or a time. */
export const withExtent = (command: Command): Command =>
  command
    .addOption(
      new Option('--cases <n>', 'cases for each claim (default: as each claim says)')
        .argParser(wholeNumber(1, '--cases 20000'))
        .conflicts(['seconds', 'budget', 'casesTo']),
    )
    .addOption(
      new Option('--seconds <s>', 'time for each claim and its variants, instead of a number of cases')
        .argParser(seconds)
        .conflicts(['budget', 'casesTo']),
    )
    .addOption(
      new Option('--budget <time>', 'time for the whole run, as 30s, 10m or 2h, instead of a number of cases')
        .argParser(duration)
        .conflicts(['casesTo']),
    )
