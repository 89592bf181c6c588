import { expect, test } from 'vitest'
import type { Claim } from '../claim/claim.ts'
import { withoutFile } from '../claim/load-claim.ts'
import { startEngine } from '../engine/start.ts'
import { judgeClaim } from '../judge/judge-claim.ts'

/** Cases of a universal claim under vitest: enough to notice a change, few enough to rerun on every save. */
const CASES = 1500
/** So few cases leave more open than a claim may leave. */
const DEMAND = 0.05

/**
 * Registers a short campaign of a claim, its controls and ablations as a test, called by the claim's id: it passes when
 * all comes out as the claim expects. A probability, or an exponent, is given all its cases.
 *
 * @example
 * ```ts
 * import { testClaim } from 'attention-assay/vitest'
 * import claim from '../claims/my-claim.js'
 *
 * testClaim(claim)
 * ```
 */
export function testClaim(claim: Claim): void {
  test(claim.id, async () => {
    const { engine } = await startEngine('auto')
    const before = engine.tf.memory().numTensors
    const short = claim.kind === 'forAll' || claim.kind === 'exists'
    const evidence = await judgeClaim(withoutFile(claim), {
      engine,
      seed: 1,
      ...(short && { to: CASES, demand: DEMAND }),
    })
    expect(evidence.error).toBeUndefined()
    expect(evidence.rechecked.contradictions).toEqual([])
    expect(evidence.controls.filter((c) => !c.refuted)).toEqual([])
    expect(evidence.ablations.filter((a) => !a.refuted)).toEqual([])
    expect(evidence, evidence.verdict.reals.meaning).toMatchObject({ asExpected: true })
    expect(engine.tf.memory().numTensors).toBe(before)
  })
}
