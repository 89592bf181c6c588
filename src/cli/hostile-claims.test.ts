import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { folder } from './planted-command-line.fixture.ts'

const module = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href)

/** Writes a claim whose generator, or predicate, does something to the program that runs it. */
function claimFile(id: string, inputs: string, check = ''): string {
  const file = join(folder({ 'package.json': '{ "type": "module" }' }), `${id}.ts`)
  writeFileSync(
    file,
    `import fc from ${JSON.stringify(import.meta.resolve('fast-check'))}
import { isMainThread } from 'node:worker_threads'
import { exit } from 'node:process'
import { forAll, folklore, queryAndKeys, softmax } from ${module('../index.ts')}
let count = 0
const usual = queryAndKeys({ tokens: 2, width: 1 })
const of = (fill) => queryAndKeys({ tokens: 2, width: 4, from: { name: 'own', fill } })
const withQ = (q) => usual.map((c) => ({ ...c, inputs: { ...c.inputs, q } }))
export default forAll({
  id: '${id}', title: 't', statement: 's', source: folklore(), subject: softmax, inputs: ${inputs},
  check: ({ k }) => { ${check}; return k.atMost(1e9).all() },
  expect: { reals: 'holds' },
  controls: [{ name: 'never', check: ({ q }) => q.sum().less(-1e9) }],
})
`,
  )
  return file
}

interface Ended {
  readonly code: number | null
  readonly err: string
  readonly meaning: string
}

/** Runs the real program in a process of its own. @param heard what on standard error is answered with Ctrl-C */
function verify(file: string, args: readonly string[] = [], heard?: RegExp): Promise<Ended> {
  const assay = fileURLToPath(new URL('./assay.ts', import.meta.url))
  const common = ['verify', file, '--engine', 'cpu', '--cases', '2000', '--json', '--out', folder()]
  const child = spawn(process.execPath, ['--import', 'tsx', assay, ...common, ...args])
  let [out, err] = ['', '']
  child.stdout.on('data', (part: Buffer) => (out += part.toString()))
  child.stderr.on('data', (part: Buffer) => {
    err += part.toString()
    if (heard?.test(err) && !child.killed) child.kill('SIGINT')
  })
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const [claim] = out
        ? (JSON.parse(out) as { claims: { verdict: { reals: { meaning: string } } }[] }).claims
        : []
      resolve({ code, err, meaning: claim?.verdict.reals.meaning ?? '' })
    })
  })
}

test.each([
  [
    'a predicate without end',
    'usual',
    'for (;;) count++',
    'recording hostile for q[1×1] k[2×1] did not end within 1 s',
  ],
  [
    'a distribution without end',
    'of((draws) => { for (;;) draws.bits() })',
    '',
    'with case 0, did not end within 1 s',
  ],
  [
    'a map without end',
    'usual.map(() => { for (;;) count++ })',
    '',
    'case 0 of hostile did not end within 1 s',
  ],
  ['a predicate that ends the program', 'usual', 'process.exit(0)', 'called process.exit(0)'],
  ['one that does so by another name', 'usual', 'exit(0)', 'called process.exit(0)'],
  [
    'one that does so without a word',
    'usual',
    'process.reallyExit(0)',
    'its code called process.reallyExit(0)',
  ],
  [
    'a predicate that changes JavaScript',
    'usual',
    'Math.exp = () => 1; Array.prototype.map = () => []',
    'its code changed exp, map of JavaScript itself',
  ],
  [
    'a claim that ends the thread that loads it',
    'isMainThread ? usual : exit(3)',
    '',
    'while cases 0 to 1999 were drawn, a thread was ended with code 3: its code called process.exit',
  ],
  ['a counter', 'of((_, data, offset) => { data[offset] = count++ })', '', 'gives two cases for case'],
  [
    'a clock',
    'usual.map((c) => { c.inputs.q.data[0] = performance.now(); return c })',
    '',
    'gives two cases for case',
  ],
  [
    'too many numbers',
    'withQ({ shape: [2], data: new Float32Array(3) })',
    '',
    'array "q" has the shape [2], which is 2 numbers, and 3',
  ],
  [
    'too few numbers',
    'withQ({ shape: [1, 2], data: new Float32Array(1) })',
    '',
    'array "q" has the shape [1, 2], which is 2 numbers, and 1',
  ],
  ['float64 numbers', 'withQ({ shape: [1, 1], data: [0.1] })', '', 'array "q" has its numbers in Array'],
  ['NaN', 'withQ({ shape: [1, 1], data: new Float32Array([NaN]) })', '', 'array "q" has NaN as number 0'],
  [
    'an overflow',
    'of((_, data, offset) => { data[offset + 3] = 1e39 })',
    '',
    'array "q" has Infinity as number 3',
  ],
])('%s', async (_, inputs, check, says) => {
  const { code, meaning } = await verify(claimFile('hostile', inputs, check), [
    '--code-seconds',
    '1',
    '--threads',
    '1',
  ])
  expect(meaning).toMatch(says)
  expect(code).toBe(1)
})

