import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { discover, type Discovered } from '../claim/discover.ts'
import { runCommandLine } from '../cli/command-line.ts'
import { REAL_SERVICES } from '../cli/services.ts'
import { readEvidence } from '../evidence/read.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import { auditedIn } from './audited.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'assay-timed-'))
const silent = { write: () => true }
/** Claims with controls, a restriction and a mutant. */
const CLAIMS = ['linear-row-order', 'softmax-tv-tanh']
let claims: Discovered
/** A run whose time ended, by a clock of which every look takes a millisecond, and one without a limit of time. */
let timed: Evidence
let untimed: Evidence

async function run(...args: string[]): Promise<Evidence> {
  const out = join(folder, 'out')
  const services = { ...REAL_SERVICES, stdout: silent, stderr: silent, began: performance.now() }
  await runCommandLine(
    ['verify', ...CLAIMS, ...args, '--engine', 'cpu', '--threads', '0', '--demand', '0.9', '--out', out],
    services,
  )
  return readEvidence(join(out, 'evidence.json'))
}

beforeAll(async () => {
  claims = await discover()
  let now = 0
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now++)
  timed = await run('--budget', '1.2s')
  clock.mockRestore()
  untimed = await run('--cases', '60')
})
afterAll(() => rmSync(folder, { recursive: true }))

async function audited(evidence: Evidence, resample: number | 'all') {
  return (await auditedIn(folder, evidence, claims, { resample })).found.join('\n')
}

const variants = ({ controls, ablations, restrictions, mutants }: ClaimEvidence) => [
  ...controls,
  ...ablations,
  ...restrictions,
  ...mutants,
]
const isOut = (variant: { outOfTime?: boolean | undefined }): boolean => variant.outOfTime === true

test('what a time ended is accepted, with all its cases decided again too', async () => {
  const all = timed.claims.flatMap(variants)
  expect(all.some(isOut)).toBe(true)
  expect(all.some(({ refuted }) => refuted)).toBe(true)
  for (const claim of timed.claims) {
    expect(claim.range.to).toBeGreaterThan(0)
    if (variants(claim).some(isOut)) expect(claim.asExpected).toBe(false)
  }
  expect(await audited(timed, 3)).toBe('')
  expect(await audited(timed, 'all')).toBe('')
})

async function refused(from: Evidence, change: (evidence: Evidence) => void): Promise<string> {
  const changed = structuredClone(from)
  change(changed)
  return audited(changed, 3)
}

const firstOut = ({ claims }: Evidence) => claims.flatMap(variants).find(isOut)!

test('what is not known of a variant is not passed off as known', async () => {
  const { asExpected, ...rest } = timed.claims.find((claim) => variants(claim).some(isOut))!
  expect(asExpected).toBe(false)
  expect(
    await refused(timed, ({ claims }) => (claims.find(({ id }) => id === rest.id)!.asExpected = true)),
  ).toMatch(/asExpected is true/)
  expect(await refused(timed, (evidence) => delete firstOut(evidence).outOfTime)).toMatch(/it is tried on/)
  expect(await refused(timed, (evidence) => (firstOut(evidence).casesTried = 1e6))).toMatch(
    /said to be out of time, and is not/,
  )
  const killed = ({ claims }: Evidence) => claims.flatMap(variants).find(({ refuted }) => refuted)!
  expect(await refused(timed, (evidence) => (killed(evidence).outOfTime = true))).toMatch(
    /said to be out of time, and is not/,
  )
  expect(await refused(timed, (evidence) => (killed(evidence).casesTried = 0))).toMatch(/ends it after/)
})

test('no run without a limit of time says that its time ended', async () => {
  expect(await audited(untimed, 3)).toBe('')
  const standing = ({ claims }: Evidence) => claims[0].restrictions[0]
  expect(
    await refused(untimed, (evidence) =>
      Object.assign(standing(evidence), { casesTried: 9, outOfTime: true }),
    ),
  ).toMatch(/said to be out of time, and is not/)
  expect(await refused(untimed, ({ claims }) => (claims[0].counterexample!.candidates = 9))).toMatch(
    /ended the shrinking of a case/,
  )
})
