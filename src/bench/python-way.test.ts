import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { PythonWay } from './python-way.ts'

const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A program that runs instead of Python. */
function planted(name: string, script: string): string {
  const file = join(folder, name)
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
  return file
}

const reasonOf = async (python: string): Promise<string> => {
  const way = await PythonWay.start(python, 'jax')
  return way instanceof PythonWay ? 'it runs' : way.reason.replaceAll(`${folder}/`, '')
}

test('says that there is no Python', async () => {
  expect(await reasonOf(join(folder, 'nowhere'))).toMatch(/^there is no .*nowhere$/)
})

describe.skipIf(process.platform === 'win32')('a Python', () => {
  test('without a package is told with the line that installs it', async () => {
    const python = planted('bare', `echo "ModuleNotFoundError: No module named 'jax'" >&2; exit 1`)
    expect(await reasonOf(python)).toBe('bare has no jax (bare -m pip install "jax[cpu]")')
  })

  test('that fails otherwise is told with what it said last', async () => {
    expect(await reasonOf(planted('broken', 'echo first >&2; echo last >&2; exit 1'))).toBe(
      'broken failed: last',
    )
  })

  test('answers as often as it is asked, and ends when it is not asked any more', async () => {
    const python = planted(
      'whole',
      `echo '{"version":"1"}'; while read asked; do echo "{\\"asked\\":$asked}"; done; touch ${folder}/ended`,
    )
    const way = (await PythonWay.start(python, 'jax')) as PythonWay
    expect(way.about).toEqual({ version: '1' })
    for (const seconds of [1, 2])
      expect(await way.rate(16, 8, seconds)).toEqual({ asked: { tokens: 16, width: 8, seconds } })
    way.end()
    await expect(way.rate(16, 8, 3)).rejects.toThrow('failed')
  })
})
