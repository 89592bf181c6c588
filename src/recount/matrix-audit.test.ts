import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { discover, type Discovered } from '../claim/discover.ts'
import { runCommandLine } from '../cli/command-line.ts'
import { REAL_SERVICES } from '../cli/services.ts'
import { matrixText } from '../evidence/matrix-file.ts'
import type { Matrix } from '../evidence/matrix-schema.ts'
import { audit } from './evidence-audit.ts'

const folder = mkdtempSync(join(tmpdir(), 'assay-matrix-'))
let claims: Discovered
let matrix: Matrix
let said = ''

beforeAll(async () => {
  claims = await discover()
  const write = (text: string) => (said += text)
  const args = ['--claims', 'row-stochastic-convex-hull', 'softmax-row-order-strict', 'linear-row-order']
  const mutants = [
    '--mutants',
    'output halved',
    'scores ignored',
    'scores clipped',
    'no shift by the maximum',
  ]
  const rest = ['--cases', '40', '--starts', '1', '--out', folder, '--page', join(folder, 'page.md')]
  await runCommandLine(['matrix', ...args, ...mutants, ...rest], {
    ...REAL_SERVICES,
    stdout: { write },
    stderr: { write: () => true },
  })
  matrix = JSON.parse(readFileSync(join(folder, 'matrix.json'), 'utf8')) as Matrix
})
afterAll(() => rmSync(folder, { recursive: true }))

async function findingsOf(changed: Matrix): Promise<string[]> {
  const path = join(folder, 'changed.json')
  const { run, claims: about, mutants, pairs } = changed
  writeFileSync(path, matrixText({ run, claims: about, mutants, pairs }))
  const asked = () => Promise.resolve({ problem: 'none' })
  const { findings } = await audit(path, claims, { resample: 'all', askedRun: asked })
  return findings.map(({ where, what }) => `${where}: ${what}`)
}

test('a matrix is found to be right, and tells what is killed', async () => {
  expect(await findingsOf(matrix)).toEqual([])
  expect(said).toMatch(/output halved .*killed by row-stochastic-convex-hull in case 0/)
  expect(said).toMatch(/3 of 4 broken attentions are killed/)
  const page = readFileSync(join(folder, 'page.md'), 'utf8')
  expect(page).toMatch(/\*\*3 of 4 are killed\*\*/)
  expect(page).toMatch(/- \*\*no shift by the maximum\*\*: Over the reals/)
  expect(page).toMatch(/- linear-row-order: It is false of honest attention too/)
})

const change = (of: (matrix: Matrix) => void): Matrix => {
  const changed = structuredClone(matrix)
  of(changed)
  return changed
}

test.each<[string, (matrix: Matrix) => void, RegExp]>([
  [
    'a kill that is none',
    ({ pairs }) =>
      void (pairs.find(({ mutant }) => mutant === 'no shift by the maximum')!.random.firstViolated = 3),
    /first kill is not that of the pairs/,
  ],
  ['a count', ({ pairs }) => void pairs[0].random.satisfied++, /it comes to/],
  [
    'a walk',
    ({ pairs }) => void (pairs[1].search = { starts: 1, evaluations: 1, firstViolated: null }),
    /it comes to/,
  ],
  ['a pair that is left out', ({ pairs }) => void pairs.shift(), /not put to the broken attentions/],
  [
    'why a claim kills nothing',
    ({ claims }) => void (claims[0].killsNothing = 'It is shy.'),
    /can kill anything is said wrongly/,
  ],
  [
    'the hash of a claim',
    ({ claims }) => void (claims[1].sourceHash = `sha256:${'0'.repeat(64)}`),
    /its file has changed/,
  ],
  ['what a mistake is', ({ mutants }) => void (mutants[0].mistake = 'None.'), /not what this program says/],
  [
    'a mistake that is excused',
    ({ mutants }) => void (mutants[0].equivalent = 'It is one.'),
    /not what this program says/,
  ],
  [
    'the seed of a kill',
    ({ mutants }) => void (mutants.at(-1)!.killed!.case.seed = 2),
    /first kill is not that/,
  ],
  [
    'the truths of a certificate',
    ({ mutants }) => {
      const { certificate } = mutants.at(-1)!.killed!
      certificate.atoms = certificate.atoms.map(({ truth }) => ({
        truth: truth.replace(/[TF]/g, (t) => (t === 'T' ? 'F' : 'T')),
      }))
    },
    /certificate of the kill/,
  ],
])('%s that was altered is found', async (_, alter, found) => {
  expect((await findingsOf(change(alter))).join('\n')).toMatch(found)
})

test('a file that is altered without its digest is found', async () => {
  const path = join(folder, 'edited.json')
  writeFileSync(path, readFileSync(join(folder, 'matrix.json'), 'utf8').replace('"seconds"', '"seconds" '))
  const asked = () => Promise.resolve({ problem: 'none' })
  const { findings } = await audit(path, claims, { resample: 0, askedRun: asked })
  expect(findings.map(({ what }) => what)).toContain('its digest is that of another text')
})
