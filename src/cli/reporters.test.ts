import { once } from 'node:events'
import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest'
import type { LoadedClaim } from '../claim/load-claim.ts'
import { readEvidence } from '../evidence/read.ts'
import type { Outcomes } from '../judge/outcomes.ts'
import { claimText, folder, PlantedCommandLine } from './planted-command-line.fixture.ts'
import { Reporting } from './reporting.ts'

const THREE = { 'order/a.js': claimText('a'), 'order/b.js': claimText('b'), 'rank/c.js': claimText('c') }

let line: PlantedCommandLine
let out: string
const at = (name: string): string => join(out, name)
const read = (name: string): string => readFileSync(at(name), 'utf8')
const verify = (...args: string[]): Promise<number> => line.run('verify', '--out', at('evidence'), ...args)
const failB = (): void => {
  const judge = line.services.judgeClaim
  const refuted = {
    verdict: { reals: { status: 'refuted', meaning: 'Case 3.' } },
    asExpected: false,
  } as const
  Object.assign(line.services, {
    judgeClaim: async (...args: Parameters<typeof judge>) => ({
      ...(await judge(...args)),
      ...(args[0].claim.id === 'b' && refuted),
    }),
  })
}

beforeEach(() => {
  vi.stubEnv('GITHUB_STEP_SUMMARY', '')
  vi.stubEnv('GITHUB_WORKSPACE', '')
  line = new PlantedCommandLine(folder(THREE))
  out = folder()
})
afterEach(() => vi.unstubAllEnvs())

describe('assay verify --reporter', () => {
  const all = (): string[] =>
    [
      `junit=${at('new/junit.xml')}`,
      `ctrf=${at('ctrf.json')}`,
      `badge=${at('badge.json')}`,
      `jsonl=${at('c.jsonl')}`,
      'github',
    ].flatMap((each) => ['--reporter', each])

  it('writes every format at once, and leaves no lock and no temporary file', async () => {
    failB()
    expect(await verify(...all())).toBe(1)
    expect(read('new/junit.xml')).toContain(
      '<testsuites name="assay verify" tests="3" failures="1" errors="0"',
    )
    expect(JSON.parse(read('ctrf.json'))).toMatchObject({
      results: { summary: { tests: 3, passed: 2, failed: 1 } },
    })
    expect(JSON.parse(read('badge.json'))).toMatchObject({
      message: '2 of 3 claims as expected',
      color: 'red',
    })
    expect(read('c.jsonl').trimEnd().split('\n')).toHaveLength(3)
    expect(line.out).toMatch(/^::error title=b%3A .*::/m)
    expect(readdirSync(out).toSorted()).toEqual(['badge.json', 'c.jsonl', 'ctrf.json', 'evidence', 'new'])
    expect(readdirSync(at('new'))).toEqual(['junit.xml'])
  })

  it('tells of each claim once it is finished, so that a run that is killed leaves what it found', async () => {
    const seen: string[] = []
    line.during = () => seen.push((JSON.parse(read('badge.json')) as { message: string }).message)
    await verify('--reporter', `badge=${at('badge.json')}`)
    expect(seen).toEqual([0, 1, 2].map((n) => `${n} of 3 claims as expected, running`))
  })

  it('tells of a run that is interrupted what is finished, and what is not', async () => {
    line.during = (id) => {
      if (id === 'b') line.interrupt()
    }
    expect(await verify(...all())).toBe(130)
    expect(read('new/junit.xml')).toMatch(
      /name="b">\s*<skipped type="pending" message="not judged: the run was inter/,
    )
    expect(JSON.parse(read('ctrf.json'))).toMatchObject({ results: { summary: { passed: 1, pending: 2 } } })
    expect(JSON.parse(read('badge.json'))).toMatchObject({ color: 'lightgrey' })
    expect(line.out).toContain('::warning title=assay verify was interrupted::1 of 3 claims as expected')
  })

  it('has what could not be judged for an error', async () => {
    line.during = (id) => {
      if (id === 'b') throw new Error('out of memory')
    }
    expect(await verify(...all())).toBe(2)
    expect(read('new/junit.xml')).toContain('<error type="could not be judged" message="out of memory">')
    expect(line.out).toMatch(/^::error .*b%3A out of memory/m)
  })

  it('has claims that were taken over from an earlier run, without a time', async () => {
    await verify('a')
    expect(await verify('--resume', ...all())).toBe(0)
    const { results } = JSON.parse(read('ctrf.json')) as {
      results: { tests: { name: string; extra: object }[] }
    }
    expect(results.tests.map(({ name, extra }) => ({ name, ...extra }))).toMatchObject([
      { name: 'a', timed: false },
      { name: 'b', timed: true },
      { name: 'c', timed: true },
    ])
  })

  it('leaves standard output to the evidence with --json', async () => {
    failB()
    await verify('--json', '--reporter', 'github')
    expect(line.out).toBe(readFileSync(at('evidence/evidence.json'), 'utf8'))
    expect(line.err).toMatch(/^::error title=b/m)
  })

  it('names files from the workspace of GitHub, and appends to the summary of the job', async () => {
    vi.stubEnv('GITHUB_WORKSPACE', line.claims)
    vi.stubEnv('GITHUB_STEP_SUMMARY', at('summary.md'))
    failB()
    await verify('--reporter', 'github')
    expect(line.out).toMatch(/^::error title=b%3A .*,file=order\/b\.js,line=1::/m)
    expect(read('summary.md')).toMatch(/^\| ❌ failed \| b \| refuted \|/m)
    expect(line.err).not.toContain('note:')
    vi.unstubAllEnvs()
    await verify('--reporter', 'github')
    if (!process.env.GITHUB_STEP_SUMMARY) expect(line.err).toContain('GITHUB_STEP_SUMMARY is not set')
  })

  it('tells a failure while it runs at once and once, loses no evidence, and answers 2', async () => {
    line.during = (id) => {
      if (id !== 'b') return
      rmSync(at('junit.xml'))
      mkdirSync(at('junit.xml'))
    }
    expect(
      await verify('--reporter', `junit=${at('junit.xml')}`, '--reporter', `badge=${at('badge.json')}`),
    ).toBe(2)
    expect(line.err.split(`--reporter junit=${at('junit.xml')}: `)).toHaveLength(2)
    expect(line.err).toContain(
      'cannot be written (a folder has that name); choose another folder with --reporter',
    )
    expect(readEvidence(at('evidence/evidence.json'))).toMatchObject({ complete: true, claims: [{}, {}, {}] })
    expect(JSON.parse(read('badge.json'))).toMatchObject({ message: '3 of 3 claims as expected' })
  })
})

