import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isRunning } from '../../engine/running-process.ts'
import { ExaminedError, type Examined } from '../examined.ts'
import { examineProcess } from './examine-process.ts'
import { BATCH, peerCommand, SOFTMAX } from './peer.fixture.ts'

const start = (behaviour?: string, atStart?: string, more = {}): Promise<Examined> =>
  examineProcess(peerCommand(behaviour, atStart), { declared: SOFTMAX, ...more })

/** What is said of one that fails at its first batch, and what comes of the second. */
async function failure(behaviour: string, more = {}): Promise<{ first: string; second: unknown }> {
  const examined = await start(behaviour, '', more)
  const first: unknown = await examined.answer(BATCH).catch((error: unknown) => error)
  const second: unknown = await examined.answer(BATCH).catch((error: Error) => error.message)
  await examined.close()
  expect(first).toBeInstanceOf(ExaminedError)
  return { first: (first as Error).message, second }
}

test('a process introduces itself, answers batches, and ends', async () => {
  const examined = await start()
  expect(examined).toMatchObject({
    name: 'echo',
    version: '7',
    device: 'here',
    gives: { output: true, weights: false },
  })
  const answers = await Promise.all([1, 2, 3].map(() => examined.answer(BATCH)))
  expect(answers).toEqual([1, 2, 3].map(() => ({ output: BATCH.q })))
  await examined.close()
  await expect(examined.answer(BATCH)).rejects.toThrow('after its end')
})

test.each(['float16', 'bfloat16'] as const)('numbers go and come back in %s', async (precision) => {
  const examined = await examineProcess(
    peerCommand('fs.writeSync(2, q.dtype + " " + q.bytes + "\\n"); answer(id)'),
    {
      declared: { ...SOFTMAX, precision },
    },
  )
  expect(await examined.answer(BATCH)).toEqual({ output: BATCH.q })
  await examined.close()
})

/** More in each direction than any pipe holds, while the other side reads nothing before it has written all. */
test('full pipes stop nobody', async () => {
  const lanes = 2 ** 17
  const big = {
    ...BATCH,
    lanes,
    q: new Float32Array(2 * lanes).fill(3),
    k: new Float32Array(6 * lanes),
    v: new Float32Array(6 * lanes),
  }
  const noise =
    'for (let i = 0; i < 5000; i++) fs.writeSync(2, "a warning of some length, again and again\\n");'
  const examined = await start(`${noise} answer(id)`)
  const answers = await Promise.all([examined.answer(big), examined.answer(big)])
  for (const { output } of answers) expect(output!.every((number) => number === 3)).toBe(true)
  await examined.close()
})

