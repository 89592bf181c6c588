import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { claimText, folder, PlantedCommandLine } from './planted-command-line.fixture.ts'

const TWO = { 'order/row-order.js': claimText('row-order'), 'rank/low-rank.js': claimText('low-rank') }

const EMPTY = folder()

let line: PlantedCommandLine
let out: string
beforeEach(() => {
  line = new PlantedCommandLine(folder(TWO))
  out = folder()
})

describe('bad input', () => {
  it.each<[string[], string[]]>([
    [
      ['verify', 'row-ordre'],
      ['no claim "row-ordre"', 'did you mean row-order?'],
    ],
    [
      ['verify', '--seed', 'abc'],
      ["--seed <n>' argument 'abc'", 'no whole number', '--seed 1'],
    ],
    [
      ['verify', '--seed', '1.5'],
      ['--seed', 'no whole number'],
    ],
    [
      ['verify', '--seed=-1'],
      ['--seed', 'at least 0'],
    ],
    [
      ['verify', '--seed', '4294967296'],
      ['--seed', 'below 2^32'],
    ],
    [
      ['verify', '--cases', '0'],
      ['--cases', 'at least 1'],
    ],
    [
      ['verify', '--cases', ''],
      ['--cases', 'no whole number'],
    ],
    [
      ['verify', '--cases', '1e99'],
      ['--cases', '2^53'],
    ],
    [
      ['verify', '--seconds', '-3'],
      ['--seconds', 'above 0'],
    ],
    [
      ['verify', '--seconds', 'soon'],
      ['--seconds', 'above 0'],
    ],
    [
      ['verify', '--budget', '10'],
      ['--budget', 'with its unit'],
    ],
    [
      ['verify', '--budget', '0m'],
      ['--budget', 'above 0'],
    ],
    [
      ['verify', '--budget', '9s', '--cases', '9'],
      ['--cases', '--budget'],
    ],
    [
      ['verify', '--budget', '9s', '--seconds', '9'],
      ['--seconds', '--budget'],
    ],
    [
      ['verify', '--batch', '0'],
      ['--batch', 'at least 1'],
    ],
    [['verify', '--cases-from', '9', '--cases-to', '9'], ['--cases-from 9 is not below --cases-to 9']],
    [
      ['verify', '--cases', '9', '--seconds', '9'],
      ['--cases', '--seconds'],
    ],
    [['verify', '--engine', 'cuda'], ['no engine "cuda"']],
    [
      ['verify', '--theme', 'ordr'],
      ['no claim has the theme "ordr"', 'did you mean order?', 'There are: order, rank'],
    ],
    [
      ['verify', '--subject', 'liner'],
      ['no claim has the subject "liner"', 'linear(elu1)'],
    ],
    [
      ['verify', '--kind', 'always'],
      ['--kind', 'forAll, exists, probability, scaling'],
    ],
    [['verify', '--kind', 'exists'], ['no claim is left by these filters']],
    [['verify', 'row-order', '--kind', 'exists'], ['row-order would be left out, which is named']],
    [['verify', 'row-order', EMPTY], ['holds no claim; leave it out']],
    [
      ['experiment', '--out', ''],
      ['--out', 'names no place'],
    ],
    [['bench', '--out', ' '], ['names no place']],
    [['verify', './nowhere'], ['nowhere does not exist']],
    [['verify', '--fast'], ["unknown option '--fast'"]],
    [['verfy'], ["unknown command 'verfy'", 'Did you mean verify?']],
    [['replay', 'row-order'], ["required option '--seed <n>'"]],
    [
      ['replay', 'row-order', '--seed', '1', '--case', 'x'],
      ['--case', 'no whole number'],
    ],
    [['replay', 'row-ordr', '--seed', '1', '--case', '0'], ['did you mean row-order?']],
    [
      ['replay', 'row-order', '--seed', '1', '--case', '0', '--variant', 'unnormalized'],
      ['no variant "unnormalized"', 'did you mean "unnormalised"?'],
    ],
    [['list', '--expect', 'true'], ['holds, refuted']],
  ])('%j is refused with 2 and a message', async (argv, messages) => {
    expect(await line.run(...argv, ...(argv[0] === 'verify' ? ['--out', out] : []))).toBe(2)
    for (const message of messages) expect(line.err).toContain(message)
    expect(line.err).not.toMatch(/^ +at /m)
    expect(line.out).toBe('')
    expect(line.judged).toEqual([])
    expect(readdirSync(out)).toEqual([])
  })

  it.each([
    ['throws', 'throw new Error("no such map")', 'cannot be loaded: no such map'],
    ['exports nothing', 'export const a = 1', 'has no default export'],
    ['has the id of another', claimText('row-order'), 'has the id "row-order"'],
    ['has no control', claimText('bad', 'controls: []'), 'has no control'],
  ])(
    'a claim file that %s: all is refused, one good claim is not, and the others are listed',
    async (_, text, why) => {
      const name = why.includes('has the id') ? 'row-order' : 'bad'
      const claims = folder({ ...TWO, [`other/${name}.js`]: text })
      line = new PlantedCommandLine(claims)
      expect(await line.run('verify', '--out', out)).toBe(2)
      expect(line.err).toContain(why)
      expect(line.err).toContain(join(claims, 'other', `${name}.js`))
      expect(line.judged).toEqual([])
      expect(await line.run('verify', name, '--out', out)).toBe(2)
      expect(line.err).toContain(why)
      expect(await line.run('verify', 'low-rank', '--out', out)).toBe(0)
      expect(await line.run('verify', '--theme', 'rank', '--out', out)).toBe(0)
      expect(await line.run('list')).toBe(2)
      expect(line.out).toContain('low-rank')
      expect(line.err).toContain(why)
    },
  )

  it('a folder that cannot be written is noticed before any work', async () => {
    const file = join(out, 'file')
    writeFileSync(file, '')
    for (const folder of [file, join(file, 'deeper')]) {
      expect(await line.run('verify', '--out', folder)).toBe(2)
      expect(line.err).toContain(`folder ${folder} cannot be written`)
      expect(line.err).toContain('--out')
      expect(line.judged).toEqual([])
    }
  })
})

