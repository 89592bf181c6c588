import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { plantedClaim, plantedEvidence } from './planted-evidence.fixture.ts'
import { evidence } from './schema.ts'

describe('the schema of the evidence', () => {
  it('is published as it is: `npx vitest run src/evidence/schema.test.ts -u` writes it anew', async () => {
    const path = fileURLToPath(new URL('evidence.schema.json', import.meta.url))
    const { $schema, ...rest } = z.toJSONSchema(evidence, { target: 'draft-2020-12', io: 'input' })
    const text = JSON.stringify({ $schema, title: 'attention-assay evidence, version 1', ...rest }, null, 2)
    const published = await format(text, { ...(await resolveConfig(path)), parser: 'json' })
    await expect(published).toMatchFileSnapshot(path)
  })

  it('takes the evidence, and nothing that it does not know', () => {
    const good = plantedEvidence([plantedClaim('a')])
    expect(evidence.safeParse(good).success).toBe(true)
    expect(evidence.safeParse({ ...good, mood: 'fine' }).success).toBe(false)
    expect(evidence.safeParse(plantedEvidence([{ ...plantedClaim('a'), extra: 1 } as never])).success).toBe(
      false,
    )
  })

  it.each([NaN, Infinity, -Infinity, -1, 0.5])('refuses %d as a count', (n) => {
    const claim = plantedClaim('a')
    claim.cases.undecided = n
    expect(evidence.safeParse(plantedEvidence([claim])).success).toBe(false)
  })

  it('refuses a number that matters bit for bit in any other form', () => {
    for (const margin of ['0.5', '1e-3', '0x1.8', 'NaN', '']) {
      const claim = plantedClaim('a', { worst: { case: { seed: 1, index: 0 }, margin, bound: '0x0p+0' } })
      expect(evidence.safeParse(plantedEvidence([claim])).success).toBe(false)
    }
  })
})
