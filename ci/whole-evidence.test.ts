import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { evidenceText } from '../src/evidence/evidence-text.ts'
import { plantedEvidence } from '../src/evidence/planted-evidence.fixture.ts'
import { fittingClaim } from '../src/recount/fitting-claim.fixture.ts'
import { wholeEvidence } from './whole-evidence.ts'

const folder = mkdtempSync(join(tmpdir(), 'assay-whole-'))
afterAll(() => rmSync(folder, { recursive: true }))

const good = plantedEvidence([fittingClaim('a')])
const { run } = good

test.each<[string, string, RegExp]>([
  ['altered', evidenceText(good).replace('"seed": 1', '"seed": 2'), /cannot be shown: its digest is not/],
  ['incomplete', evidenceText({ ...good, complete: false }), /is a part of a run/],
  ['of a shard', evidenceText({ ...good, run: { ...run, shard: { number: 1, of: 2 } } }), /merge its shards/],
  ['without a claim', evidenceText({ ...good, run: { ...run, selected: ['a', 'b'] } }), /is a part of a run/],
])('no page is made of evidence that is %s', async (_, text, says) => {
  const path = join(folder, 'evidence.json')
  writeFileSync(path, text)
  await expect(wholeEvidence(path)).rejects.toThrow(says)
  writeFileSync(path, evidenceText(good))
  expect((await wholeEvidence(path)).claims).toHaveLength(1)
})

test('no generator of pages reads evidence in another way', () => {
  const here = new URL('./', import.meta.url)
  const reading = readdirSync(here).filter(
    (name) =>
      /(?<!\.test)\.ts$/.test(name) &&
      /\b(readEvidence|parseEvidence)\(/.test(readFileSync(new URL(name, here), 'utf8')),
  )
  expect(reading).toEqual([])
})
