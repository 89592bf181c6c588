import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { ExitCode } from './exit-code.ts'

/** What a library does when it is loaded: bits of the control register of SSE. */
const SOURCE = (flags: string) => `
#include <xmmintrin.h>
__attribute__((constructor)) static void change(void) { _mm_setcsr(_mm_getcsr() | ${flags}); }
`
const folder = mkdtempSync(join(tmpdir(), 'floating-point-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The library, or why there is none. */
function built(name: string, flags: string): { file: string } | { why: string } {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { why: 'the library is written for Linux on x64' }
  const [source, file] = [join(folder, `${name}.c`), join(folder, `${name}.so`)]
  writeFileSync(source, SOURCE(flags))
  const { status, error } = spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', file, source])
  return status === 0
    ? { file }
    : { why: `no C compiler builds it (${error?.message ?? `cc ends with ${status}`})` }
}

const main = fileURLToPath(new URL('assay.ts', import.meta.url))

/** The command line with a library loaded beside Node. */
const assay = (file: string, ...args: string[]) =>
  spawnSync(process.execPath, ['--import', import.meta.resolve('tsx'), main, ...args], {
    encoding: 'utf8',
    env: { ...process.env, LD_PRELOAD: file },
  })

const STATES = [
  ['subnormal results and operands are taken for zero', '0x8040', /subnormal numbers are lost/],
  ['results are rounded upward', '0x4000', /not rounded to nearest/],
] as const

for (const [what, flags, said] of STATES) {
  const library = built(flags, flags)
  if ('why' in library) {
    test.skip(`${what}: ${library.why}`, () => {})
    continue
  }
  test(`${what}: nothing is judged, and doctor says why`, () => {
    const refused = [
      [
        'verify',
        'softmax-row-order-strict',
        '--cases',
        '1',
        '--engine',
        'cpu',
        '--out',
        join(folder, 'evidence'),
      ],
      ['replay', 'softmax-row-order-strict', '--seed', '1', '--case', '0', '--engine', 'cpu'],
      ['audit', join(folder, 'none.json')],
    ].map((args) => assay(library.file, ...args))
    for (const { status, stderr, stdout } of refused) {
      expect(`${stderr}${stdout}`).toMatch(said)
      expect(stderr).toMatch(/no verdict would be sound[^]*LD_PRELOAD/)
      expect(status).toBe(ExitCode.CannotRun)
    }
    const doctor = assay(library.file, 'doctor', '--engine', 'cpu')
    expect(doctor.stdout).toMatch(/Floating point: NOT as IEEE 754 has it/)
    expect(doctor.stdout).toMatch(said)
    expect(doctor.status).toBe(ExitCode.CannotRun)
  })
}
