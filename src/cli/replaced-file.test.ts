import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { evidenceText } from '../evidence/evidence-text.ts'
import { plantedClaim, plantedEvidence } from '../evidence/planted-evidence.fixture.ts'
import { claimText, folder, PlantedCommandLine } from './planted-command-line.fixture.ts'

const text = evidenceText(plantedEvidence([plantedClaim('a')]))
const files = folder({ 'real/evidence.json': text })
const at = (...names: string[]): string => join(files, ...names)
symlinkSync(at('real'), at('linked'), 'junction')
mkdirSync(at('named'))
symlinkSync(at('real', 'evidence.json'), at('named', 'latest.json'))
const line = new PlantedCommandLine(folder({ 'order/a.js': claimText('a') }))

/** One file by several names: as it is, by a folder that is linked, and by a link to it. */
const NAMES = [at('real', 'evidence.json'), at('linked', 'evidence.json'), at('named', 'latest.json')]

test.each<[string, (read: string) => string[], string]>([
  ['export', (read) => ['export', '--evidence', read, '-o'], '--out'],
  ['certificate', (read) => ['certificate', 'a', '--evidence', read, '-o'], '--out'],
  ['report', (read) => ['report', read, '-o'], '--out'],
  ['merge', (read) => ['merge', read, '-o'], '--out'],
])(
  'assay %s writes over no file that it reads, by whatever links either is reached',
  async (_, command, option) => {
    for (const read of NAMES)
      for (const written of NAMES.slice(0, 2)) {
        expect(await line.run(...command(read), written)).toBe(2)
        expect(line.err).toContain(`is read and would be replaced; name another file with ${option}`)
      }
    expect(readFileSync(NAMES[0], 'utf8')).toBe(text)
  },
)

test('no reporter writes over a baseline', async () => {
  const [baseline, same] = NAMES
  const asked = ['--baseline', baseline, '--out', folder(), '--reporter', `jsonl=${same}`]
  expect(await line.run('verify', ...asked)).toBe(2)
  expect(line.err).toContain('is read and would be replaced; name another file with --reporter')
  expect(readFileSync(baseline, 'utf8')).toBe(text)
})

test('the page of a kill matrix does not take the place of the matrix, and is refused before any work', async () => {
  const out = folder()
  const page = join(out, '.', 'matrix.json')
  expect(await line.run('matrix', '--out', out, '--page', page)).toBe(2)
  expect(line.err).toBe(
    `error: ${page} cannot be written, as ${page} is read and would be replaced; name another file with --page\n`,
  )
})
