import { expect, test } from 'vitest'
import { withoutFile } from '../claim/load-claim.ts'
import type { Claim } from '../claim/claim.ts'
import { plantedClaim, plantedEvidence } from '../evidence/planted-evidence.fixture.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import { takeOver, type Continuation, type Source } from './taken-over.ts'

const digest = `sha256:${'1'.repeat(64)}`
const other = `sha256:${'2'.repeat(64)}`
const { sourceHash } = plantedClaim('a')
const claims = ['a', 'b'].map((id) => ({ ...withoutFile({ id } as Claim), sourceHash }))

function evidence(run: Partial<Evidence['run']> = {}, changes: Partial<ClaimEvidence> = {}): Evidence {
  const planted = plantedEvidence([plantedClaim('a', changes)])
  return { ...planted, run: { ...planted.run, commit: 'abc', ...run } }
}

const now: Continuation = {
  ...{ version: '0.1.0', commit: 'abc', seed: 1, recheck: 'sample', demand: null, time: {} },
  engine: plantedEvidence([]).engine,
  ...{ node: plantedEvidence([]).run.node, os: plantedEvidence([]).run.os },
  arithmetics: plantedEvidence([]).run.arithmetics,
  range: () => Promise.resolve({ from: 0, to: 100 }),
  misfits: () => Promise.resolve([]),
}

const take = (sources: readonly Source[], changes: Partial<Continuation> = {}) =>
  takeOver(sources, claims, { ...now, ...changes })

test('of a baseline what did not change is taken over, marked, and the file is named', async () => {
  const { claims: taken, baselines, done } = await take([{ evidence: evidence(), digest }])
  expect(taken.get('a')).toEqual({ ...plantedClaim('a'), baseline: digest })
  expect(done).toEqual(['b is new'])
  const { startedAt } = evidence().run
  expect(baselines).toEqual([
    { digest, version: '0.1.0', commit: 'abc', seed: 1, engine: 'planted', startedAt },
  ])
})

test('of a run that was interrupted it is not marked', async () => {
  const { claims: taken, baselines, done } = await take([{ evidence: evidence() }])
  expect(taken.get('a')).toEqual(plantedClaim('a'))
  expect([baselines, done]).toEqual([[], []])
})

const engine = plantedEvidence([]).engine
test.each<[string, Source['evidence'], Partial<Continuation>, RegExp]>([
  ['version', evidence(), { version: '0.2.0' }, /version 0.1.0 of the program found it/],
  ['commit', evidence(), { commit: 'def' }, /commit abc of the program found it, .* commit def/],
  ['changes', evidence({ commit: 'abc+changes' }), { commit: 'abc+changes' }, /not known to be the same/],
  ['an unknown program', evidence({ commit: 'unknown' }), { commit: 'unknown' }, /not known to be the same/],
  ['seed', evidence(), { seed: 2 }, /its seed was 1/],
  ['engine', evidence(), { engine: { ...engine, name: 'wasm' } }, /engine planted found it/],
  ['device', evidence(), { engine: { ...engine, device: 'another' } }, /device of its engine/],
  ['versions', evidence(), { engine: { ...engine, versions: {} } }, /versions of its engine/],
  ['arithmetics', evidence(), { arithmetics: { mpfr: '', exact: '' } }, /other arithmetics/],
  ['recheck', evidence(), { recheck: 'all' }, /--recheck or --demand/],
  ['demand', evidence(), { demand: 0.5 }, /--recheck or --demand/],
  ['number of walks', evidence({ starts: 4 }), { starts: 2 }, /--attack or --starts/],
  ['attack', evidence(), { starts: 2 }, /--attack or --starts/],
  ['shard', evidence({ shard: { number: 1, of: 2 } }), {}, /--shard/],
  [
    'a time',
    evidence({ command: 'assay verify --budget 9s' }),
    {},
    /ended by --budget 9s, now by their number/,
  ],
  ['range', evidence(), { range: () => Promise.resolve({ from: 0, to: 9 }) }, /its cases were 0 to 100/],
  ['its file', evidence({}, { sourceHash: digest }), {}, /its file has changed/],
  ['an import', evidence({}, { imports: [{ path: 'h.ts', hash: digest }] }), {}, /h.ts is no longer/],
  ['counts', evidence(), { misfits: () => Promise.resolve(['w']) }, /is no evidence: w/],
  ['a verdict', evidence({}, { asExpected: false }), {}, /not as expected/],
  ['a failure', evidence({}, { error: { message: 'e' } }), {}, /its predicate failed/],
])('of a baseline with another %s nothing is taken over', async (_, source, changes, why) => {
  const { claims: taken, done } = await take([{ evidence: source, digest }], changes)
  expect(taken.size).toBe(0)
  expect(done[0]).toMatch(/^a is done again: /)
  expect(done[0]).toMatch(why)
})

