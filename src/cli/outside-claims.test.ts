import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { folder } from './planted-command-line.fixture.ts'

const ASSAY = fileURLToPath(new URL('./assay.ts', import.meta.url))

const text = (
  id: string,
): string => `import { forAll, folklore, arrays, softmax, lattice } from 'attention-assay'
export default forAll({
  id: '${id}', title: 't', statement: 's', source: folklore(), subject: softmax,
  inputs: arrays({ arrays: { c: [2, 2], d: [2, 2] }, from: lattice(8) }),
  check: ({ c, d }) => c.add(d).sub(d).equal(c).all(),
  expect: { reals: 'holds', float32: 'holds' },
  controls: [{ name: 'never', check: ({ c }) => c.sum().less(-1e9) }],
})
`

/** Runs the real program in a process of its own. */
function verify(file: string, threads: number): Promise<{ code: number | null; said: string }> {
  const args = ['--engine', 'cpu', '--cases', '3000', '--threads', String(threads), '--out', folder()]
  const child = spawn(process.execPath, ['--import', 'tsx', ASSAY, 'verify', file, ...args])
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => (said += part.toString()))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, said })))
}

test.each([
  ['no package.json above it', {}],
  ['a package of CommonJS around it', { 'package.json': '{ "type": "commonjs" }' }],
  ['a package of modules around it', { 'package.json': '{ "type": "module" }' }],
])('a claim file with %s is loaded in every thread', async (_, files) => {
  const root = folder({ ...files, 'outside.ts': text('outside') })
  for (const threads of [0, 2]) {
    const { code, said } = await verify(join(root, 'outside.ts'), threads)
    expect(said).toContain('1 of 1 claims as expected')
    expect(code).toBe(0)
  }
})