test.each([
  ['that is offered cases', 'usual.filter(() => false)'],
  ['that is offered numbers', 'fc.nat().filter(() => false).chain(() => usual)'],
])('a filter that rejects all %s', async (_, inputs) => {
  const { code, meaning } = await verify(claimFile('hostile', inputs))
  expect(meaning).toContain('case 0 of hostile could not be drawn from 4194304 random numbers')
  expect(code).toBe(1)
})

test.each([
  ['a predicate', 'usual', "process._rawDebug('begun'); for (;;) count++"],
  ['a generator', "usual.map(() => { process._rawDebug('begun'); for (;;) count++ })", ''],
])('Ctrl-C is heard while %s never ends', async (_, inputs, check) => {
  const file = claimFile('hostile', inputs, check)
  for (const threads of ['0', '1']) {
    const { code, err } = await verify(file, ['--threads', threads], /begun/)
    expect(err).toContain('no claim was finished')
    expect(code).toBe(130)
  }
})

test.each([
  ['a predicate', 'usual', "void Promise.reject(new Error('left behind'))"],
  ['a timer', 'usual', "setTimeout(() => { throw new Error('left behind') }, 1)"],
  [
    'an end of the program',
    'usual',
    'if (isMainThread) setTimeout(() => process.exit(0), 1)',
    /process.exit\(0\)/,
  ],
  [
    'a generator in a thread',
    "usual.map((c) => { if (!isMainThread) void Promise.reject(new Error('left behind')); return c })",
    '',
  ],
])('what %s leaves behind is told, and the run goes on', async (_, inputs, check, says = /left behind/) => {
  const { code, err, meaning } = await verify(claimFile('hostile', inputs, check), ['--threads', '1'])
  expect(err).toContain('while hostile was judged, something failed that nobody waits for: ')
  expect(err).toMatch(says)
  expect(meaning).toContain('No violation in 2,000 cases')
  expect(code).toBeLessThan(2)
})

test('a file that never ends loading is named', async () => {
  const file = claimFile('hostile', 'await new Promise(() => {})')
  const { code, err } = await verify(file, ['--code-seconds', '1'])
  expect(err).toContain('hostile.ts cannot be loaded: its loading did not end within 1 s')
  expect(code).toBe(2)
})

test('what a CommonJS file throws is told once, as a fault of the claim that imports it', async () => {
  const root = folder({
    'package.json': '{ "type": "module" }',
    'bad.mjs': "import './thrown.cjs'",
    'thrown.cjs': "throw new Error('in CommonJS')",
  })
  const { code, err } = await verify(join(root, 'bad.mjs'))
  expect(err).toMatch(
    /^error: .*bad.mjs cannot be loaded: in CommonJS \(thrown.cjs:1\); .*\nNothing was verified/,
  )
  expect(err.split('in CommonJS')).toHaveLength(2)
  expect(code).toBe(2)
})

test('threads are no more than processors, and it is said', async () => {
  const { err } = await verify(claimFile('hostile', 'usual'), ['--threads', '99'])
  expect(err).toMatch(/--threads 99: there are \d+ processors, so \d+ threads are used/)
})

test('a range beyond the last index is refused', async () => {
  const file = claimFile('hostile', 'usual')
  const { code, err } = await verify(file, ['--cases-from', '9007199254740000'])
  expect(err).toContain('go beyond the last index')
  expect(code).toBe(2)
  const last = ['--cases-from', '9007199254738990']
  expect((await verify(file, last)).meaning).toContain('No violation in 2,000 cases')
})
