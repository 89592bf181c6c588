import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { evidenceText } from '../evidence/evidence-text.ts'
import { readEvidence } from '../evidence/read.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import { claimText, folder, PlantedCommandLine } from './planted-command-line.fixture.ts'

const THREE = { 'order/a.js': claimText('a'), 'order/b.js': claimText('b'), 'rank/c.js': claimText('c') }

let line: PlantedCommandLine
let out: string
const evidence = () => readEvidence(join(out, 'evidence.json'))
const ids = (): string[] => evidence().claims.map(({ id }) => id)

beforeEach(() => {
  line = new PlantedCommandLine(folder(THREE))
  out = folder()
})

describe('assay verify', () => {
  it('judges all claims, prints a table, and writes complete evidence', async () => {
    expect(await line.run('verify', '--out', out)).toBe(0)
    expect(line.out).toContain('3 of 3 claims as expected · evidence written to')
    expect(line.out).toContain('✓ a')
    expect(line.err).toContain('[3/3] ✓ c: reals supported')
    expect(evidence()).toMatchObject({
      complete: true,
      run: { seed: 1, command: `assay verify --out ${out}` },
    })
  })

  it('judges all claims within the time of the run', async () => {
    let deadline = 0
    const within = line.services.judgeWithin
    Object.assign(line.services, {
      judgeWithin: (...args: Parameters<typeof within>) => {
        deadline = args[1]
        return within(...args)
      },
    })
    expect(await line.run('verify', '--budget', '1.5m', '--out', out)).toBe(0)
    expect(deadline).toBe(line.services.began + 90_000)
    expect(evidence().claims.map(({ range }) => range.to)).toEqual([77, 77, 77])
    await line.run('verify', '--budget', '90s', '--resume', '--out', out)
    expect(line.judged).toEqual([])
  })

  it('walks where a number of walks is given, and only then', async () => {
    await line.run('verify', '--starts', '3', '--out', out)
    expect(evidence().run.starts).toBe(3)
    await line.run('verify', '--out', out)
    expect(evidence().run.starts).toBeUndefined()
    await line.run('verify', '--attack', 'gradient', '--out', out)
    expect(evidence().run.starts).toBe(16)
  })

  it('says of what was not run why, and what to do on a line of its own', async () => {
    const start = line.services.startEngine
    Object.assign(line.services, {
      startEngine: async (name: string) => ({
        ...(await start(name)),
        notRun: ['cuda: none.\nTo get it: buy'],
      }),
    })
    await line.run('verify', '--out', out)
    expect(line.err).toContain('  not run: cuda: none.\n  To get it: buy\n')
  })

  /** Makes the verdicts of these claims other ones. */
  const found = (verdicts: Record<string, ClaimEvidence['verdict']['reals']>): void => {
    const judge = line.services.judgeClaim
    Object.assign(line.services, {
      judgeClaim: async (...args: Parameters<typeof judge>) => {
        const reals = verdicts[args[0].claim.id]
        return { ...(await judge(...args)), ...(reals && { verdict: { reals }, asExpected: false }) }
      },
    })
  }
  const refuted = { status: 'refuted' as const, meaning: 'Case 3.' }
  const few = {
    status: 'inconclusive' as const,
    meaning: 'So few.',
    lacks: { what: 'cases' as const, cases: 1375, about: false },
  }

  it('answers 1 when a verdict is not as expected, marks it, and says where its claim stands', async () => {
    found({ b: refuted, c: few })
    expect(await line.run('verify', '--out', out)).toBe(1)
    expect(line.out).toMatch(/^✗ b +refuted/m)
    expect(line.out).toMatch(/^ {2}\S*order\/b\.js:1\n {2}over the reals: expected holds, found refuted$/m)
    expect(line.out.split('\n').at(-2)).toBe(
      `1 of 3 claims as expected · not as expected: b · too few cases: c · evidence written to ${join(out, 'evidence.json')}`,
    )
    expect(evidence().complete).toBe(true)
  })

  it('answers 3 when verdicts want nothing but more cases, and says how many', async () => {
    found({ a: few, c: few })
    expect(await line.run('verify', '--out', out)).toBe(3)
    expect(line.out).toMatch(/^ {4}a +1,375$/m)
    expect(line.err).toContain('[1/3] ? a: reals inconclusive')
  })

  it('prints sentences with --verbose', async () => {
    await line.run('verify', 'a', '--out', out)
    expect(line.out).not.toContain('No violation in 90 cases.')
    await line.run('verify', 'a', '--out', out, '--verbose')
    expect(line.out).toContain('No violation in 90 cases.')
  })

  it('prints the evidence and nothing else with --json', async () => {
    expect(await line.run('verify', '--out', out, '--json')).toBe(0)
    expect(line.out).toBe(readFileSync(join(out, 'evidence.json'), 'utf8'))
  })

  it('writes the same claims, byte for byte, for the same seed', async () => {
    const claims = async (...args: string[]): Promise<string> => {
      await line.run('verify', '--out', out, ...args)
      return JSON.stringify(readEvidence(join(out, 'evidence.json')).claims)
    }
    expect(await claims('--batch', '1')).toBe(await claims('--batch', '4096'))
  })

  it('takes claims by id, theme, kind, subject, and from the folders of the user', async () => {
    const mine = folder({ 'own/z.js': claimText('z') })
    const judged = async (...args: string[]): Promise<string> => {
      expect(await line.run('verify', '--out', out, ...args)).toBe(0)
      return line.judged.join()
    }
    expect(await judged('b')).toBe('b')
    expect(await judged('--theme', 'order')).toBe('a,b')
    expect(await judged('--subject', 'linear', '--kind', 'forAll', 'c')).toBe('c')
    expect(await judged(mine)).toBe('z')
    expect(await judged(join(mine, 'own', 'z.js'), 'a')).toBe('a,z')
  })

  it('gives the range of cases to the judge', async () => {
    await line.run('verify', 'a', '--out', out, '--cases-from', '5', '--cases-to', '9')
    expect(evidence().claims[0].range).toEqual({ from: 5, to: 9 })
    await line.run('verify', 'a', '--out', out, '--cases-from', '5', '--cases', '10')
    expect(evidence().claims[0].range).toEqual({ from: 5, to: 15 })
  })

  it('keeps what is finished when a claim cannot be judged, and names it', async () => {
    line.during = (id) => {
      if (id === 'b') throw new Error('out of memory')
    }
    expect(await line.run('verify', '--out', out)).toBe(2)
    expect(line.err).toContain('b could not be judged: out of memory')
    expect(ids()).toEqual(['a', 'c'])
    expect(evidence().complete).toBe(false)
  })

  it('goes on where the evidence cannot be written, prints all verdicts, and answers 2', async () => {
    line.during = (id) => {
      if (id !== 'b') return
      rmSync(join(out, 'evidence.json'))
      mkdirSync(join(out, 'evidence.json'))
    }
    expect(await line.run('verify', '--out', out)).toBe(2)
    expect(line.judged).toEqual(['a', 'b', 'c'])
    for (const id of ['a', 'b', 'c']) expect(line.out).toContain(`✓ ${id}`)
    expect(line.out).toContain('3 of 3 claims as expected · not all of it in')
    expect(line.err.indexOf('cannot be written')).toBeLessThan(line.err.indexOf('[3/3]'))
  })

  it('leaves, at every moment, evidence that can be read', async () => {
    const seen: string[] = []
    line.during = () =>
      seen.push(existsSync(join(out, 'evidence.json')) ? `${ids().join()} ${evidence().complete}` : '-')
    await line.run('verify', '--out', out)
    await line.run('verify', '--out', out, '--seed', '2')
    expect(seen).toEqual(['-', 'a false', 'a,b false', 'a,b,c true', 'a false', 'a,b false'])
  })
})

