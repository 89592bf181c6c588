import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { CLAIM_KINDS } from '../claim/claim.ts'
import { loadClaim } from '../claim/load-claim.ts'
import { judgeClaim } from '../judge/judge-claim.ts'
import { runCommandLine } from './command-line.ts'
import { REAL_SERVICES } from './services.ts'

const before = process.cwd()
const root = mkdtempSync(join(tmpdir(), 'assay-new-'))
afterAll(() => {
  process.chdir(before)
  rmSync(root, { recursive: true })
})

let [out, err] = ['', '']
beforeEach(() => {
  process.chdir(mkdtempSync(join(root, 'here-')))
  ;[out, err] = ['', '']
})
const run = (...args: string[]): Promise<number> =>
  runCommandLine(['new', ...args], {
    ...REAL_SERVICES,
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
  })
const written = (file: string): string => readFileSync(file, 'utf8')

test.each(CLAIM_KINDS)(
  'a new claim of kind %s is as expected at once, and its note names its control',
  async (kind) => {
    expect(await run('claim', 'order/mine', '--kind', kind)).toBe(0)
    expect(out).toContain('npx assay verify mine')
    const loaded = await loadClaim(join(process.cwd(), 'properties', 'order', 'mine.ts'))
    expect(loaded).toMatchObject({ theme: 'order', claim: { kind, id: 'mine' } })
    const judged = await judgeClaim(loaded, { seed: 1, to: 2000 })
    expect(judged, judged.verdict.reals.meaning).toMatchObject({ asExpected: true })
    const note = written('proofs-notes/order/mine.md')
    expect(note).toMatch(/^# mine$/m)
    for (const { name } of loaded.claim.controls) expect(note).toContain(name)
  },
)

test('a new subject is softmax, by a definition and an implementation', async () => {
  await run('claim', 'order/mine')
  expect(await run('subject', 'my-attention')).toBe(0)
  const file = join(process.cwd(), 'properties', 'order', 'mine.ts')
  const claim = written(file)
    .replace('subject: softmax', 'subject: myAttention')
    .replace(/^/, "import { myAttention } from '../../subjects/my-attention.ts'\n")
  writeFileSync(file, claim)
  const judged = await judgeClaim(await loadClaim(file), { seed: 1, to: 2000 })
  expect(judged).toMatchObject({ asExpected: true, subject: 'my-attention' })
})

test('a new project has a name that a package can have', async () => {
  expect(await run('project', 'My Claims')).toBe(0)
  expect(JSON.parse(written('My Claims/package.json'))).toMatchObject({ name: 'my-claims', type: 'module' })
  expect(written('My Claims/properties/order/first-claim.ts')).toContain("id: 'first-claim'")
})

test('nothing is overwritten, and nothing half written', async () => {
  await run('claim', 'order/mine')
  rmSync('properties/order/mine.ts')
  expect(await run('claim', 'order/mine')).toBe(2)
  expect(err).toContain('proofs-notes/order/mine.md is there already, and nothing was written')
  expect(() => written('properties/order/mine.ts')).toThrow()
})

test.each(['mine', 'order/Mine', 'order/my_claim', 'a/b/c', '../x', 'order/', 'order/-a', '/etc/x'])(
  '%s is no name of a claim',
  async (name) => {
    expect(await run('claim', name)).toBe(2)
    expect(err).toMatch(/is no (name|theme and id)/)
  },
)
