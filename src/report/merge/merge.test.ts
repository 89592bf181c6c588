import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { discover, type Discovered } from '../../claim/discover.ts'
import { askedBy } from '../../cli/asked-by.ts'
import { runCommandLine } from '../../cli/command-line.ts'
import { toolVersion } from '../../cli/installation.ts'
import { REAL_SERVICES } from '../../cli/services.ts'
import { evidenceText } from '../../evidence/evidence-text.ts'
import { readEvidence } from '../../evidence/read.ts'
import type { Evidence } from '../../evidence/schema.ts'
import { auditedIn } from '../../recount/audited.fixture.ts'
import { mergeShards } from './merge.ts'
import { plantClaims } from './planted-claims.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'assay-merge-'))
afterAll(() => rmSync(folder, { recursive: true }))
const planted = join(folder, 'claims')
const silent = { write: () => true }
const around = { ...REAL_SERVICES, stdout: silent, stderr: silent }
const OPTIONS = ['--engine', 'wasm', '--threads', '0', '--demand', '0.5', '--seed', '1'].concat(
  '--attack',
  'gradient',
  '--starts',
  '1',
)

let claims: Discovered
let one: Evidence
let merged: Evidence
const shards: Evidence[] = []
const paths = [1, 2, 3].map((number) => join(folder, `${number}`, 'evidence.json'))

async function run(name: string, ...args: string[]): Promise<Evidence> {
  const out = join(folder, name)
  await runCommandLine(['verify', planted, ...OPTIONS, ...args, '--out', out], around)
  return readEvidence(join(out, 'evidence.json'))
}

const merge = (files: readonly string[], found = claims): Promise<Evidence> =>
  mergeShards(files, found, {
    command: 'assay merge',
    version: toolVersion(),
    ...askedBy(found, [planted], REAL_SERVICES),
  })

const BASELINE = {
  ...{ digest: `sha256:${'0'.repeat(64)}`, version: '0.1.0', commit: null, seed: 1, engine: 'wasm' },
  startedAt: '2025-01-01T00:00:00.000Z',
}

/** Writes altered evidence as this program would have. */
function written(name: string, evidence: Evidence): string {
  const path = join(folder, name)
  writeFileSync(path, evidenceText(evidence))
  return path
}

beforeAll(async () => {
  plantClaims(planted)
  claims = await discover([planted])
  one = await run('one')
  for (const number of [1, 2, 3]) shards.push(await run(`${number}`, '--shard', `${number}/3`))
  merged = await merge(paths)
})

describe('shards of claims of every kind', () => {
  test('hold what their names say: witnesses, counterexamples and failures here and there', () => {
    const at = (id: string) => shards.map(({ claims }) => claims.find((claim) => claim.id === id)!)
    expect(at('shard-witness').map(({ witnesses }) => witnesses.length)).toEqual([2, 3, 1])
    expect(at('shard-obstruction').every(({ counterexample }) => counterexample)).toBe(true)
    expect(at('shard-fails').map(({ error }) => error?.case?.index)).toEqual([undefined, 30, 42])
    expect(at('shard-two-cases').map(({ range }) => range.to - range.from)).toEqual([1, 1, 0])
    expect(
      at('shard-order').map(({ controls, restrictions }) => [controls.length, restrictions.length]),
    ).toEqual([
      [1, 1],
      [0, 0],
      [0, 1],
    ])
    const all = (id: string) => one.claims.find((claim) => claim.id === id)!
    expect(all('shard-sums').sample.cases).toBeLessThan(90)
    expect(all('shard-undecided').undecided.length).toBeGreaterThan(100)
  })

  test('merged in any order they are one run, byte for byte, but for what is said of the run and its time', async () => {
    const textOf = ({ claims, ...rest }: Evidence): string =>
      evidenceText({ ...rest, claims: claims.map((claim) => ({ ...claim, time: undefined })) })
    const wanted = textOf(one)
    for (const order of [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ]) {
      const merged = await merge(order.map((i) => paths[i]))
      expect(textOf({ ...merged, run: one.run })).toBe(wanted)
      expect(merged.run.shards!.map(({ digest }) => digest)).toEqual(shards.map(({ digest }) => digest))
    }
    // Times are whole milliseconds.
    const wall = ({ claims }: Evidence): number => Math.round(1000 * claims[0].time!.wall)
    expect(wall(merged)).toBe(shards.map(wall).reduce((a, b) => a + b))
    const parts = one.claims.map(({ time }) => time!.variants + time!.intervals)
    expect(parts.reduce((a, b) => a + b)).toBeGreaterThan(0)
    const { node, os, seed, selected, version, commit } = one.run
    expect(merged.run).toMatchObject({ node, os, seed, selected, version, commit })
  })
})