describe('what is no error', () => {
  it('--help and --version go to standard output', async () => {
    for (const argv of [
      ['--help'],
      ['--version'],
      ['verify', '--help'],
      ['list', '--help'],
      ['replay', '--help'],
    ]) {
      expect(await line.run(...argv)).toBe(0)
      expect(line.out).not.toBe('')
      if (argv.length > 1) expect(line.out).toContain(`$ assay ${argv[0]}`)
      expect(line.err).toBe('')
    }
  })

  it('list prints claims, or JSON', async () => {
    expect(await line.run('list', '--theme', 'rank')).toBe(0)
    expect(line.out).toContain('low-rank')
    expect(line.out).not.toContain('row-order')
    expect(await line.run('list', '--expect', 'holds', '--json')).toBe(0)
    expect((JSON.parse(line.out) as { id: string }[]).map(({ id }) => id)).toEqual(['low-rank', 'row-order'])
  })

  it('replay prints a case with its numbers', async () => {
    expect(
      await line.run('replay', 'row-order', '--seed', '3', '--case', '7', '--variant', 'unnormalised'),
    ).toBe(0)
    expect(line.out).toContain('row-order, case 7 of seed 3\nvariant: unnormalised')
    expect(line.out).toMatch(/q \[1×2\]\n +1\.5 +-0\n/)
    expect(line.out).toMatch(/interval +│ false +│ +-0\.125/)
    expect(await line.run('replay', 'row-order', '--seed', '3', '--case', '7', '--json')).toBe(0)
    expect(JSON.parse(line.out)).toMatchObject({ case: { seed: 3, index: 7 }, float32: 'false' })
  })

  it('replay raises an alarm where two arithmetics are certain of opposite things', async () => {
    line.alarms = ['interval is certain that the claim is true, exact that it is false']
    for (const form of [[], ['--json']]) {
      expect(await line.run('replay', 'row-order', '--seed', '3', '--case', '7', ...form)).toBe(1)
      expect(line.out).toContain(line.alarms[0])
    }
    line.alarms = []
  })
})
