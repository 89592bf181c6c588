import { basename, dirname } from 'node:path'
import { expect, test } from 'vitest'
import { startEngine } from '../engine/start.ts'
import { judgeClaim } from '../judge/judge-claim.ts'
import { hashOf } from '../claim/source-hash.ts'
import type { Claim } from '../claim/claim.ts'

/** Cases of a universal claim under vitest: enough to notice a change, few enough to rerun on every save. */
const CASES = 1500
/** So few cases leave more open than a claim may leave. */
const DEMAND = 0.05

/** Registers a claim's short campaign as a test, when the claim's own file is what vitest runs. */
export function testClaim(claim: Claim, file: string): void {
  if (expect.getState().testPath?.replaceAll('\\', '/') !== file.replaceAll('\\', '/')) return
  test(claim.id, async () => {
    const { engine } = await startEngine('auto')
    const before = engine.tf.memory().numTensors
    const loaded = { claim, theme: basename(dirname(file)), file, sourceHash: await hashOf(file) }
    const short = claim.kind === 'forAll' || claim.kind === 'exists'
    const evidence = await judgeClaim(loaded, {
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
