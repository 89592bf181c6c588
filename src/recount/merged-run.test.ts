import { expect, test } from 'vitest'
import { plantedClaim, plantedEvidence } from '../evidence/planted-evidence.fixture.ts'
import type { Evidence } from '../evidence/schema.ts'
import { checkRun, type AskedRun } from './asked-run.ts'
import { askedOf, headOf } from './merged-run.ts'

/** Reads commands of which only the shard and a few options matter here. */
function ask(command: string): Promise<AskedRun | { readonly problem: string }> {
  const value = (option: string) => new RegExp(`--${option} (\\S+)`).exec(command)?.[1]
  const [number, of] = (value('shard') ?? '').split('/').map(Number)
  if (!command.startsWith('assay verify')) return Promise.resolve({ problem: 'it is no verify' })
  return Promise.resolve({
    selected: ['a'],
    seed: command.includes('--resume') ? undefined : Number(value('seed') ?? 1),
    from: 0,
    to: Number(value('cases') ?? 100),
    byTime: false,
    takesOver: false,
    engine: value('engine') ?? 'auto',
    recheck: 'sample',
    demand: null,
    shard: of ? { number, of } : undefined,
  })
}

function merged(): Evidence {
  const shards = [1, 2, 3].map((number) => ({
    digest: `sha256:${String(number).repeat(64)}`,
    command: `assay verify --shard ${number}/3`,
    node: 'v20.0.0',
    os: number === 2 ? 'linux arm64' : 'linux x64',
    startedAt: `2025-01-0${4 - number}T00:00:00.000Z`,
    seconds: 0.1 + number,
  }))
  const { run, ...evidence } = plantedEvidence([plantedClaim('a')])
  return { ...evidence, run: { ...run, ...headOf(shards), command: 'assay merge', shards } }
}

const found = async (evidence: Evidence): Promise<string> =>
  checkRun(evidence, ['a'], await askedOf(evidence.run, ask)).join('\n')

test('machines and times are those of the shards', async () => {
  expect(headOf(merged().run.shards!)).toEqual({
    node: 'v20.0.0',
    os: 'linux x64, linux arm64',
    startedAt: '2025-01-01T00:00:00.000Z',
    seconds: 6.3,
  })
  expect(await found(merged())).toBe('')
})

test.each<[string, (run: Evidence['run']) => void, RegExp]>([
  ['a shard counted twice', ({ shards }) => (shards![2] = shards![1]), /twice: shards 2 and 3 are one file/],
  [
    'a shard counted twice under another digest',
    ({ shards }) => (shards![2] = { ...shards![1], digest: shards![2].digest }),
    /shard 3 of 3 was run with --shard 2\/3/,
  ],
  ['a shard too few', ({ shards }) => shards!.pop(), /shard 1 of 2 was run with --shard 1\/3/],
  ['shards in another order', ({ shards }) => shards!.reverse(), /shard 1 of 3 was run with --shard 3\/3/],
  ['a run without --shard', ({ shards }) => (shards![0].command = 'assay verify'), /was run with no --shard/],
  ['no shards', (run) => delete run.shards, /its command cannot be followed: it is no verify/],
  [
    'another command',
    ({ shards }) => (shards![1].command = 'assay list'),
    /followed: that of shard 2: it is no verify/,
  ],
  ['another seed of one shard', ({ shards }) => (shards![1].command += ' --seed 2'), /seed is 1, .* says 2/],
  [
    'another engine of one shard',
    ({ shards }) => (shards![1].command += ' --engine cpu'),
    /engine is "planted"/,
  ],
  [
    'other cases of one shard',
    ({ shards }) => (shards![1].command += ' --cases 9'),
    /shard 2 divides other cases/,
  ],
  ['no command that merges', (run) => (run.command = 'assay verify'), /its command is no `assay merge`/],
  [
    'more time than its shards took',
    (run) => (run.seconds += 1),
    /its seconds is 7.3, and its shards make it 6.3/,
  ],
  ['another machine than theirs', (run) => (run.os = 'plan9'), /its os is "plan9"/],
  ['another Node than theirs', (run) => (run.node = 'v1'), /its node is "v1"/],
  [
    'another beginning than theirs',
    (run) => (run.startedAt = '2026-01-01T00:00:00.000Z'),
    /its startedAt is/,
  ],
  ['that it is a shard itself', (run) => (run.shard = { number: 1, of: 3 }), /is said to be one/],
])('%s is wrong', async (_, change, message) => {
  const evidence = merged()
  change(evidence.run)
  expect(await found(evidence)).toMatch(message)
})

test('a shard that was resumed need not name the seed', async () => {
  const evidence = merged()
  evidence.run.shards![1].command += ' --resume'
  expect(await found(evidence)).toBe('')
})

test('a shard is what its command says', async () => {
  const { run, ...evidence } = plantedEvidence([plantedClaim('a')])
  const command = 'assay verify --shard 2/3'
  const said = (shard?: { number: number; of: number }) =>
    found({ ...evidence, run: { ...run, command, ...(shard && { shard }) } })
  expect(await said({ number: 2, of: 3 })).toBe('')
  expect(await said({ number: 1, of: 3 })).toMatch(/it is said to be \{"number":1,"of":3\}, and the command/)
  expect(await said()).toMatch(/it is said to be "no shard"/)
})
