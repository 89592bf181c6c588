import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readEvidence } from '../evidence/read.ts'
import { folder } from './planted-command-line.fixture.ts'

const PROGRAM = [
  '--import',
  import.meta.resolve('tsx'),
  fileURLToPath(new URL('./assay.ts', import.meta.url)),
]
const RUN = ['verify', '--theme', 'order', '--engine', 'cpu', '--threads', '0', '--cases', '40', '--out']

/** A claim after the other, for more than a minute. */
const LONG = ['verify', '--engine', 'cpu', '--threads', '0', '--seconds', '3', '--out']

interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  said: string
}

/** Runs it; `during` sees what it has said so far, and the child. @returns how it ended */
function run(
  args: string[],
  during: (said: string, child: ReturnType<typeof spawn>) => void,
): Promise<Ended> {
  const child = spawn(process.execPath, [...PROGRAM, ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (text: Buffer) => during((said += String(text)), child))
  return new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal, said })))
}

/** As a shell tells it. */
const shellCode = ({ code, signal }: Ended): number => (signal === 'SIGINT' ? 130 : (code ?? -1))

const lines = (said: string): number => said.split('\n').length

test.skipIf(process.platform === 'win32')('kills at random moments lose nothing', async () => {
  const out = folder()
  let kept = 0
  for (let i = 0; i < 4; i++) {
    // Engine, nothing to resume, first claim, second claim: after that line one claim at least is kept.
    const wanted = 1 + i
    const wait = Math.random() * 60
    await run([...RUN, out, '--resume'], (said, child) => {
      if (lines(said) > wanted) setTimeout(() => child.kill('SIGKILL'), wait)
    })
    if (!existsSync(join(out, 'evidence.json'))) continue
    const { claims } = readEvidence(join(out, 'evidence.json'))
    expect(claims.length).toBeGreaterThanOrEqual(kept)
    kept = claims.length
  }
  const { said } = await run([...RUN, out, '--resume'], () => {})
  expect(said).toContain(`${kept} of `)
  expect(readEvidence(join(out, 'evidence.json')).complete).toBe(true)
  expect(readdirSync(out)).toEqual(['evidence.json'])
})

test.skipIf(process.platform === 'win32')(
  'Ctrl-C ends a run with 130 and keeps what is finished; a second run waits',
  async () => {
    const out = folder()
    let second: Promise<Ended> | undefined
    const first = await run([...LONG, out], (said, child) => {
      if (said.includes('[1/') && !second)
        second = run([...RUN, out], () => {}).finally(() => child.kill('SIGINT'))
    })
    expect(first).toMatchObject({ code: 130 })
    expect(first.said).toMatch(/Interrupted; \d+ of \d+ claims are kept in .*--resume/)
    const { code, said } = (await second)!
    expect(code).toBe(2)
    expect(said).toMatch(/is being written by another run, process \d+ on .*remove .*evidence\.json\.lock/)
    expect(readEvidence(join(out, 'evidence.json')).complete).toBe(false)
    expect(readdirSync(out)).toEqual(['evidence.json'])
  },
)

test
  .skipIf(process.platform === 'win32')
  .each([
    [['conformance', '--engine', 'cpu', '--evaluations', '1000000']],
    [['bench', '--engine', 'cpu', '--threads', '0']],
    [['doctor']],
    [['experiment', 'seed', '--engine', 'cpu', '--draws', '1000000']],
  ])('Ctrl-C ends %j', async (args) => {
  const out = join(folder(), args[0] === 'experiment' ? '' : 'found.json')
  const ended = await run([...args, ...(args[0] === 'doctor' ? [] : ['--out', out])], (_, child) =>
    child.kill('SIGINT'),
  )
  expect(shellCode(ended)).toBe(130)
  if (args[0] === 'conformance' && ended.code === 130)
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ finished: false })
})
