import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { readEvidence } from '../evidence/read.ts'
import { writeEvidence } from '../evidence/write.ts'
import { claimText, folder, PlantedCommandLine } from './planted-command-line.fixture.ts'

const TWO = { 'order/a.js': claimText('a'), 'order/b.js': claimText('b') }

let line: PlantedCommandLine
let out: string
const evidence = () => readEvidence(join(out, 'evidence.json'))

beforeEach(() => {
  line = new PlantedCommandLine(folder(TWO))
  out = folder()
})

describe('assay verify --shard', () => {
  it('gives its part to the judge, names it in the evidence, and leaves the verdicts to the merge', async () => {
    const asked: unknown[] = []
    const judge = line.services.judgeClaim
    Object.assign(line.services, {
      judgeClaim: async (...args: Parameters<typeof judge>) => {
        asked.push(args[1].shard)
        return { ...(await judge(...args)), asExpected: false }
      },
    })
    expect(await line.run('verify', '--shard', '2/3', '--out', out)).toBe(0)
    expect(asked).toEqual([
      { number: 2, of: 3 },
      { number: 2, of: 3 },
    ])
    expect(evidence().run.shard).toEqual({ number: 2, of: 3 })
    expect(line.out).toMatch(
      /^shard 2\/3 of 2 claims, of which `assay merge` tells the verdicts · evidence written/,
    )
  })

  it('goes on with what it left, and with no other shard or run', async () => {
    const judge = line.services.judgeClaim
    Object.assign(line.services, {
      judgeClaim: async (...args: Parameters<typeof judge>) => ({
        ...(await judge(...args)),
        range: { from: 334, to: 667, of: { from: 0, to: 1000 } },
      }),
    })
    const resumed = async (...shard: string[]): Promise<string> => {
      await line.run('verify', ...shard, '--out', out, '--resume')
      return line.judged.join()
    }
    await line.run('verify', '--shard', '2/3', '--out', out)
    writeEvidence(out, { ...evidence(), complete: false, claims: evidence().claims.slice(0, 1) })
    expect(await resumed('--shard', '2/3')).toBe('b')
    expect(evidence().complete).toBe(true)
    expect(await resumed('--shard', '2/3')).toBe('')
    expect(await resumed('--shard', '2/3', '--cases', '1001')).toBe('a,b')
    expect(line.err).toContain(
      'a is done again: its cases were 334 to 667, of 0 to 1000, now they are 334 to 668',
    )
    expect(await resumed('--shard', '3/3')).toBe('a,b')
    expect(line.err).toContain('a is done again: its --shard was another one')
    expect(await resumed()).toBe('a,b')
  })

  it.each(['0/3', '4/3', '3', '1/0', '-1/3', '1/3/4', '1.5/3', '', 'a/b', '1/ 3'])(
    'refuses %j',
    async (shard) => {
      expect(await line.run('verify', '--shard', shard, '--out', out)).toBe(2)
      expect(line.err).toContain('write for example --shard 3/8')
    },
  )

  it.each([
    ['--seconds', '2'],
    ['--reporter', 'junit=x.xml'],
  ])('refuses %s, which is of a whole run', async (...option) => {
    expect(await line.run('verify', '--shard', '1/3', ...option, '--out', out)).toBe(2)
    expect(line.err).toMatch(new RegExp(`--shard.*${option[0]}`))
  })
})

describe('assay merge', () => {
  it('names what is wrong and writes nothing', async () => {
    await line.run('verify', '--out', out)
    const file = join(out, 'evidence.json')
    const to = join(out, 'merged.json')
    expect(await line.run('merge', file, '-o', to)).toBe(2)
    expect(line.err).toBe(
      `error: ${file} is no shard: its run was made without --shard, and tried all that it names\n`,
    )
    expect(existsSync(to)).toBe(false)
  })

  it('replaces no shard', async () => {
    await line.run('verify', '--shard', '1/1', '--out', out)
    const file = join(out, 'evidence.json')
    const before = readFileSync(file, 'utf8')
    expect(await line.run('merge', file, '-o', join(out, '.', 'evidence.json'))).toBe(2)
    expect(line.err).toMatch(/is read and would be replaced; name another file with --out/)
    expect(readFileSync(file, 'utf8')).toBe(before)
  })

  it('needs a file', async () => {
    expect(await line.run('merge', '-o', join(out, 'm.json'))).toBe(2)
    expect(line.err).toContain("missing required argument 'evidence'")
  })
})
