import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { startEngine } from '../engine/start.ts'
import { folder, PlantedCommandLine } from './planted-command-line.fixture.ts'

const SMALL = ['--base', 'n=24,d=8', '--sweep', 'm', '--draws', '2000']

let line: PlantedCommandLine
let out: string
beforeEach(() => {
  line = new PlantedCommandLine(folder())
  Object.assign(line.services, { startEngine: () => startEngine('wasm') })
  out = folder()
})
const run = (...argv: string[]) => line.run('experiment', 'seed', ...SMALL, '--out', out, ...argv)
const file = (name: string): string => readFileSync(join(out, name), 'utf8')

describe('assay experiment', () => {
  it('writes results, a table and a figure, all labelled, and says how they agree', async () => {
    expect(await run('--values', '1,4')).toBe(0)
    expect(readdirSync(out).sort()).toEqual(['seed-m-n24-d8.svg', 'seed.csv', 'seed.json'])
    const lines = file('seed.csv').trim().split('\n')
    expect(lines.length).toBe(1 + 2 * 2)
    for (const row of lines.slice(1))
      expect(row).toMatch(/^reconstructed,m at n=24 d=8,[14],F_(exp|lin),24,8,/)
    const names = lines[0].split(',')
    for (const row of lines.slice(1)) {
      const cells = row.split(',')
      expect(cells.length).toBe(names.length)
      const of = (name: string) => Number(cells[names.indexOf(name)])
      for (const event of ['fires_on_D0', 'fires_on_D1', 'success']) {
        expect(of(`${event}_low`)).toBeLessThanOrEqual(of(event) / of('draws'))
        expect(of(`${event}_high`)).toBeGreaterThanOrEqual((of(event) + of(`${event}_open`)) / of('draws'))
        expect(of(`${event}_predicted_low`)).toBeLessThanOrEqual(of(`${event}_predicted_high`))
      }
    }
    for (const text of [line.out, file('seed.json'), file('seed-m-n24-d8.svg')])
      expect(text).toContain('reconstructed')
    expect(line.out).toContain('Of 12 bands of 99.9 % each')
  })

  it('gives the same files for the same seed, and other draws for another', async () => {
    await run('--values', '3')
    const [csv, svg] = [file('seed.csv'), file('seed-m-n24-d8.svg')]
    await run('--values', '3')
    expect([file('seed.csv'), file('seed-m-n24-d8.svg')]).toEqual([csv, svg])
    await run('--values', '3', '--seed', '2')
    expect(file('seed.csv')).not.toBe(csv)
  })

  it('goes on with what is there, and contradicts what is wrong', async () => {
    await run('--values', '3')
    writeFileSync(join(out, 'seed.json'), file('seed.json').replaceAll(/"yes": \d+/g, '"yes": 77'))
    expect(await run('--values', '3,5', '--resume')).toBe(1)
    const [old, , fresh] = file('seed.csv').trim().split('\n').slice(1)
    expect(old).toMatch(/,77,.*,77,.*,77,/)
    expect(fresh).not.toMatch(/,77,.*,77,.*,77,/)
  })

  it('stops between points, and says how to go on', async () => {
    let asked = () => {}
    const { stderr } = line.services
    Object.assign(line.services, {
      onInterrupt: (listener: () => void) => ((asked = listener), () => {}),
      stderr: { write: (text: string) => (stderr.write(text), void (text.startsWith('10 of') && asked())) },
    })
    expect(await run('--values', Array.from({ length: 12 }, (_, i) => i + 1).join())).toBe(130)
    expect(line.err).toContain('--resume goes on with it')
    expect(JSON.parse(file('seed.json')).sweeps[0].points.length).toBe(10)
    expect(existsSync(join(out, 'seed.csv'))).toBe(false)
  })

  it('leaves out what is inadmissible, with the constraint', async () => {
    const argv = ['--base', 'n=24,d=8', '--sweep', 'd', '--values', '8,9', '--draws', '100', '--out', out]
    expect(await line.run('experiment', 'seed', ...argv)).toBe(0)
    expect(line.err).toContain('Left out of "d at n=24 d=8": 9, since n must be a multiple of d - 2')
    expect(file('seed-d-n24-d8.svg')).toContain('d = 9 (n must be a multiple')
    expect(JSON.parse(file('seed.json')).sweeps[0].leftOut).toEqual([
      { x: 9, why: 'n must be a multiple of d - 2, n = 24, d = 9' },
    ])
  })

  it.each([
    [['nothing'], 'no experiment "nothing"'],
    [['seed', '--sweep', 'x'], 'no parameter "x"; there are n, d, m, a_0, a_1, c'],
    [['seed', '--values', '3'], '--values needs one parameter'],
    [['seed', '--base', 'n'], 'write for example --base n=4080,d=512'],
    [['seed', '--sweep', 'c', '--values', '0.1234'], 'at most three decimals'],
    [['seed', '--sweep', 'c', '--values', '1'], 'b, c > 0'],
    [['seed', '--sweep', 'm', '--values', '0'], 'm ≥ 1'],
  ])('refuses %j', async (argv, message) => {
    expect(await line.run('experiment', ...argv, '--out', out)).toBe(2)
    expect(line.err).toContain(message)
  })

  it('refuses to go on with results of other options, or with what is no result', async () => {
    await run('--values', '3')
    expect(await run('--values', '3', '--resume', '--seed', '4')).toBe(2)
    expect(line.err).toContain('seed 1, not 4')
    writeFileSync(join(out, 'seed.json'), '{')
    expect(await run('--values', '3', '--resume')).toBe(2)
    expect(line.err).toContain('holds no results that this version can read')
  })

  it('lists what there is', async () => {
    expect(await line.run('experiment', '--list')).toBe(0)
    expect(line.out).toContain('seed  success probability')
  })
})