const timed = (command: string) => evidence({ command: `assay verify ${command} --out mine` })
test.each<[string, Source['evidence'], Partial<Continuation>, RegExp]>([
  ['commit', evidence(), { commit: 'def' }, /commit abc of the program found it, .* commit def/],
  ['device', evidence(), { engine: { ...engine, device: 'another' } }, /device of its engine/],
  ['versions', evidence(), { engine: { ...engine, versions: {} } }, /versions of its engine/],
  ['settings', evidence(), { engine: { ...engine, settings: { a: 'b' } } }, /settings of its engine/],
  ['arithmetics', evidence(), { arithmetics: { mpfr: '', exact: '' } }, /other arithmetics/],
  ['Node', evidence(), { node: 'v1.0.0' }, /v20.0.0 of Node found it, this is v1.0.0/],
  ['system', evidence(), { os: 'another' }, /it was found on .*, this is another/],
  ['time', timed('--seconds 1'), { time: { seconds: 60 } }, /ended by --seconds 1, now by --seconds 60/],
  ['budget', timed('--budget=90s'), { time: { budget: 91 } }, /ended by --budget 90s, now by --budget 91s/],
  ['kind of time', timed('--budget 9s'), { time: { seconds: 9 } }, /by --budget 9s, now by --seconds 9/],
  ['number', timed('--seconds 1'), {}, /ended by --seconds 1, now by their number/],
])('a run with another %s does not go on from one', async (_, source, changes, why) => {
  const { claims: taken, done } = await take([{ evidence: source }], changes)
  expect(taken.size).toBe(0)
  expect(done[0]).toMatch(why)
})

test('a run goes on from what the same time ended, and from the changes that it began with', async () => {
  const begun = { range: () => Promise.resolve({ from: 0 }) }
  for (const [command, time] of [
    ['--seconds=1.5', { seconds: 1.5 }],
    ["--budget '1.5m'", { budget: 90 }],
  ] as const)
    expect((await take([{ evidence: timed(command) }], { ...begun, time })).claims.size).toBe(1)
  const changed = { commit: 'abc+changes' }
  expect((await take([{ evidence: evidence(changed) }], changed)).claims.size).toBe(1)
})

test('what was taken over once names the file that it was taken over from first', async () => {
  const baseline = { ...evidence().run, digest: other, engine: 'planted' }
  const { version, commit, seed, startedAt } = baseline
  const named = { digest: other, version, commit, seed, engine: 'planted', startedAt }
  const marked = evidence({ baselines: [named] }, { baseline: other })
  for (const source of [{ evidence: marked, digest }, { evidence: marked }]) {
    const { claims: taken, baselines } = await take([source])
    expect(taken.get('a')?.baseline).toBe(other)
    expect(baselines).toEqual([named])
  }
  const { done } = await take([{ evidence: evidence({}, { baseline: other }) }])
  expect(done[0]).toMatch(/not known that the program/)
})

test('the run that goes on comes before a baseline, and a baseline has what it lacks', async () => {
  const redone = { evidence: evidence({}, { range: { from: 0, to: 9 } }) }
  const baseline = { evidence: evidence(), digest }
  expect((await take([redone, baseline])).claims.get('a')?.baseline).toBe(digest)
  expect((await take([{ evidence: evidence() }, baseline])).claims.get('a')?.baseline).toBeUndefined()
})
