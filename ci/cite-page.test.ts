import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compiled, hasTex, WITH_TEX } from '../src/report/tex.fixture.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const page = readFileSync(join(root, 'docs/cite.md'), 'utf8')
const [, commands] = /```sh\n([^]*?)```/.exec(page)!
const folder = mkdtempSync(join(tmpdir(), 'assay-cite-page-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs lines of a shell in which `assay` is this program. */
function run(lines: string): string {
  const program = [
    process.execPath,
    '--import',
    join(root, 'node_modules/tsx/dist/esm/index.mjs'),
    join(root, 'src/cli/assay.ts'),
  ]
  const assay = `assay() { ${program.map((word) => `'${word}'`).join(' ')} "$@"; }`
  return execFileSync('bash', ['-ec', `${assay}\n${lines}`], {
    cwd: folder,
    // Else the package's own name is looked up in what was built, if it was.
    env: { ...process.env, TSX_TSCONFIG_PATH: join(root, 'tsconfig.json') },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}

beforeAll(() => void run(commands), 120_000)

test('its commands leave what they say', () => {
  expect(readFileSync(join(folder, 'paper.bib'), 'utf8')).toMatch(
    /^@misc\{assay-softmax-row-order-strict-[0-9a-f]{8},/,
  )
  expect(readFileSync(join(folder, 'certificate.json'), 'utf8')).toContain('"of": "counterexample"')
})

test('it quotes what a command prints', () => {
  const [, command, shown] = /```\n\$ (.*)\n([^]*?)```/.exec(page)!
  let rest = run(command)
  for (const part of shown.trim().replaceAll('\n', ' ').split('…')) {
    expect(rest).toContain(part)
    rest = rest.slice(rest.indexOf(part) + part.length)
  }
})

test('it names macros that there are', () => {
  const exported = readFileSync(join(folder, 'evidence.tex'), 'utf8')
  const [, ends] = /\| end of the name \|([^]*?)\n\n/.exec(page)!
  for (const [, name] of ends.matchAll(/`\\(assay\w+)`/g)) expect(exported).toContain(`{\\${name}}`)
})

test.skipIf(!hasTex)(`its document compiles ${WITH_TEX}`, () => {
  const [, document] = /```latex\n([^]*?)```/.exec(page)!
  const exported = readFileSync(join(folder, 'evidence.tex'), 'utf8')
  expect(compiled(document, { 'evidence.tex': exported })).toContain('Output written on paper.pdf')
})