describe('files that do not make one run are refused, and named:', () => {
  const altered = (of: number, change: (evidence: Evidence) => void): string => {
    const evidence = structuredClone(shards[of])
    change(evidence)
    return written(`altered-${of}.json`, evidence)
  }
  const refusal = (...files: string[]): Promise<string> =>
    merge(files).then(
      () => 'it was merged',
      (error: Error) => error.message.replaceAll(folder, ''),
    )
  const withSecond = (change: (evidence: Evidence) => void) => refusal(paths[0], altered(1, change), paths[2])

  test('a shard is missing', async () => {
    expect(await refusal(paths[0], paths[2])).toMatch(
      /gap: no file is shard 2 of 3, which holds cases 20 to 40 of shard-fails, .*--shard 2\/3/,
    )
  })

  test('a shard is given twice, under its own name or another one', async () => {
    expect(await refusal(...paths, paths[1])).toMatch(
      /2\/evidence.json \(shard 2\/3\) .* overlap: .*cases 20 to 40/,
    )
    const renumbered = altered(1, ({ run }) => (run.shard!.number = 3))
    expect(await refusal(paths[0], paths[1], renumbered)).toMatch(
      /altered-1.json is damaged: the run: it is said to be \{"number":3,"of":3\}, and the command says otherwise/,
    )
    const moved = altered(1, ({ run, claims }) => {
      run.shard!.number = 3
      run.command = shards[2].run.command
      for (const [i, { range }] of shards[2].claims.entries()) claims[i].range = range
    })
    expect(await refusal(paths[0], paths[1], moved)).toMatch(
      /altered-1.json is damaged: shard-obstruction: its walks begin from 1 cases/,
    )
  })

  test('shards of other divisions, which overlap', async () => {
    const half = altered(0, ({ run }) => (run.shard!.of = 2))
    expect(await refusal(half, paths[1], paths[2])).toMatch(
      /altered-0.json \(shard 1\/2\) and .*2\/evidence.json \(shard 2\/3\) divide/,
    )
  })

  test.each<[string, (evidence: Evidence) => void, RegExp]>([
    ['another version', ({ run }) => (run.version = '0.0.9'), /its version is "0\.1\.0" and "0\.0\.9"/],
    ['another commit', ({ run }) => (run.commit = 'abc'), /its commit is .* and "abc"/],
    ['other arithmetics', ({ run }) => (run.arithmetics.mpfr = 'none'), /its arithmetics is/],
    ['another engine', ({ engine }) => (engine.versions = { node: 'v0' }), /its engine versions is/],
    ['another profile', ({ engine }) => (engine.profile.flushBelow = 1), /its engine profile is/],
    ['other claims', ({ run, claims }) => (run.selected.pop(), claims.pop()), /its selected is/],
    [
      'other cases',
      ({ claims }) => (claims[2].range.of!.to = 201),
      /the range of cases of shard-order is .*200.* and .*201/,
    ],
  ])('%s', async (_, change, message) => {
    const said = await withSecond(change)
    expect(said).toMatch(/1\/evidence\.json and \/altered-1\.json are of different runs/)
    expect(said).toMatch(message)
  })

  test('another source of a claim, or of what it imports', async () => {
    const source = await withSecond(({ claims }) => (claims[2].sourceHash = `sha256:${'0'.repeat(64)}`))
    expect(source).toBe(
      '/1/evidence.json and /altered-1.json are of other sources of shard-order: from one to the other its file has changed; merge shards of one run',
    )
    const imported = await withSecond(({ claims }) =>
      claims[3].imports.push({ path: '../x.js', hash: 'unknown' }),
    )
    expect(imported).toMatch(/of other sources of shard-probability: .* \.\.\/x.js is imported now/)
    const elsewhere = await withSecond(
      ({ claims }) => (claims[2].origin = { kind: 'unread', reason: 'no git' }),
    )
    expect(elsewhere).toMatch(/the origin of shard-order is/)
    expect(await withSecond(({ claims }) => (claims[2].title = 'other'))).toMatch(
      /altered-1.json is about another shard-order than there is here: its title/,
    )
  })

  test('what is no shard, not whole, or damaged', async () => {
    expect(await withSecond((evidence) => (evidence.complete = false))).toMatch(
      /altered-1.json is not complete/,
    )
    expect(await refusal(paths[0], join(folder, 'one', 'evidence.json'), paths[2])).toMatch(
      /one.* is no shard/,
    )
    expect(await refusal(written('merged.json', merged))).toMatch(/was merged from shards already/)
    expect(await withSecond(({ claims }) => claims[2].cases.satisfied++)).toMatch(
      /damaged: shard-order: .*counted/,
    )
    expect(
      await withSecond(({ claims }) => claims[2].controls.push(...shards[0].claims[2].controls)),
    ).toMatch(/shard-order: its controls are not those of the claim on disk that this shard tries/)
    expect(await withSecond(({ claims }) => claims[2].ablations.pop())).toMatch(
      /shard-order: its ablations are not those of the claim on disk/,
    )
    writeFileSync(join(folder, 'bare.json'), JSON.stringify({ ...shards[1], digest: undefined }))
    expect(await refusal(paths[0], join(folder, 'bare.json'), paths[2])).toMatch(/bare.json is damaged/)
    expect(await refusal(paths[0], join(folder, 'none.json'))).toMatch(/there is no file/)
  })

  test.each<[string, (evidence: Evidence) => void, RegExp]>([
    [
      'the command of another shard',
      ({ run }) => (run.command = shards[0].run.command),
      /the run: it is said/,
    ],
    ['another command', ({ run }) => (run.command = 'rm'), /the run: its command cannot be followed/],
    ['claims taken over', ({ run }) => (run.baselines = [BASELINE]), /taken over from .* without --changed/],
    ['no counterexample', ({ claims }) => delete claims[2].counterexample, /it has no counterexample/],
    ['no float32', ({ claims }) => delete claims[2].verdict.float32, /no counts of the float32 reading/],
    [
      'a forged verdict',
      ({ claims }) => (claims[2].verdict.reals.status = 'supported'),
      /the counts make it/,
    ],
    ['another seed', ({ claims }) => (claims[2].counterexample!.case.seed = 7), /named by the seed 7/],
    [
      'a certificate of another claim',
      ({ claims }) => (claims[2].counterexample!.certificate!.claim = 'other'),
      /the certificate of the counterexample of shard-order is about something else/,
    ],
    ['no region', ({ claims }) => (claims[2].inputs.coverage = []), /shard-order: the trivial share/],
  ])('altered as whoever reads this program would: %s', async (_, change, says) => {
    expect(await withSecond(change)).toMatch(says)
  })

  test('all of them, altered in the same way', async () => {
    const both = (change: (evidence: Evidence) => void) =>
      refusal(...[0, 1, 2].map((i) => altered(i, change)))
    expect(await both(({ run }) => run.selected.push('more'))).toMatch(/more is missing, although/)
    expect(await both(({ claims, run }) => (claims.splice(0), run.selected.splice(0)))).toMatch(
      /holds no claims/,
    )
    expect(await both(({ run }) => (run.version = '9.9.9'))).toMatch(
      /of version 9\.9\.9 of the program, and this/,
    )
    expect(await both(({ run }) => (run.seconds = 1e308))).toMatch(/the files do not add up: run.seconds/)
    expect(await both(({ run }) => (run.shard!.of = Number.MAX_SAFE_INTEGER))).toMatch(
      /no file is shard 4, 5, .*, 13 and 9007199254740978 more of 9007199254740991/,
    )
  })

  test('claims that are not here, or not the same here', async () => {
    const nowhere = merge(paths, { ...claims, claims: [] })
    await expect(nowhere).rejects.toThrow(/no claim shard-fails here; .*--claims/)
    const changed = claims.claims.map((loaded) => ({ ...loaded, sourceHash: `sha256:${'1'.repeat(64)}` }))
    await expect(merge(paths, { ...claims, claims: changed })).rejects.toThrow(
      /1\/evidence.json is about another shard-fails than there is here: since it was run, its file has changed/,
    )
  })
})

describe('the audit', () => {
  async function audited(evidence: Evidence, resample: number | 'all' = 3): Promise<string> {
    return (await auditedIn(folder, evidence, claims, { resample }, [planted])).found.join('\n')
  }

  test('accepts what was merged, and each shard', async () => {
    expect(await audited(merged, 'all')).toBe('')
    expect(await audited(shards[1], 'all')).toBe('')
    expect(await audited(shards[2])).toBe('')
  })

  test('refuses a shard counted twice', async () => {
    const evidence = structuredClone(merged)
    const { shards } = evidence.run
    shards![2] = shards![1]
    expect(await audited(evidence)).toMatch(/the run: a shard is counted twice: shards 2 and 3 are one file/)
  })
})
