import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { discover } from '../claim/discover.ts'
import { runCommandLine } from '../cli/command-line.ts'
import { REAL_SERVICES } from '../cli/services.ts'
import { failedClaim } from '../report/failed-claim.ts'
import { readEvidence } from '../evidence/read.ts'
import type { Evidence } from '../evidence/schema.ts'
import { auditedIn } from './audited.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'assay-runs-'))
afterAll(() => rmSync(folder, { recursive: true }))
const silent = { write: () => true }
const around = { ...REAL_SERVICES, stdout: silent, stderr: silent }

/** A copy of a claim of the package, in a folder of its own, with other text in it. */
function planted(id: string, from: RegExp, to: string): string {
  const original = new URL('../../properties/order/softmax-row-order-strict.ts', import.meta.url)
  const text = readFileSync(original, 'utf8').replaceAll('softmax-row-order-strict', id).replace(from, to)
  writeFileSync(join(folder, `${id}.ts`), text)
  return join(folder, `${id}.ts`)
}

async function run(...args: string[]): Promise<Evidence> {
  const out = join(folder, 'out')
  await runCommandLine(['verify', ...args, '--engine', 'wasm', '--threads', '0', '--out', out], around)
  return readEvidence(join(out, 'evidence.json'))
}

async function audited(evidence: Evidence, resample: number | 'all' = 'all', places: string[] = []) {
  return auditedIn(folder, evidence, await discover(places), { resample }, places)
}

const TWO = ['linear-row-order', 'softmax-row-order-strict', '--cases', '40', '--demand', '0.5']

describe('a run that was interrupted', () => {
  test('is accepted, and the claims that it did not reach are named', async () => {
    const whole = await run(...TWO)
    const half = { ...whole, complete: false, claims: whole.claims.slice(0, 1) }
    const { found, unchecked, trusted } = await audited(half)
    expect(found).toEqual([])
    expect(unchecked.join('\n')).toMatch(
      /interrupted; of 1 claims there is nothing: softmax-row-order-strict/,
    )
    expect(trusted.map(({ path }) => path)).toContain('complete')
    expect((await audited({ ...half, complete: true })).found.join('\n')).toMatch(/is missing/)
    expect((await audited({ ...half, claims: [] })).found.join('\n')).toMatch(/it holds no claims/)
    const renamed = { ...whole, run: { ...whole.run, command: whole.run.command.replace('40', '41') } }
    expect((await audited(renamed, 3)).found.join('\n')).toMatch(/end at 40, and the command ends at 41/)
  })
})