describe('an interrupted run', () => {
  const stopIn = (which: string): void => {
    line.during = (id) => {
      if (id === which) line.interrupt()
    }
  }

  it('keeps what is finished, says how to go on, and goes on', async () => {
    stopIn('c')
    expect(await line.run('verify', '--out', out, '--seed', '9')).toBe(130)
    expect(line.err).toContain('2 of 3 claims are kept')
    expect(line.err).toContain('--resume')
    expect(evidence().complete).toBe(false)
    line.during = () => {}
    expect(await line.run('verify', '--out', out, '--resume')).toBe(0)
    expect(line.judged).toEqual(['c'])
    expect(ids()).toEqual(['a', 'b', 'c'])
    expect(evidence()).toMatchObject({ complete: true, run: { seed: 9 } })
  })

  it('leaves the earlier evidence alone when nothing new was finished', async () => {
    await line.run('verify', '--out', out)
    const before = readFileSync(join(out, 'evidence.json'), 'utf8')
    stopIn('a')
    expect(await line.run('verify', '--out', out, '--seed', '2')).toBe(130)
    expect(line.err).toContain('no claim was finished')
    expect(readFileSync(join(out, 'evidence.json'), 'utf8')).toBe(before)
  })

  it.each([
    [['--seed', '3'], 'its seed was 1, now it is 3', 'a,b,c'],
    [['--cases', '10'], 'its cases were 0 to 1000, now they are 0 to 10', 'a,b,c'],
    [['a'], 'b is left out: it was not asked for', ''],
  ])('with --resume %j does again what differs, and says why', async (args, why, judged) => {
    await line.run('verify', '--out', out)
    expect(await line.run('verify', '--out', out, '--resume', ...args)).toBe(0)
    expect(line.err).toContain(why)
    expect(line.judged.join()).toBe(judged)
  })

  it('does again what another engine found, and what was changed or failed since', async () => {
    await line.run('verify', '--out', out)
    writeFileSync(join(line.claims, 'order', 'b.js'), `${claimText('b')}\n`)
    const text = readFileSync(join(out, 'evidence.json'), 'utf8')
    const failed = JSON.parse(text) as Evidence
    failed.claims[2].error = { message: 'x is not a function' }
    writeFileSync(join(out, 'evidence.json'), evidenceText(failed))
    await line.run('verify', '--out', out, '--resume')
    expect(line.judged).toEqual(['b', 'c'])
    expect(line.err).toContain('b is done again: its file has changed')
    expect(line.err).toContain('c is done again: its predicate failed')
    line.engine = 'another'
    await line.run('verify', '--out', out, '--resume')
    expect(line.judged).toEqual(['a', 'b', 'c'])
    expect(line.err).toContain('engine planted found it')
  })

  it('does not go on from a file that is no evidence, and does not touch it', async () => {
    writeFileSync(join(out, 'evidence.json'), '{"format": "attent')
    expect(await line.run('verify', '--out', out, '--resume')).toBe(2)
    expect(line.err).toContain('is cut off')
    expect(readFileSync(join(out, 'evidence.json'), 'utf8')).toBe('{"format": "attent')
  })

  it('does not go on from a file that was altered, whose claims would get a digest anew', async () => {
    await line.run('verify', '--out', out)
    const file = join(out, 'evidence.json')
    const altered = readFileSync(file, 'utf8').replace(/"satisfied": ?90/, '"satisfied":99')
    expect(altered).toContain('"satisfied":99')
    writeFileSync(file, altered)
    expect(await line.run('verify', '--out', out, '--resume')).toBe(2)
    expect(line.err).toMatch(/evidence.json is not as it was written: its digest is that of another text/)
    expect(readFileSync(file, 'utf8')).toBe(altered)
  })

  it('starts from nothing where there is nothing', async () => {
    expect(await line.run('verify', '--out', out, '--resume')).toBe(0)
    expect(line.err).toContain('starting from nothing')
  })
})
