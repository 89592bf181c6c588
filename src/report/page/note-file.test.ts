import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { noteOf } from './note-file.ts'

const root = mkdtempSync(join(tmpdir(), 'assay-notes-'))
const folders = ['mine', 'own'].map((name) => join(root, name))
for (const folder of folders) mkdirSync(join(folder, 'proofs-notes', 'order'), { recursive: true })
writeFileSync(join(folders[0], 'proofs-notes', 'order', 'a-b.md'), 'mine')
writeFileSync(join(folders[1], 'proofs-notes', 'order', 'a-b.md'), 'own')
writeFileSync(join(folders[1], 'proofs-notes', 'order', 'c.md'), 'c')
writeFileSync(join(root, 'secret.md'), 'secret')

test('a note is found by theme and id, in the first folder that has it', () => {
  expect(noteOf(folders, 'order', 'a-b')).toEqual({ path: 'proofs-notes/order/a-b.md', text: 'mine' })
  expect(noteOf(folders, 'order', 'c')?.text).toBe('c')
  expect(noteOf(folders, 'order', 'd')).toBeUndefined()
})

test.each([
  ['../..', 'secret'],
  ['order', '../../../secret'],
  ['.', '../../secret'],
  [root, 'secret'],
  ['order\\..', 'a-b'],
  ['order', 'a-b\0'],
])('%s and %s name no note', (theme, id) => {
  expect(noteOf(folders, theme, id)).toBeUndefined()
})
