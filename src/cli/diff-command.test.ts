import { join } from 'node:path'
import { expect, test } from 'vitest'
import { evidenceText } from '../evidence/evidence-text.ts'
import { plantedEvidence } from '../evidence/planted-evidence.fixture.ts'
import { fittingClaim } from '../recount/fitting-claim.fixture.ts'
import { folder, PlantedCommandLine } from './planted-command-line.fixture.ts'

const old = fittingClaim('a')
const worse = fittingClaim('a', ({ rechecked }) => rechecked.contradictions.push({ seed: 1, index: 3 }))
const { subject, ...rest } = old
const files = folder({
  'old.json': evidenceText(plantedEvidence([old])),
  'worse.json': evidenceText(plantedEvidence([worse])),
  'twice.json': evidenceText(plantedEvidence([old, old])),
  'damaged.json': JSON.stringify(plantedEvidence([{ ...rest, subject: subject.length } as never])),
  'altered.json': evidenceText(plantedEvidence([old])).replace('"seed": 1', '"seed": 2'),
  'none.json': '{}',
})
const at = (name: string): string => join(files, name)
const planted = new PlantedCommandLine(folder())

test.each([
  [['worse.json'], 0],
  [['worse.json', '--fail-on', 'regression'], 1],
  [['old.json', '--fail-on', 'regression'], 0],
  [['worse.json', '--fail-on', 'anything'], 2],
])('diff %j answers %d', async ([name, ...options], code) => {
  expect(await planted.run('diff', at('old.json'), at(name), ...options)).toBe(code)
})

test('in each format it says what differs', async () => {
  await planted.run('diff', at('old.json'), at('worse.json'))
  expect(planted.out).toBe(
    'Regressions\n  a\n    reals: supported → inconclusive\n    as expected: yes → no\n\n2 regressions; claims: 1 differ, 0 do not, 0 new, 0 lost\n',
  )
  await planted.run('diff', at('old.json'), at('worse.json'), '--format', 'markdown')
  expect(planted.out).toContain('### Regressions\n\n- a\n  - reals: supported → inconclusive\n')
  await planted.run('diff', at('old.json'), at('worse.json'), '--format', 'json')
  expect(JSON.parse(planted.out)).toMatchObject({ regressions: 2, claims: [{ id: 'a' }] })
})

test.each([
  ['none.json', 'is not a file of evidence'],
  ['damaged.json', 'is damaged: claims[0].subject'],
  ['twice.json', 'twice.json cannot be compared: it holds the claim a twice'],
  ['altered.json', 'altered.json cannot be compared: its digest is not that of its contents'],
  ['missing.json', 'there is no file'],
])('%s is refused', async (name, said) => {
  expect(await planted.run('diff', at('old.json'), at(name))).toBe(2)
  expect(planted.err).toContain(said)
})