describe('a claim that failed', () => {
  test('is accepted, and is made to fail again', async () => {
    const file = planted(
      'fails-now',
      /check: \(/,
      "check: (() => { throw new Error('no such luck') }) as never, assuming: (",
    )
    const evidence = await run(file, '--cases', '20')
    expect(evidence.claims[0].error?.message).toMatch(/^no such luck \(fails-now\.ts:\d+\)$/)
    expect((await audited(evidence, 'all', [file])).found).toEqual([])
    const other = structuredClone(evidence)
    other.claims[0].error!.message = 'bad luck'
    expect((await audited(other, 3, [file])).found.join('\n')).toMatch(/here it fails with: no such luck/)
  })

  test('is not what an error beside a verdict makes of it', async () => {
    const evidence = await run(...TWO)
    evidence.claims[0].error = { message: 'it failed' }
    expect((await audited(evidence, 3)).found.join('\n')).toMatch(/it failed, and cases.satisfied is/)
  })
})

describe('a variant that failed', () => {
  test('takes nothing from its claim, says where it failed, and is made to fail again', async () => {
    const file = planted(
      'control-fails',
      /controls: \[/,
      "controls: [{ name: 'unlucky', check: () => { throw new Error('no such luck') } },",
    )
    const evidence = await run(file, '--cases', '40', '--demand', '0.5')
    const [claim] = evidence.claims
    expect(claim).toMatchObject({ verdict: { reals: { status: 'supported' } }, asExpected: false })
    const [unlucky, ...others] = claim.controls
    expect(unlucky).toMatchObject({ refuted: false, casesTried: 0, error: { case: { seed: 1, index: 0 } } })
    expect(unlucky.error!.message).toMatch(/^no such luck \(control-fails\.ts:\d+\)$/)
    expect(others.every(({ refuted }) => refuted)).toBe(true)
    expect(failedClaim(claim).details.join('\n')).toMatch(
      /^control "unlucky": expected an answer, .*\n {2}It failed on case 0: no such luck/m,
    )
    for (const sample of [3, 'all'] as const)
      expect((await audited(evidence, sample, [file])).found).toEqual([])
    const refused = async (at: number, changed: object): Promise<string> => {
      const other = structuredClone(evidence)
      Object.assign(other.claims[0].controls[at], changed)
      return (await audited(other, 3, [file])).found.join('\n')
    }
    const { message } = unlucky.error!
    expect(await refused(0, { error: { message: 'bad luck', case: { seed: 1, index: 0 } } })).toMatch(
      /here it fails with: no/,
    )
    expect(await refused(0, { error: undefined })).toMatch(/stands after 0 cases/)
    expect(await refused(0, { refuted: true })).toMatch(/failed, and something is said of it/)
    expect(await refused(1, { error: { message } })).toMatch(/failed, and something is said of it/)
    const nowhere = structuredClone(evidence)
    delete nowhere.claims[0].controls[0].error!.case
    const { found, trusted } = await audited(nowhere, 3, [file])
    expect(found).toEqual([])
    expect(trusted.map(({ path }) => path)).toContain('claims[].controls[].error')
  })
})

test('walks that other arithmetics decided are not walked again, and the audit says so', async () => {
  const evidence = await run('softmax-tv-tanh', '--attack', 'gradient', '--starts', '1', '--cases', '40')
  expect((await audited(evidence, 3)).unchecked.join('\n')).not.toMatch(/where walks lead/)
  evidence.run.arithmetics.mpfr = 'another'
  const { found, unchecked } = await audited(evidence, 3)
  expect(found).toEqual([])
  expect(unchecked.join('\n')).toMatch(/where walks lead, which is walked again only where/)
  evidence.claims[0].search!.mutants.pop()
  expect((await audited(evidence, 3)).found.join('\n')).toMatch(
    /search is not one that the claim on disk has/,
  )
})

test('a claim that says nothing of what is tight has no ratio', async () => {
  const evidence = await run(...TWO)
  evidence.claims[1].tightness = { case: { seed: 1, index: 0 }, atLeast: '0x1p-1' }
  expect((await audited(evidence, 3)).found.join('\n')).toMatch(/does not say what is tight/)
})

describe('a malformed part', () => {
  test('is a finding beside the others', async () => {
    const evidence = await run(...TWO)
    const [refuted, other] = evidence.claims
    refuted.counterexample!.shrunk.q.shape = [7, 1, 2]
    refuted.counterexample!.certificate!.inputs.q.data = []
    other.title = 'Another title'
    const { found } = await audited(evidence, 3)
    expect(found.join('\n')).toMatch(/linear-row-order: its decisive cases cannot be checked|counterexample/)
    expect(found.join('\n')).toMatch(/its title is not/)
  })

  test('of a range near the end of the whole numbers is too, at once', async () => {
    const evidence = await run(...TWO)
    const [claim] = evidence.claims
    for (const [to, says] of [
      [Number.MAX_SAFE_INTEGER, /the limit "tails"/],
      [2e8, /more than are decided again/],
    ] as const) {
      claim.range = { from: 0, to }
      claim.cases.violated = to - claim.cases.satisfied
      expect((await audited(evidence)).found.join('\n')).toMatch(says)
      expect((await audited(evidence, 3)).found.length).toBeGreaterThan(0)
    }
  })
})

test('a sample that contradicts a count is a refusal', async () => {
  const evidence = await run(...TWO)
  const { cases } = evidence.claims[0]
  Object.assign(cases, { satisfied: cases.satisfied + cases.violated - 1, violated: 1 })
  expect((await audited(evidence, 39)).found.join('\n')).toMatch(
    /1 of 40 cases are counted as violated, and of 39/,
  )
})
