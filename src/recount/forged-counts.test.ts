import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { discover, type Discovered } from '../claim/discover.ts'
import { runCommandLine } from '../cli/command-line.ts'
import { REAL_SERVICES } from '../cli/services.ts'
import { readEvidence } from '../evidence/read.ts'
import type { ClaimEvidence, DecisiveCase, Evidence } from '../evidence/schema.ts'
import { auditedIn } from './audited.fixture.ts'
import { refitted } from './refitted.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'assay-forged-'))
afterAll(() => rmSync(folder, { recursive: true }))
const silent = { write: () => true }
const IDS = [
  'rotary-positions-are-relative',
  'slr-softmax-exponential',
  'relu-exact-one-hot-limit',
  'softmax-row-order-strict',
]
let claims: Discovered
let evidence: Evidence

beforeAll(async () => {
  claims = await discover()
  const options = ['--engine', 'wasm', '--threads', '0', '--cases', '120', '--demand', '0.5']
  await runCommandLine(['verify', ...IDS, ...options, '--out', folder], {
    ...REAL_SERVICES,
    stdout: silent,
    stderr: silent,
  })
  evidence = readEvidence(join(folder, 'evidence.json'))
})

async function audited(forged: Evidence, resample = 90): Promise<string> {
  return (await auditedIn(folder, forged, claims, { resample })).found.join('\n')
}

const of = (id: string): ClaimEvidence => evidence.claims.find((claim) => claim.id === id)!
const forge = (id: string, change: (claim: ClaimEvidence) => void): Promise<Evidence> =>
  refitted(evidence, id, claims, change)

test('what nobody forged is accepted, and fitting it to its counts changes nothing', async () => {
  expect(await audited(evidence, 120)).toBe('')
  for (const id of IDS) expect(await forge(id, () => undefined)).toEqual(evidence)
})

test('an equality that nothing confirms is not supported by a sample that says so', async () => {
  const forged = await forge('rotary-positions-are-relative', (claim) => {
    claim.sample.satisfied = claim.sample.cases
    for (const { sample } of claim.members) sample.satisfied = sample.cases
  })
  expect(of('rotary-positions-are-relative').verdict.reals.status).toBe('consistent')
  expect(forged.claims.find(({ id }) => id === 'rotary-positions-are-relative')!.verdict.reals.status).toBe(
    'supported',
  )
  expect(await audited(forged, 0)).toMatch(/sample of all cases holds cases that are not counted/)
})

test('open cases do not leave the sample', async () => {
  const id = 'relu-exact-one-hot-limit'
  const forged = await forge(id, (claim) => {
    claim.sample.cases = claim.sample.satisfied
    for (const { sample } of claim.members) sample.cases = sample.satisfied
  })
  expect(await audited(forged)).toMatch(/cases are counted as in the sample, and of 90 decided again/)
})

test('cases of one subject, or distribution, are not counted as those of another', async () => {
  const id = 'relu-exact-one-hot-limit'
  const moved = await forge(id, ({ members }) => {
    const [one, other] = members.filter(({ of }) => of === 'subject')
    const many = Math.min(one.cases.undecided, other.cases.satisfied)
    for (const [part, sign] of [
      [one, -1],
      [other, 1],
    ] as const) {
      part.cases.undecided += sign * many
      part.cases.satisfied -= sign * many
      part.sample.satisfied -= sign * many
    }
  })
  expect(await audited(moved)).toMatch(/cases are counted as (undecided|satisfied)( in the sample)? of "/)
  const unnamed = await forge('softmax-row-order-strict', ({ members, inputs }) => {
    const at = members.findLastIndex(({ of }) => of === 'distribution')
    const [{ name }] = members.splice(at, 1)
    delete inputs.distributions[name]
  })
  expect(await audited(unnamed)).toMatch(/is of the distribution ".*", which is not named/)
})

test('a region is as large as the claim on disk says', async () => {
  const forged = structuredClone(evidence)
  for (const { inputs } of forged.claims) for (const region of inputs.coverage) region.atLeast = 0
  expect(await audited(forged, 0)).toMatch(/softmax-row-order-strict: what is said of its regions is/)
})

const invented = (index: number): DecisiveCase => ({
  ...of('relu-exact-one-hot-limit').witnesses[0],
  case: { seed: 1, index },
})

test.each<[string, string, (claim: ClaimEvidence) => void, RegExp]>([
  [
    'a draw that refutes a probability',
    'slr-softmax-exponential',
    (claim) => (claim.counterexample = invented(0)),
    /no single case decides/,
  ],
  [
    'a witness of a claim about all cases',
    'softmax-row-order-strict',
    (claim) => claim.witnesses.push(invented(0)),
    /it has witnesses, and is about all cases/,
  ],
  [
    'a counterexample where no case is violated',
    'softmax-row-order-strict',
    (claim) => (claim.counterexample = invented(0)),
    /counts no case that violates it/,
  ],
  [
    'no witness, where some are counted',
    'relu-exact-one-hot-limit',
    (claim) => (claim.witnesses = []),
    /not a witness for each subject of which it counts some/,
  ],
])('%s is refused', async (_, id, change, says) => {
  expect(await audited(await forge(id, change), 0)).toMatch(says)
})
