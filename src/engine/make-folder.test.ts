import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeFolder } from './make-folder.ts'

const root = mkdtempSync(join(tmpdir(), 'make-folder-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

test('a folder is made with those above it, or left as it is', () => {
  const folder = join(root, 'a', 'b', 'c')
  makeFolder(folder)
  makeFolder(folder)
  expect(statSync(folder).isDirectory()).toBe(true)
})

test('a file in its place, or above it, is said', () => {
  writeFileSync(join(root, 'file'), '')
  expect(() => makeFolder(join(root, 'file'))).toThrow(/EEXIST/)
  expect(() => makeFolder(join(root, 'file', 'x', 'y'))).toThrow(/ENOTDIR|EEXIST|ENOENT/)
})

test.runIf(existsSync('/proc/self'))('a file system that makes no folders ends it', () => {
  expect(() => makeFolder('/proc/none/of/these')).toThrow(/ENOENT|EACCES|EPERM/)
})
