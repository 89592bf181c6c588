import { join } from 'node:path'
import { expect, test } from 'vitest'
import { evidenceText } from '../evidence/evidence-text.ts'
import { plantedEvidence } from '../evidence/planted-evidence.fixture.ts'
import { fittingClaim } from '../recount/fitting-claim.fixture.ts'
import { folder, PlantedCommandLine } from './planted-command-line.fixture.ts'

const text = evidenceText(plantedEvidence([fittingClaim('a-b')]))
const files = folder({
  'evidence.json': text,
  'altered.json': text.replace('No violation in 500', 'No violation in 505'),
  'indented.json': JSON.stringify(JSON.parse(text), null, 4),
  'twice.json': evidenceText(plantedEvidence([fittingClaim('a-b'), fittingClaim('a-b')])),
  'cut.json': text.slice(0, 500),
  'old.json': text.replace('"version": 2', '"version": 1'),
})
const at = (name: string): string => join(files, name)
const planted = new PlantedCommandLine(folder())
const cite = (...argv: string[]): Promise<number> => planted.run('cite', ...argv)

test('a claim is cited by its id or by its file, in each format', async () => {
  expect(await cite('a-b', '--evidence', at('evidence.json'))).toBe(0)
  const said = planted.out
  expect(said).toMatch(/^Claim “The claim a-b” \(a-b\) .* evidence sha256:[0-9a-f]{64}\.\n$/)
  expect(await cite('properties/order/a-b.ts', '--evidence', at('evidence.json'))).toBe(0)
  expect(planted.out).toBe(said)
  for (const [format, begins] of Object.entries({
    bibtex: '@misc{',
    latex: 'Claim \\text',
    markdown: 'Claim “',
  })) {
    expect(await cite('a-b', '--evidence', at('evidence.json'), '--format', format)).toBe(0)
    expect(planted.out).toContain(begins)
  }
  expect(await cite('a-b', '--evidence', at('evidence.json'), '--format', 'word')).toBe(2)
})

test('without evidence it says which command makes it', async () => {
  expect(await cite('a-b', '--evidence', 'nowhere/evidence.json')).toBe(2)
  expect(planted.err).toBe(
    'error: there is no evidence nowhere/evidence.json; `assay verify a-b --out nowhere` makes it, or name another file by --evidence\n',
  )
})

test.each([
  ['altered.json', 'cannot be cited: its digest is not that of its contents, so it was changed'],
  ['indented.json', 'cannot be cited: its digest is not that of its contents'],
  ['twice.json', 'cannot be cited: it holds the claim a-b twice'],
  ['cut.json', 'is cut off'],
  ['old.json', 'has version 1 of the format'],
])('%s is not cited', async (name, said) => {
  expect(await cite('a-b', '--evidence', at(name))).toBe(2)
  expect(planted.err).toContain(said)
  expect(planted.out).toBe('')
})

test('a claim that the evidence does not speak of is not cited', async () => {
  expect(await cite('a-c', '--evidence', at('evidence.json'))).toBe(2)
  expect(planted.err).toContain('did you mean a-b?')
})
