import type { Finding } from './findings.ts'
import type { Trusted } from './trusted.ts'

/** What an audit came to. */
export interface Audited {
  readonly findings: readonly Finding[]
  /** What was looked at, in sentences. */
  readonly checked: readonly string[]
  /** What this audit did not check, and how to. */
  readonly unchecked: readonly string[]
  /** What no audit without the engine can check. */
  readonly trusted: readonly Trusted[]
}