test.each([
  [
    'process.stderr.write("out of luck\\n"); process.exitCode = 3; process.stdin.destroy()',
    /ended, before it gave the answer to batch 1 \(2 lanes of 1 query, 3 keys, width 2\)\.\nIts exit code is 3\. Its last lines on standard error:\n {2}\| out of luck/,
  ],
  ['process.kill(process.pid, "SIGKILL")', /ended, before .*\n.*(SIGKILL|exit code is 1\b)/],
  ['fs.writeSync(2, "x".repeat(300000) + "\\nthe last\\n"); process.exit(1)', / {2}\| the last/],
  ['answer(id, {}, q.data.subarray(0, 5)); process.exit(0)', /ended after 5 of the 16 bytes of its arrays/],
  ['fs.writeSync(1, \'{"type": "ans\'); process.exit(0)', /ended in the middle of a line/],
  [
    'console.log("step 1 of 9\\nstep 2 of 9"); answer(id)',
    /is no part of the protocol[^]*printed this[^]*\| step 1 of 9\n {2}\| step 2 of 9/,
  ],
  ['answer(id); console.log("done")', undefined],
  ['fs.writeSync(1, "{1: 2}\\nlater\\n")', /printed this[^]*\| \{1: 2\}\n {2}\| later/],
  ['fs.writeSync(1, "7\\n")', /printed this[^]*\| 7/],
  ['fs.writeSync(1, "{" + "x".repeat(2 ** 21))', /is no part of the protocol/],
  ['fs.writeSync(1, "\\x1b[2J\\xff\\n")', /\| ·\[2J/],
  ['say({ type: "answer", id })', /does not keep to the protocol: "arrays" in a line of type "answer"/],
  ['answer(id, { bytes: -1 })', /"arrays.0.bytes"/],
  ['answer(id + 1)', /gave "answer" 2 where 1 is due/],
  ['answer(id); answer(id)', undefined],
])('a process that does `%s` is ended, and said to have', async (behaviour, said) => {
  if (said === undefined) {
    // The first answer is right; what follows it is found with the second.
    const examined = await start(behaviour)
    await examined.answer(BATCH)
    await expect(examined.answer(BATCH)).rejects.toThrow(
      /is no part of the protocol|without being asked|gave "answer" 1/,
    )
    return examined.close()
  }
  const { first, second } = await failure(behaviour)
  expect(first).toMatch(said)
  expect(second).toBe(first)
})

test.each([
  [
    'say({ type: "error", id, message: "no such width", details: "line 1\\nline 2" })',
    'failed at batch 1 (2 lanes of 1 query, 3 keys, width 2): no such width\n  | line 1\n  | line 2',
  ],
  ['answer(id, { shape: [2, 2] })', 'gave output of shape [2, 2] where [2, 1, 2] is meant'],
  ['answer(id, { shape: [2, 2, 1] })', 'gave output of shape [2, 2, 1] where [2, 1, 2] is meant'],
  ['answer(id, { dtype: "float64" })', 'gave output as float64, which is none of float32, float16, bfloat16'],
  ['answer(id, { dtype: "float16" })', 'gave 16 bytes for output, where [2, 1, 2] of float16 takes 8'],
  [
    'answer(id, { name: "result" })',
    'gave no output, which it says it gives, and gave "result", which it does not say it gives',
  ],
  ['answer(id, { name: "__proto__" })', 'gave no output'],
  ['say({ type: "answer", id, arrays: [] })', 'gave no output'],
])('a process that does `%s` fails at that batch alone', async (behaviour, said) => {
  const { first, second } = await failure(behaviour)
  expect(first).toContain(said)
  expect(second).toEqual({ output: BATCH.q })
})

test.each([
  [
    '',
    'setInterval(() => {}, 1000); process.stdin.resume(); return',
    { startSeconds: 0.3 },
    /did not give its hello within 0.3 seconds; --start-seconds/,
  ],
  ['', 'console.log("ready.")', {}, /printed this[^]*\| ready\./],
  [
    '',
    'say({ type: "hello", protocol: 2, name: "n", gives: ["output"] })',
    {},
    /speaks version 2 of the protocol, and this program version 1/,
  ],
  ['', 'say({ type: "hello", protocol: 1, name: "n", gives: [] })', {}, /"gives" in a line of type "hello"/],
  ['', 'say({ type: "error", id: 0, message: "no GPU" })', {}, /does not begin: no GPU/],
  ['', 'say({ type: "answer", id: 0, arrays: [] })', {}, /begins with "answer" where a hello is due/],
  [
    '',
    'say({ type: "hello", protocol: 1, name: "n", gives: ["output"], takes: { width: 4 } })',
    {},
    /says in its hello: takes has no "width"/,
  ],
  ['', 'throw new Error("no module torch")', {}, /exit code is 1[^]*no module torch/],
])('one that does not begin (%s%s)', async (behaviour, atStart, more, said) => {
  await expect(start(behaviour, atStart, more)).rejects.toThrow(said)
})

test('a command that there is not', async () => {
  const starting = examineProcess('no-such-command-anywhere', { declared: SOFTMAX })
  await expect(starting).rejects.toThrow(/The command `no-such-command-anywhere` ended/)
  await expect(examineProcess('echo', { declared: SOFTMAX, folder: '/no/such/folder' })).rejects.toThrow(
    /ENOENT/,
  )
})

/** Neither is told to end; both write their numbers down before the hello. */
test('one that hangs is stopped, and all that it started', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-hang-'))
  const [parent, child] = ['parent', 'child'].map((name) => join(folder, name))
  const program = `setInterval(() => {}, 1000); require("node:fs").writeFileSync(process.argv[1], String(process.pid))`
  const start = `
    require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(program)}, ${JSON.stringify(child)}], { stdio: 'inherit' })
    fs.writeFileSync(${JSON.stringify(parent)}, String(process.pid))
    while (!fs.existsSync(${JSON.stringify(child)}) || fs.readFileSync(${JSON.stringify(child)}, 'utf8') === '');
    fs.writeSync(2, 'deep in thought\\n')`
  const examined = await examineProcess(peerCommand('for (;;);', start), {
    declared: SOFTMAX,
    answerSeconds: 0.5,
  })
  await expect(examined.answer(BATCH)).rejects.toThrow(
    /did not give the answer to batch 1 .* within 0\.5 seconds; --answer-seconds allows it more\.\nIt was still running, and was stopped\. Its last lines on standard error:\n {2}\| deep in thought/,
  )
  for (const file of [parent, child]) {
    const pid = Number(readFileSync(file, 'utf8'))
    expect(pid).toBeGreaterThan(0)
    await expect.poll(() => isRunning(pid)).toBe(false)
  }
  await examined.close()
})

/** Without a shell that goes on listening in its place. */
test.skipIf(process.platform === 'win32')(
  'one that listens no more, and does not end, is stopped',
  async () => {
    const command = `exec ${peerCommand('process.stdin.destroy(); fs.closeSync(0); setInterval(() => {}, 1000)')}`
    const examined = await examineProcess(command, { declared: SOFTMAX })
    const big = {
      ...BATCH,
      lanes: 2 ** 16,
      q: new Float32Array(2 ** 17),
      k: new Float32Array(6 * 2 ** 16),
      v: new Float32Array(6 * 2 ** 16),
    }
    const [first] = await Promise.allSettled([examined.answer(BATCH), examined.answer(big)])
    expect(first).toMatchObject({
      reason: {
        message: expect.stringMatching(/no longer listens, before it gave .*\nIt was still running/),
      },
    })
    await examined.close()
  },
)

test('one that does not heed its goodbye is stopped', async () => {
  const examined = await start('', 'setInterval(() => {}, 1000)')
  await examined.answer(BATCH)
  await examined.close()
  await expect(examined.answer(BATCH)).rejects.toThrow('after its end')
})
