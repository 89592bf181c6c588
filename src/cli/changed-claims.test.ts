import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { discover } from '../claim/discover.ts'
import { evidenceText } from '../evidence/evidence-text.ts'
import { readEvidence } from '../evidence/read.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import { auditedIn } from '../recount/audited.fixture.ts'
import { runCommandLine } from './command-line.ts'
import * as installation from './installation.ts'
import { folder } from './planted-command-line.fixture.ts'
import { readBaseline } from './resume.ts'
import { REAL_SERVICES } from './services.ts'

// A checkout with changes takes nothing over.
beforeAll(() => void vi.spyOn(installation, 'toolCommit').mockReturnValue('abc'))
afterAll(() => void vi.restoreAllMocks())

const claimFile = new URL('../../properties/order/softmax-row-order-strict.ts', import.meta.url)
const text = (id: string): string =>
  `import '../helpers/${id}.ts'\n${readFileSync(claimFile, 'utf8').replaceAll('softmax-row-order-strict', id).replace(", float32: 'refuted'", '')}`

/** Two claims, each with a file that it imports. */
const root = folder({
  'claims/one.ts': text('one'),
  'claims/two.ts': text('two'),
  'helpers/one.ts': '',
  'helpers/two.ts': '',
})
const claims = join(root, 'claims')
const out = folder()
const baseline = join(folder(), 'baseline.json')
let err = ''
let before: Evidence

async function verify(...args: string[]): Promise<Evidence> {
  err = ''
  const stderr = { write: (said: string) => void (err += said) }
  const services = { ...REAL_SERVICES, stdout: { write: () => true }, stderr }
  const run = ['verify', claims, '--engine', 'cpu', '--threads', '0', '--cases', '40', '--demand', '0.5']
  await runCommandLine([...run, '--out', out, ...args], services)
  return readEvidence(join(out, 'evidence.json'))
}

/** What is wrong with evidence, and what was not checked. */
async function audited(evidence: Evidence, ...baselines: string[]) {
  const files = baselines.map((file) => ({ path: file, ...readBaseline(file) }))
  const options = { resample: 3, baselines: files }
  const { found, unchecked } = await auditedIn(out, evidence, await discover([claims]), options, [claims])
  return { wrong: found.join('\n'), unchecked: unchecked.join('\n') }
}

const marks = ({ claims }: Evidence) => claims.map(({ id, baseline }) => [id, baseline !== undefined])
const claimIn = ({ claims }: Evidence, id: string): ClaimEvidence => claims.find((claim) => claim.id === id)!

beforeAll(async () => {
  await verify()
  writeFileSync(baseline, readFileSync(join(out, 'evidence.json')))
  before = readEvidence(baseline)
})

test('only a claim of which an import changed is judged, and the audit accepts the others', async () => {
  writeFileSync(join(root, 'helpers/two.ts'), 'export {}')
  const now = await verify('--changed')
  expect(err).toMatch(/two is done again: \.\.\/helpers\/two.ts has changed\n1 of 2 claims are taken over/)
  expect(marks(now)).toEqual([
    ['one', true],
    ['two', false],
  ])
  expect(now.run.baselines).toMatchObject([{ digest: before.digest, commit: 'abc', seed: 1, engine: 'cpu' }])
  const { wrong, unchecked } = await audited(now)
  expect(wrong).toBe('')
  expect(unchecked).toMatch(/--baseline FILE compares them/)
  expect(await audited(now, baseline)).toMatchObject({ wrong: '' })
  // What was judged now can be taken over next, and what was taken over stays so.
  const next = await verify('--changed')
  expect(next.run.baselines!.map(({ digest }) => digest)).toEqual([before.digest, now.digest])
  expect((await audited(next)).wrong).toBe('')
})

test('a claim with another source is not passed off as unchanged', async () => {
  const now = await verify('--baseline', baseline)
  expect(marks(now)).toEqual([
    ['one', true],
    ['two', false],
  ])
  const forge = (old: ClaimEvidence): Evidence => ({
    ...now,
    claims: [claimIn(now, 'one'), { ...old, baseline: before.digest! }],
  })
  expect((await audited(forge(claimIn(before, 'two')))).wrong).toMatch(/two: .*helpers\/two.ts has changed/)
  const { imports, sourceHash } = claimIn(now, 'two')
  const { wrong } = await audited(forge({ ...claimIn(before, 'two'), imports, sourceHash }), baseline)
  expect(wrong).toMatch(/two does not stand so in /)
})

test('what is said of a baseline is refused where it does not fit', async () => {
  const now = await verify('--baseline', baseline)
  const said = async (change: (evidence: Evidence) => void): Promise<string> => {
    const changed = structuredClone(now)
    change(changed)
    return (await audited(changed)).wrong
  }
  const named = ({ run }: Evidence) => run.baselines![0]
  expect(await said((each) => (named(each).seed = 2))).toMatch(/has the seed 2, this one 1/)
  expect(await said((each) => (named(each).commit = 'def'))).toMatch(/commit def of the program/)
  expect(await said((each) => (named(each).engine = 'wasm'))).toMatch(/of the engine wasm/)
  expect(await said((each) => delete each.run.baselines)).toMatch(/a file that is not named/)
  expect(await said((each) => delete claimIn(each, 'one').baseline)).toMatch(/has none of them/)
  const command = now.run.command.replace(/ --baseline \S+/, '')
  expect(await said((each) => (each.run.command = command))).toMatch(/the command takes over none/)
})

test('a baseline that is missing or damaged is refused', async () => {
  await verify('--baseline', join(out, 'none.json'))
  expect(err).toMatch(/there is no file .*none.json/)
  const damaged = join(folder(), 'damaged.json')
  writeFileSync(damaged, readFileSync(baseline, 'utf8').replace('"seed": 1', '"seed": 2'))
  await verify('--baseline', damaged)
  expect(err).toMatch(/damaged.json is not as it was written/)
})

test('a verdict that its counts do not make is taken over neither from a baseline nor by --resume', async () => {
  const forged = structuredClone(before)
  const one = claimIn(forged, 'one')
  one.verdict.reals.meaning = 'Whatever was tried.'
  one.controls.pop()
  const file = join(out, 'evidence.json')
  for (const args of [['--baseline', baseline], ['--resume']]) {
    writeFileSync(baseline, evidenceText(forged))
    writeFileSync(file, evidenceText(forged))
    const now = await verify(...args)
    expect(err).toMatch(
      /one is done again: what is said of it is no evidence: the sentence of the verdict over/,
    )
    expect(claimIn(now, 'one').verdict).toEqual(claimIn(before, 'one').verdict)
    expect(claimIn(now, 'one').controls).toEqual(claimIn(before, 'one').controls)
  }
})

test('a certificate that is about another claim is taken over neither from a baseline nor by --resume', async () => {
  const forged = structuredClone(before)
  claimIn(forged, 'one').controls[0].certificate!.claim = 'other'
  for (const args of [['--baseline', baseline], ['--resume']]) {
    for (const file of [baseline, join(out, 'evidence.json')]) writeFileSync(file, evidenceText(forged))
    const now = await verify(...args)
    expect(err).toMatch(/one is done again: .* the certificate of ".*" of one is about something else/)
    expect(claimIn(now, 'one').controls).toEqual(claimIn(before, 'one').controls)
  }
})