test('a reporter with a defect costs no verdict, but the exit code', () => {
  let said = ''
  const broken = () => {
    throw new TypeError('x is undefined')
  }
  const reporter = { tell: () => undefined, watch: () => broken }
  const reporting = new Reporting([{ name: 'jsonl=x', reporter }], { write: (text) => void (said += text) })
  const listener = reporting.listener({} as LoadedClaim, 1, '')!
  for (let range = 0; range < 2; range++) listener({} as Outcomes, 0, [])
  reporting.tell(broken)
  expect(said).toBe('error: --reporter jsonl=x: x is undefined\n')
  expect(reporting.unwritten).toBe(true)
})

describe('before the run begins', () => {
  test.each([
    [['junt=a'], /no reporter "junt"; did you mean junit\? There are: junit, ctrf, badge, jsonl, github/],
    [['nonsense'], /no reporter "nonsense" There are/],
    [['junit'], /names no place; write for example --reporter junit=junit\.xml/],
    [['ctrf='], /names no place; write for example --reporter ctrf=ctrf\.json/],
    [['jsonl=a\0b'], /null character/],
    [['github=a.txt'], /writes no file of its own/],
    [['github', 'github'], /github writes where --reporter github is written; give it once/],
  ])('%j is refused', async (reporters, why) => {
    expect(await verify(...reporters.flatMap((each) => ['--reporter', each]))).toBe(2)
    expect(line.err).toMatch(why)
    expect(line.judged).toEqual([])
  })

  it('a file for two reporters is refused, by whatever way it is named, and so is that of the evidence', async () => {
    mkdirSync(at('deep'))
    symlinkSync(at('deep'), at('link'), 'junction')
    for (const [one, other] of [
      ['x.xml', 'x.xml'],
      ['x.xml', join('deep', '..', 'x.xml')],
      [join('deep', 'x'), join('link', 'x')],
      [join('deep', 'new', 'x'), join('link', 'new', 'x')],
    ]) {
      const twice = [`junit=${at(one)}`, `ctrf=${out}/${other}`].flatMap((each) => ['--reporter', each])
      expect(await verify(...twice)).toBe(2)
      expect(line.err).toMatch(
        /--reporter ctrf=.* writes where --reporter junit=.* is written; name another file/,
      )
    }
    expect(await verify('--reporter', `badge=${at('evidence/evidence.json')}`)).toBe(2)
    expect(line.err).toContain('writes where the evidence is written')
    expect(line.judged).toEqual([])
    expect(readdirSync(at('deep'))).toEqual([])
  })

  it('a path that cannot be written is refused, and what stands there is left alone', async () => {
    mkdirSync(at('folder'))
    linkSync(join(line.claims, 'order/a.js'), at('file'))
    const server = process.platform === 'win32' ? undefined : createServer().listen(at('socket'))
    if (server) await once(server, 'listening')
    for (const [path, why] of [
      [at('folder'), /it is a folder; name a file with --reporter/],
      [join(at('file'), 'x.xml'), /it is a file; name a folder with --reporter/],
      ...(server ? [[at('socket'), /it is no regular file; name a file with --reporter/] as const] : []),
    ] as const) {
      expect(await verify('--reporter', `junit=${path}`)).toBe(2)
      expect(line.err).toMatch(why)
    }
    server?.close()
    vi.stubEnv('GITHUB_STEP_SUMMARY', at('folder'))
    expect(await verify('--reporter', 'github')).toBe(2)
    expect(line.err).toMatch(/cannot be written .*GITHUB_STEP_SUMMARY/)
    expect(line.judged).toEqual([])
  })
})
