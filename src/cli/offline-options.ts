import type { Command } from 'commander'
import { declaredOptions, type DeclaredOptions } from './declared-options.ts'
import { takesOptions, type TakesOptions } from './examine-takes.ts'
import { seed, wholeNumber } from './number-options.ts'
import { DEFAULT_SEED } from './verify-options.ts'

/** Which inputs an attention gets without a process: `assay cases` and `assay judge` have to be told the same. */
export interface OfflineOptions extends DeclaredOptions, TakesOptions {
  readonly count: number
  readonly weights?: boolean
  readonly seed: number
}

export const offlineOptions = (command: Command): Command =>
  takesOptions(
    declaredOptions(
      command
        .option('--count <n>', 'how many cases', wholeNumber(1, '--count 1000'), 1000)
        .option('--weights', 'the answers have weights too')
        .option('--seed <n>', 'seed of all inputs', seed, DEFAULT_SEED),
    ),
  )
