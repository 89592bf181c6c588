import type { Real } from '../../program/real.ts'
import { ATOMS } from './atom-cases.ts'
import type { CasesOf } from './cases-of.ts'
import { OPERATIONS } from './operation-cases.ts'

/** Cases for every method of `Real`; that none is missing is what this type says. */
export const CASES: CasesOf<Real> = { ...OPERATIONS, ...ATOMS }
