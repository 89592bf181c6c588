import { expect, test } from 'vitest'
import type { Claim } from '../claim/claim.ts'
import { type LoadedClaim, withoutFile } from '../claim/load-claim.ts'
import { startEngine } from '../engine/start.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { judgeClaim } from '../judge/judge-claim.ts'
import { type ClaimPlace, placeOf } from '../report/claim-place.ts'
import { failedClaim } from '../report/failed-claim.ts'
import { factsOf } from '../report/reporters/claim-facts.ts'

/** Cases of a universal claim under vitest: enough to notice a change, few enough to rerun on every save. */
const CASES = 1500
/** So few cases leave more open than a claim may leave. */
const DEMAND = 0.05

/** What of a claim becomes an annotation of its test, which every reporter of vitest is told. */
const ANNOTATED = ['over the reals', 'in float32', 'counts', 'replay']

/**
 * Registers a short campaign of a claim, its controls and ablations as a test, called by the claim's id: it passes when
 * all comes out as the claim expects. A probability, or an exponent, is given all its cases. The verdicts are annotations
 * of the test.
 *
 * @example
 * ```ts
 * import { testClaim } from 'attention-assay/vitest'
 * import claim from '../claims/my-claim.js'
 *
 * testClaim(claim)
 * ```
 */
export const testClaim = (claim: Claim): void => register(withoutFile(claim), testClaim)

/**
 * Registers the test of a claim.
 *
 * @param from the function whose caller a failure points at
 */
export function register(loaded: LoadedClaim, from: (...args: never[]) => void): void {
  const { claim, file } = loaded
  const called = new Error()
  Error.captureStackTrace(called, from)
  // It ends by its cases: vitest's five seconds are those of a unit test.
  test(claim.id, { timeout: Infinity }, async ({ annotate }) => {
    const { engine } = await startEngine('auto')
    const before = engine.tf.memory().numTensors
    const short = claim.kind === 'forAll' || claim.kind === 'exists'
    const evidence = await judgeClaim(loaded, {
      engine,
      seed: 1,
      ...(short && { to: Math.min(CASES, claim.cases ?? CASES), demand: DEMAND }),
    })
    const place = file === '' ? undefined : placeOf(loaded)
    for (const [name, value] of factsOf(evidence, place?.name ?? claim.id))
      if (ANNOTATED.includes(name)) await annotate(value, name)
    if (!evidence.asExpected) throw failure(evidence, place, engine.name, called)
    expect(engine.tf.memory().numTensors).toBe(before)
  })
}

/** What the terminal says of a claim that is not as expected, as an error. @param called of the stack that it gets */
function failure(
  evidence: ClaimEvidence,
  place: ClaimPlace | undefined,
  engine: string,
  called: Error,
): Error {
  const { details } = failedClaim(evidence, { engine, ...(place && { place }) })
  const error = new Error(details.join('\n'))
  error.name = 'NotAsExpected'
  error.stack = `${error.name}: ${error.message}\n${String(called.stack).replace(/^[^\n]*\n/, '')}`
  return error
}
