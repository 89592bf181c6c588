import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { folder } from './planted-command-line.fixture.ts'

const PROGRAM = [
  '--import',
  import.meta.resolve('tsx'),
  fileURLToPath(new URL('./assay.ts', import.meta.url)),
]
/** So few cases are too few for a verdict. */
const FEW = [
  'verify',
  'softmax-row-order-strict',
  '--engine',
  'cpu',
  '--threads',
  '0',
  '--cases',
  '60',
  '--out',
]

let out: string
let sound: string[]
beforeAll(() => {
  out = folder()
  spawnSync(process.execPath, [...PROGRAM, ...FEW, out])
  sound = ['audit', join(out, 'evidence.json'), '--resample', '2']
})

/** The commands by how they end when somebody reads: a verdict that needs more cases, sound evidence, a list, what is no command. */
const COMMANDS: [number, () => string[]][] = [
  [3, () => [...FEW, folder()]],
  [3, () => [...FEW, folder(), '--json']],
  [0, () => sound],
  [0, () => ['list']],
  [0, () => ['verify', '--help']],
  [2, () => ['verfy']],
]

/** Runs it by a shell, its standard streams as the text says. */
function inShell(streams: string, args: string[]) {
  const script = `"$@" ${streams}`
  return spawnSync('sh', ['-c', script, 'sh', process.execPath, ...PROGRAM, ...args], { encoding: 'utf8' })
}

describe.each(COMMANDS)('the exit code is %s', (code, args) => {
  test.each(['stdout', 'stderr'] as const)('when the reader of its %s leaves', async (name) => {
    const child = spawn(process.execPath, [...PROGRAM, ...args()])
    child[name].destroy()
    for (const stream of [child.stdout, child.stderr]) stream.resume()
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(code)
  })

  test.skipIf(process.platform === 'win32')('whatever is closed', () => {
    expect(inShell('>&-', args()).status).toBe(code)
    expect(inShell('2>&-', args()).status).toBe(code)
    expect(inShell('>&- 2>&- <&-', args()).status).toBe(code)
  })

  test.skipIf(process.platform !== 'linux')('when what it says of its work cannot be written', () => {
    expect(inShell('2>/dev/full', args()).status).toBe(code)
  })
})

test.skipIf(process.platform !== 'linux')(
  'a full disk behind standard output is told in a line, and is 2',
  () => {
    const place = folder()
    const { status, stderr } = inShell('>/dev/full', [...FEW, place])
    expect(status).toBe(2)
    expect(stderr.trim().split('\n').at(-1)).toMatch(
      /^error: standard output cannot be written \(the disk is full\)/,
    )
    expect(stderr).not.toMatch(/^ +at /m)
    expect(JSON.parse(readFileSync(join(place, 'evidence.json'), 'utf8'))).toMatchObject({ complete: true })
    expect(inShell('>/dev/full', sound).status).toBe(2)
  },
)

test.each([
  ['exits', 'process.exit(0)'],
  [
    'breaks a promise',
    'setTimeout(() => { throw new Error("later") })\nawait new Promise((r) => setTimeout(r, 1e5))',
  ],
  ['waits for ever', 'await new Promise(() => {})'],
])('a claim file that %s is no verdict', (_, text) => {
  const claims = folder({ 'mine/ends.js': text })
  const { status, stderr } = spawnSync(process.execPath, [...PROGRAM, 'verify', join(claims, 'mine')], {
    encoding: 'utf8',
    cwd: claims,
  })
  expect(stderr).toContain('error: ')
  expect(status).toBe(2)
})
