import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { evidenceText } from '../evidence/evidence-text.ts'
import { plantedEvidence } from '../evidence/planted-evidence.fixture.ts'
import { fittingClaim } from '../recount/fitting-claim.fixture.ts'
import { folder, PlantedCommandLine } from './planted-command-line.fixture.ts'

const files = folder({
  'evidence.json': evidenceText(plantedEvidence([fittingClaim('a-2'), fittingClaim('a-two')])),
  'none.json': evidenceText(plantedEvidence([])),
})
const at = (name: string): string => join(files, name)
const planted = new PlantedCommandLine(folder())
const from = (...argv: string[]): Promise<number> =>
  planted.run('export', '--format', 'latex', '--evidence', at('evidence.json'), ...argv)

test('writes the claims that are named, to a file or to standard output', async () => {
  expect(await from('a-two')).toBe(0)
  expect(planted.out).toContain(String.raw`\newcommand*{\assayATwoCases}{500}`)
  const printed = planted.out
  expect(await from('a-two', '-o', at('evidence.tex'))).toBe(0)
  expect(readFileSync(at('evidence.tex'), 'utf8')).toBe(printed)
  expect(planted.out).toBe(`1 claim written to ${at('evidence.tex')}\n`)
})

test('refuses names that collide, claims that there are not, and evidence without claims', async () => {
  expect(await from()).toBe(2)
  expect(planted.err).toMatch(
    /^error: \\assayATwoReals would be of the claim a-2 and of the claim a-two; export them/,
  )
  expect(await from('a-3')).toBe(2)
  expect(planted.err).toContain('did you mean a-2')
  expect(await planted.run('export', '--evidence', at('none.json'))).toBe(2)
  expect(planted.err).toContain('holds no claim; `assay cite NAME` tells')
})
