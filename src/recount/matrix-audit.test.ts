import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { discover, type Discovered } from '../claim/discover.ts'
import { askedBy } from '../cli/asked-by.ts'
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

async function findingsOf(changed: Matrix, resample: number | 'all' = 'all'): Promise<string[]> {
  const path = join(folder, 'changed.json')
  const { run, claims: about, mutants, pairs } = changed
  writeFileSync(path, matrixText({ run, claims: about, mutants, pairs }))
  const { findings } = await audit(path, claims, { resample, ...askedBy(claims, [], REAL_SERVICES) })
  return findings.map(({ where, what }) => `${where}: ${what}`)
}

test('a matrix is found to be right, and tells what is killed', async () => {
  expect(await findingsOf(matrix)).toEqual([])
  expect(said).toMatch(/output halved .*killed by row-stochastic-convex-hull in case \d\b/)
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
    ({ pairs }) => void (pairs[1].search = { starts: 1, moved: 1, evaluations: 1, firstViolated: null }),
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

const OTHER = { cases: 9, satisfied: 5, firstViolated: null }

test.each<[string, (matrix: Matrix) => void, RegExp]>([
  [
    'mistakes that nothing kills are left out',
    (matrix) => {
      const alive = matrix.mutants.filter(({ killed }) => !killed).map(({ name }) => name)
      matrix.mutants = matrix.mutants.filter(({ name }) => !alive.includes(name))
      matrix.pairs = matrix.pairs.filter(({ mutant }) => !alive.includes(mutant))
    },
    /which broken attentions there are is .*the command says .*no shift by the maximum/,
  ],
  [
    'a claim is left out',
    (matrix) => {
      const [{ id }] = matrix.claims.splice(0, 1)
      matrix.pairs = matrix.pairs.filter(({ claim }) => claim !== id)
    },
    /which claims are put to them is/,
  ],
  ['a claim stands there twice', ({ claims }) => void claims.push(claims[0]), /a claim stands in it twice/],
  [
    'a pair of another claim',
    ({ pairs, mutants: [{ name }] }) =>
      void pairs.push({ claim: 'softmax-tv-tanh', mutant: name, random: OTHER, search: null }),
    /pairs of claims that it does not hold/,
  ],
  ['a number of cases', ({ run }) => void (run.cases = 1000), /its cases is 1000, and the command says 40/],
  ['a command', ({ run }) => void (run.command = 'assay verify'), /command cannot be followed/],
  ['another program', ({ run }) => void (run.tool = 'another'), /said to come from another/],
  [
    'a kill by an earlier case, which does not kill',
    (matrix) => {
      const { name, killed } = matrix.mutants.find(
        ({ killed }) => killed?.by === 'random' && killed.case.index > 0,
      )!
      const pair = matrix.pairs.find(({ claim, mutant }) => claim === killed!.claim && mutant === name)!
      pair.random = { cases: 1, satisfied: 0, firstViolated: 0 }
      killed!.case.index = 0
    },
    /its case does not kill it/,
  ],
])('without pairs that are attacked anew: %s', async (_, alter, found) => {
  expect((await findingsOf(change(alter), 0)).join('\n')).toMatch(found)
})

test.each([
  ['"seconds"', '"seconds" ', 'it is not laid out as this program writes it'],
  ['"node": "', '"node": "x', 'it was changed after it was written: its digest is not that of its contents'],
])('a file that is altered without its digest is found, at %s', async (part, other, says) => {
  const path = join(folder, 'edited.json')
  writeFileSync(path, readFileSync(join(folder, 'matrix.json'), 'utf8').replace(part, other))
  const { findings } = await audit(path, claims, { resample: 0, ...askedBy(claims, [], REAL_SERVICES) })
  expect(findings.map(({ what }) => what)).toContain(says)
})
