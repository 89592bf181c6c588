import { expect, test } from 'vitest'
import { batchOf } from '../src/arithmetic/batch.ts'
import { run } from '../src/arithmetic/interval/run.ts'
import { exponential, hedgehog } from '../src/attention/feature-map.ts'
import { linear } from '../src/attention/linear.ts'
import type { Claim } from '../src/claim/claim.ts'
import { ClaimPrograms } from '../src/claim/record-claim.ts'
import { valueAt } from '../src/generate/stream.ts'
import { higherTiers } from '../src/judge/scalar-tiers.ts'
import { Truth } from '../src/program/truth.ts'
import shipped from '../properties/rank/linear-rank-le-m.ts'

// Structure, which the interval tier knows, would decide that the rank of a product is at most its inner extent.
test.each([exponential, hedgehog])(
  'elimination decides the rank of attention with the map $name',
  async (map) => {
    const claim: Claim = { ...shipped, subject: linear(map) }
    const programs = ClaimPrograms.of(claim)
    const { tiers } = await higherTiers()
    const exact = tiers.find(({ tier }) => tier === 'exact')!
    for (let index = 0; index < 30; index++) {
      const batch = batchOf([valueAt(claim.inputs, claim.id, 1, index).value])
      const { definition } = programs.of(0, batch.shapes)
      expect(run(definition, batch).claim[0], `case ${index}`).toBe(Truth.Undecided)
      expect(exact.judge(definition, batch, (said) => said.claim[0])).toBe(Truth.True)
    }
  },
)
