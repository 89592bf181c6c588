import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { documentedExports } from './documented.ts'
import { vocabulary } from './vocabulary-text.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const exports = documentedExports(root, (name) => /^attention-assay(\/predicate)?$/.test(name))

test('docs/vocabulary.md is what the comments in the sources say', () => {
  expect(readFileSync(new URL('../docs/vocabulary.md', import.meta.url), 'utf8')).toBe(vocabulary(exports))
})

test('every method of a Real is told', () => {
  const page = readFileSync(new URL('../docs/vocabulary.md', import.meta.url), 'utf8')
  const { members } = exports.find(({ name }) => name === 'Real')!
  expect(members.length).toBeGreaterThan(30)
  for (const { written } of members) expect(page).toContain(written.split('(')[0])
})

test('what is exported, and has no place in the outline, is refused', () => {
  const [one] = exports
  expect(() => vocabulary([...exports, { ...one, name: 'novel' }])).toThrow('novel has no place')
  expect(() => vocabulary(exports.filter(({ name }) => name !== 'forAll'))).toThrow('names forAll')
})
