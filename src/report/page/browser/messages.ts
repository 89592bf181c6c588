import type { Limits } from '../../../auditor/limits.ts'

/** Which certificates are to be checked, with so much work each, and all together. */
export interface Asked {
  readonly certificates: readonly { readonly number: number; readonly certificate: unknown }[]
  readonly limits: Limits
  readonly each: number
  readonly together: number
}

/** What is wrong with a certificate, or that it took more work than was allowed. */
export type Answer =
  | { readonly number: number; readonly problems: readonly string[] }
  | { readonly number: number; readonly usedUp: true }
