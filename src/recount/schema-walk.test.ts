import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { discover, type Discovered } from '../claim/discover.ts'
import { askedBy } from '../cli/asked-by.ts'
import { runCommandLine } from '../cli/command-line.ts'
import { toolVersion } from '../cli/installation.ts'
import { REAL_SERVICES } from '../cli/services.ts'
import { evidenceText } from '../evidence/evidence-text.ts'
import { EvidenceError, readEvidence } from '../evidence/read.ts'
import { evidence as schema, type ClaimEvidence, type Evidence } from '../evidence/schema.ts'
import { judgeClaim } from '../judge/judge-claim.ts'
import { mergeShards } from '../report/merge/merge.ts'
import { alterations } from './alterations.fixture.ts'
import { BEYOND_SAMPLE } from './beyond-sample.ts'
import { auditedIn } from './audited.fixture.ts'
import type { Judge } from './judged-again.ts'
import { isWithin } from './trusted.ts'

/** Claims of every kind, with a mutant, several subjects, an equality, and restrictions, that take little time. */
const RUNS: readonly (readonly string[])[] = [
  ['softmax-row-order-strict'],
  ['linear-row-order'],
  ['inline-is-first-order-softmax'],
  ['slr-softmax-exponential', '--recheck', 'all'],
  ['favor-kernel-unbiased-trigonometric'],
  ['softmax-tv-tanh', '--attack', 'gradient', '--starts', '2'],
  ['permutation-equivariance', '--cases-from', '100', '--cases-to', '160'],
  ['softmax-never-lowers-rank'],
  ['linear-never-injective'],
]

const folder = mkdtempSync(join(tmpdir(), 'assay-walk-'))
const silent = { write: () => true }
const around = { ...REAL_SERVICES, stdout: silent, stderr: silent }
let claims: Discovered
const files: Evidence[] = []

beforeAll(async () => {
  claims = await discover()
  for (const [i, run] of RUNS.entries()) {
    const out = join(folder, String(i))
    const cases = run.includes('--cases-to') ? [] : ['--cases', '60']
    const args = [
      'verify',
      ...run,
      ...cases,
      '--engine',
      'wasm',
      '--demand',
      '0.5',
      '--threads',
      '0',
      '--out',
      out,
    ]
    await runCommandLine(args, around)
    files.push(readEvidence(join(out, 'evidence.json')))
  }
  const shards: string[] = []
  for (const shard of ['1/2', '2/2']) {
    const out = join(folder, `shard-${shards.length}`)
    const options = [
      '--cases',
      '60',
      '--engine',
      'wasm',
      '--threads',
      '0',
      '--demand',
      '0.5',
      '--shard',
      shard,
    ]
    await runCommandLine(['verify', 'softmax-row-order-strict', ...options, '--out', out], around)
    shards.push(join(out, 'evidence.json'))
  }
  files.push(
    readEvidence(shards[1]),
    await mergeShards(shards, claims, {
      command: 'assay merge',
      version: toolVersion(),
      ...askedBy(claims, [], REAL_SERVICES),
    }),
  )
})
afterAll(() => rmSync(folder, { recursive: true }))

const judged = new Map<string, Promise<ClaimEvidence>>()
/** Nothing that is altered here changes what a claim comes to, so it need not be found more than once. */
const judgeOnce: Judge = (loaded, { seed, from, to, shard, recheck, demand, starts }) => {
  const key = JSON.stringify([loaded.claim.id, seed, from, to, shard, recheck, demand, starts])
  if (!judged.has(key))
    judged.set(
      key,
      judgeClaim(loaded, {
        seed,
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to }),
        ...(shard && { shard }),
        ...(recheck && { recheck }),
        ...(demand !== undefined && { demand }),
        ...(starts !== undefined && { starts }),
      }),
    )
  return judged.get(key)!
}

const audited = (evidence: Evidence, resample: number | 'all') =>
  auditedIn(folder, evidence, claims, { resample, judge: judgeOnce })

/** What an audit answers to an alteration. */
async function answer(changed: Evidence, path: string): Promise<'refused' | 'all' | 'trusted' | 'none'> {
  try {
    const { findings, trusted } = await audited(changed, 3)
    if (findings.length > 0) return 'refused'
    if (isWithin(path, trusted)) return 'trusted'
    if (!isWithin(path, BEYOND_SAMPLE)) return 'none'
    return (await audited(changed, 'all')).findings.length > 0 ? 'all' : 'none'
  } catch (error) {
    if (error instanceof EvidenceError) return 'refused'
    throw error
  }
}

test('evidence that nobody altered is accepted', async () => {
  for (const file of files) {
    expect((await audited(file, 60)).findings).toEqual([])
    expect((await audited(file, 'all')).findings).toEqual([])
  }
})

describe('every field, altered', () => {
  test('is refused, refused with --resample all, or named as trusted', async () => {
    const seen = new Set<string>()
    const counts = { refused: 0, all: 0, trusted: 0, none: 0 }
    const unanswered: string[] = []
    for (const file of files)
      for (const { path, how, value } of alterations(schema, file, files)) {
        const key = `${path.startsWith('claims[]') ? file.claims[0].kind : ''} ${path} ${how}`
        if (seen.has(key) || /^(digest|format|version)/.test(path)) continue
        const parsed = schema.safeParse(value)
        if (!parsed.success || evidenceText(parsed.data) === evidenceText(file)) continue
        seen.add(key)
        const said = await answer(parsed.data, path)
        counts[said]++
        if (said === 'none') unanswered.push(`${file.claims[0].id}: ${path} ${how}`)
      }
    expect(unanswered).toEqual([])
    expect(counts.refused + counts.all).toBeGreaterThan(400)
    expect(counts.all).toBeGreaterThan(20)
  })
})
