import { claimFaults } from '../claim/claim-faults.ts'
import type { Claim } from '../claim/claim.ts'
import { withoutFile } from '../claim/load-claim.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'

/** How a claim is judged by `verify`. */
export interface VerifyOptions {
  /** Cases that are tried; the claim's own number of them when left out. */
  readonly cases?: number
  /** Names the cases, together with their indices; 1 when left out. */
  readonly seed?: number
  /**
   * Where the cases are tried first: the name of an engine, `auto` (when left out) for the first that works, or `none` to
   * decide every case over the reals, with nothing said of float32.
   */
  readonly engine?: string
  /** Takes the place of the largest probability of failure that the claim allows `supported` to leave open. */
  readonly demand?: number
  /** Ends the run between batches. */
  readonly signal?: AbortSignal
}

/** What was found about a claim: as evidence holds it, without what is known of a file only. */
export type Judged = Omit<ClaimEvidence, 'theme' | 'sourceHash' | 'imports'>

/**
 * Judges a claim and its variants, as `assay verify` does, in this thread.
 *
 * @throws {TypeError} when it is no claim; {EngineError} when the engine does not start or fails; the signal's reason
 *
 * @example
 * ```ts
 * import { verify } from 'attention-assay'
 * import claim from './properties/order/my-claim.ts'
 *
 * const { verdict, asExpected } = await verify(claim, { cases: 2000, engine: 'wasm' })
 * console.log(verdict.reals.status, verdict.reals.meaning, asExpected)
 * ```
 */
export async function verify(claim: Claim, options: VerifyOptions = {}): Promise<Judged> {
  const faults = claimFaults(claim)
  if (faults.length > 0) throw new TypeError(`verify needs a claim; what it was given ${faults.join(', ')}`)
  const { cases, seed = 1, engine: name = 'auto', demand, signal } = options
  if (cases !== undefined && !(Number.isSafeInteger(cases) && cases > 0))
    throw new TypeError(`verify needs a number of cases of at least 1, not ${String(cases)}`)
  // Claims import this module too, in every thread, and need no engine there.
  const [{ judgeClaim }, { startEngine }] = await Promise.all([
    import('./judge-claim.ts'),
    import('../engine/start.ts'),
  ])
  const engine = name === 'none' ? undefined : (await startEngine(name)).engine
  const judged: Judged & Partial<ClaimEvidence> = await judgeClaim(withoutFile(claim), {
    seed,
    ...(engine && { engine }),
    ...(cases !== undefined && { to: cases }),
    ...(demand !== undefined && { demand }),
    ...(signal && { signal }),
  })
  // There is no file of which to say them.
  delete judged.theme
  delete judged.sourceHash
  delete judged.imports
  return judged
}
