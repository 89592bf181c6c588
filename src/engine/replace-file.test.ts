import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { replaceFile } from './replace-file.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-replace-'))
  path = join(folder, 'file.json')
  writeFileSync(path, 'old')
})

/** What is in the folder, and in the file. */
const left = () => [readdirSync(folder), readFileSync(path, 'utf8')]

test('the new text is there as a whole, and no other file', () => {
  const text = 'é'.repeat(3_000_000)
  replaceFile(path, text)
  expect(left()).toEqual([['file.json'], text])
})

test('the old file stays where a folder stands in the way of the new one', () => {
  mkdirSync(join(folder, 'taken'))
  expect(() => replaceFile(join(folder, 'taken'), 'new')).toThrow(/EISDIR|EPERM|EEXIST/)
  expect(left()).toEqual([['file.json', 'taken'], 'old'])
})

// A limit on the size of files cuts a write short without an error, as a full disk does.
test.skipIf(process.platform === 'win32')('the old file stays when the new one does not fit', () => {
  const module = JSON.stringify(new URL('./replace-file.ts', import.meta.url).href)
  const script = `import(${module}).then(({ replaceFile }) => replaceFile(process.argv[1], 'n'.repeat(9e6)))`
  const args = [process.execPath, '--import', import.meta.resolve('tsx'), '-e', script, path]
  const limited = ['-c', 'ulimit -f 4096; "$@"', 'sh', ...args]
  const { status, stderr } = spawnSync('sh', limited, { encoding: 'utf8' })
  expect(stderr).toContain('EFBIG')
  expect(status).toBe(1)
  expect(left()).toEqual([['file.json'], 'old'])
})
