import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { evidenceText } from '../evidence/evidence-text.ts'
import { plantedEvidence } from '../evidence/planted-evidence.fixture.ts'
import { fittingClaim } from '../recount/fitting-claim.fixture.ts'
import { folder, PlantedCommandLine } from './planted-command-line.fixture.ts'

const text = evidenceText(plantedEvidence([fittingClaim('a-b')]))
const files = folder({
  'evidence.json': text,
  'altered.json': text.replace('No violation in 500', 'No violation in 505'),
  'proto.json': text.replace('"distributions": {}', '"distributions": { "__proto__": 7, "constructor": 8 }'),
  'cut.json': text.slice(0, 500),
  'old.json': text.replace('"version": 2', '"version": 1'),
  'other.json': '{"format": "mine"}',
  'damaged.json': text.replace('"seed": 1', '"seed": "one"'),
  'deep.json': `${'['.repeat(600)}${']'.repeat(600)}`,
})
writeFileSync(join(files, 'huge.json'), Buffer.alloc(65e6, ' '))
const at = (...names: string[]): string => join(files, ...names)
const planted = new PlantedCommandLine(folder())
const report = (...argv: string[]): Promise<number> => planted.run('report', ...argv)

test('a page is written as a whole, into a folder that it makes, over a page that is there', async () => {
  for (const target of [at('new', 'folder', 'page.html'), at('new', 'folder', 'page.html')]) {
    expect(await report(at('evidence.json'), '-o', target)).toBe(0)
    expect(planted.out).toBe(`report written to ${target}\n`)
    expect(planted.err).toBe('')
    expect(readFileSync(target, 'utf8')).toMatch(/^<!doctype html>[^]*The claim a-b[^]*<\/html>\n$/)
    expect(readdirSync(at('new', 'folder'))).toEqual(['page.html'])
  }
})

test('- is the standard output', async () => {
  expect(await report(at('evidence.json'), '-o', '-')).toBe(0)
  expect(planted.out).toMatch(/^<!doctype html>/)
  expect(planted.err).toBe('')
})

test('what was changed after it was written is not to be believed; names of JavaScript are names', async () => {
  expect(await report(at('altered.json'), '-o', '-')).toBe(0)
  expect(planted.out).toMatch(/Do not believe this file:<\/b>\s+its digest is not that of its contents/)
  expect(await report(at('proto.json'), '-o', '-')).toBe(0)
  expect(planted.out).toContain('constructor')
  expect(({} as Record<string, unknown>)['7']).toBeUndefined()
})

test.each([
  ['cut.json', 'is cut off'],
  ['old.json', 'has version 1 of the format'],
  ['other.json', 'is not a file of evidence'],
  ['damaged.json', 'is damaged: run.seed'],
  ['deep.json', 'asks for 600 lists and objects within each other; the limit "nesting" is 500, and --work N'],
  ['huge.json', 'asks for 65000000 bytes; the limit "bytes" is 64000000'],
  ['nowhere.json', 'there is no file'],
])('%s is refused with a message, and no page is left', async (name, said) => {
  expect(await report(at(name), '-o', at('refused', 'page.html'))).toBe(2)
  expect(planted.err).toContain(said)
  expect(planted.err).toContain(name)
  expect(planted.err).not.toMatch(/^ +at /m)
  expect(readdirSync(at('refused'))).toEqual([])
})

test('no evidence and no folder is written over', async () => {
  const before = statSync(at('evidence.json')).mtimeMs
  expect(await report(at('evidence.json'), '-o', join(files, '.', 'evidence.json'))).toBe(2)
  expect(planted.err).toContain('is read and would be replaced; name another file with --out')
  expect(statSync(at('evidence.json')).mtimeMs).toBe(before)
  mkdirSync(at('taken'), { recursive: true })
  expect(await report(at('evidence.json'), '-o', at('taken'))).toBe(2)
  expect(planted.err).toContain('it is a folder')
  expect(await report(at('evidence.json'), '-o', join(at('evidence.json'), 'page.html'))).toBe(2)
  expect(await report(at('evidence.json'), '-o', '')).toBe(2)
})
