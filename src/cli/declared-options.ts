import type { Command } from 'commander'
import { declaredFrom } from '../examine/declared-from.ts'
import type { Declared } from '../examine/declared.ts'
import type { Definition } from '../examine/definition.ts'
import { UsageError } from './exit-code.ts'

const NAMES = ['as', 'scale', 'mask', 'position', 'heads', 'precision', 'accumulate', 'emptyRow'] as const

/** What an attention is said to be, in words of the command line. */
export type DeclaredOptions = { readonly [Name in (typeof NAMES)[number]]?: string }

export const declaredOptions = (command: Command): Command =>
  command
    .option('--as <mechanism>', 'softmax, linear(MAP) or linear(MAP, unnormalised) (default: softmax)')
    .option('--scale <scale>', 'none, inverse-sqrt-width or a number (default: inverse-sqrt-width)')
    .option(
      '--mask <mask>',
      'none, causal, causal:end, window:SIZE, window:SIZE:end or given (default: none)',
    )
    .option('--position <position>', 'none, alibi, rotary or rotary:halves (default: none)')
    .option('--heads <n>', 'heads, as in 8, or those of queries and keys, as in 8:2 (default: 1)')
    .option('--precision <format>', 'float32, float16 or bfloat16 (default: float32)')
    .option('--accumulate <format>', 'the format in which sums are collected (default: float32)')
    .option('--empty-row <what>', 'what a query without keys is meant to get: zero, nan or mean')

/** The words that were given. */
export const declaredWords = (options: DeclaredOptions): Partial<Record<(typeof NAMES)[number], string>> =>
  Object.fromEntries(NAMES.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])))

/** @throws {UsageError} for a word that means nothing */
export function declaredBy(options: DeclaredOptions): Declared {
  try {
    return declaredFrom({ as: 'softmax', ...declaredWords(options) } as Definition)
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message)
    throw error
  }
}
