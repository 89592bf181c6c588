import { ATOMS } from './atom-cases.ts'
import type { CasesOf, Methods } from './cases-of.ts'
import { OPERATIONS } from './operation-cases.ts'

/** Cases for every method of `Real`; that none is missing is what this type says. */
export const CASES: CasesOf<Methods> = { ...OPERATIONS, ...ATOMS }
