import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { checkCertificate } from '../auditor/certificate-check.ts'
import { HEAVY_BY_WORK } from './hostile-certificates.fixture.ts'
import type { HostileFile } from './hostile-file.fixture.ts'
import { HOSTILE_FILES } from './hostile-files.fixture.ts'

/** After this a process is killed; `work` by itself takes up to 10 s, and other tests run beside it. */
const KILL = 40_000
const MEBIBYTES = 1024

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'assay-hostile-'))
afterAll(() => rmSync(folder, { recursive: true }))
const python = ['python3', 'python'].find((name) => spawnSync(name, ['-c', 'import mpmath']).status === 0)
const hasLimits = process.platform === 'linux'

function written({ text }: HostileFile, name: string): string {
  const path = join(folder, `${name}.json`)
  writeFileSync(path, text())
  return path
}

/** What a process says, and how it ends: with null when it was killed. */
function ended(command: string, args: readonly string[]): Promise<{ status: number | null; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: at('../..'), timeout: KILL, killSignal: 'SIGKILL' })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += String(text)))
    child.on('close', (status) => resolve({ status, said }))
  })
}

const FILES = HOSTILE_FILES.map((file, i) => [file.title, file, i] as const)
/** Neither a stack trace nor what a terminal obeys. */

const NEVER = /\n {4}at |Traceback|heap out of memory|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/

describe('a hostile file is refused in little time and memory', () => {
  test('there are thirty, and more', () => expect(FILES.length).toBeGreaterThan(30))

  test.each(FILES)(
    'by assay audit: %s',
    async (_, file, i) => {
      const args = [`--max-old-space-size=${MEBIBYTES}`, '--import', 'tsx', at('../cli/assay.ts'), 'audit']
      const { status, said } = await ended(process.execPath, [...args, written(file, `node-${i}`)])
      expect(said).toMatch(file.says)
      expect(said).not.toMatch(NEVER)
      expect(status).toBe(file.exits[0])
    },
    2 * KILL,
  )

  test.runIf(python && hasLimits).each(FILES)(
    'by the auditor in Python: %s',
    async (_, file, i) => {
      const limited = `ulimit -v ${MEBIBYTES * 1024}; exec "$0" "$@"`
      const args = [
        '-c',
        limited,
        python!,
        at('../../ci/audit-certificates.py'),
        written(file, `python-${i}`),
      ]
      const { status, said } = await ended('bash', args)
      expect(said).toMatch(file.alsoSays)
      expect(said).not.toMatch(NEVER)
      expect(status).toBe(file.exits[1])
    },
    2 * KILL,
  )
})

test.each(HEAVY_BY_WORK)(
  'the evaluator refuses by itself: $title',
  ({ certificate, says }) => expect(checkCertificate(certificate).join()).toMatch(says),
  2 * KILL,
)
