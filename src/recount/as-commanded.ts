import { isDeepStrictEqual } from 'node:util'
import { inBrief } from './differences.ts'

/** Says of what a file holds that its command says otherwise, where it does. */
export const otherThanCommanded = (what: string, is: unknown, should: unknown): string[] =>
  isDeepStrictEqual(is, should)
    ? []
    : [`${what} is ${inBrief(is, 1000)}, and the command says ${inBrief(should, 1000)}`]
