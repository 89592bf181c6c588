import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { updateMarkedPart } from './marked-part.ts'

const path = join(mkdtempSync(join(tmpdir(), 'marked-')), 'page.md')
const part = { document: pathToFileURL(path), start: '<!-- start -->', end: '<!-- end -->' }
const page = (text: string) => `before\n<!-- start -->\n\n${text}\n<!-- end -->\nafter\n`

test('replaces what stands between the marks, and tells whether that changes the document', () => {
  writeFileSync(path, page('old\n'))
  expect(updateMarkedPart(part, 'new\n', false)).toBe(true)
  expect(readFileSync(path, 'utf8')).toBe(page('old\n'))
  expect(updateMarkedPart(part, 'new\n', true)).toBe(true)
  expect(readFileSync(path, 'utf8')).toBe(page('new\n'))
  expect(updateMarkedPart(part, 'new\n', true)).toBe(false)
})

test.each(['', 'only <!-- start -->'])('refuses a document without the marks: "%s"', (text) => {
  writeFileSync(path, text)
  expect(() => updateMarkedPart(part, 'new\n', true)).toThrow('lacks the marks <!-- start --> … <!-- end -->')
  expect(readFileSync(path, 'utf8')).toBe(text)
})
