import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { runCommandLine } from './command-line.ts'
import { ExitCode } from './exit-code.ts'
import { REAL_SERVICES } from './services.ts'

const assay = fileURLToPath(new URL('./assay.ts', import.meta.url))

/** The packages of which `assay` loads a file, as V8's coverage tells them. */
function packagesOf(...args: string[]): ReadonlySet<string> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-coverage-'))
  const env = { ...process.env, NODE_V8_COVERAGE: folder }
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', assay, ...args], {
    env,
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  expect(status).toBe(0)
  const text = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
  const urls = text.flatMap((json) => (JSON.parse(json) as { result: { url: string }[] }).result)
  return new Set(urls.flatMap(({ url }) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? []))
}

test('a list of claims loads neither an engine nor what evidence and figures need', () => {
  const packages = packagesOf('list')
  expect(packages).toContain('fast-check')
  for (const heavy of ['zod', 'ml-matrix', 'gmp-wasm', 'vega', 'cli-progress', '@tensorflow/tfjs-core'])
    expect(packages).not.toContain(heavy)
})

test.skipIf(process.platform === 'win32')(
  'a working directory that was removed is said to be gone',
  async () => {
    const before = process.cwd()
    const folder = mkdtempSync(join(tmpdir(), 'assay-gone-'))
    const said: string[] = []
    const stderr = { write: (text: string) => said.push(text) }
    process.chdir(folder)
    rmdirSync(folder)
    try {
      expect(await runCommandLine(['list'], { ...REAL_SERVICES, stderr })).toBe(ExitCode.CannotRun)
    } finally {
      process.chdir(before)
    }
    expect(said.join('')).toMatch(/the working directory is no more/)
  },
)
