import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { OPERATIONS } from '../src/program/operations.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8')
const found = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, first]) => first)

const PAGES = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  ...readdirSync(join(root, 'docs/claims')).map((name) => `docs/claims/${name}`),
  'proofs-notes/README.md',
]

/** Code in a line or in a block. */
const codeIn = (text: string): string[] => [
  ...found(text, /```\w*\n([^]*?)```/g),
  ...found(text, /`([^`\n]+)`/g),
]

/** The part of a path before what stands for any name: before NAME in `src/attention/NAME.ts`. */
const named = (path: string): string => {
  const parts = path.split('/')
  const open = parts.findIndex(
    (part) => /^[A-Z]+(\.[\w.]+)?$|[*<]/.test(part) && !existsSync(join(root, path)),
  )
  return parts.slice(0, open < 0 ? undefined : open).join('/')
}

/** How GitHub calls a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-')

describe.each(PAGES)('%s', (page) => {
  const text = textOf(page)

  test('links to what is there', () => {
    for (const target of found(text, /\]\((?!https?:)([^)\s]+)\)/g)) {
      const [path, anchor] = target.split('#')
      const to = path ? join(dirname(page), path) : page
      expect(existsSync(join(root, to)), target).toBe(true)
      if (anchor) expect(found(textOf(to), /^#+ (.*)$/gm).map(anchorOf), target).toContain(anchor)
    }
  })

  test('names files that are there', () => {
    const own = found(text, /^```\w+ (\S+)/gm)
    for (const path of found(
      text,
      /(?<![\w./-])((?:src|ci|docs|properties|proofs-notes)\/[\w./*<>-]*[\w*>])/g,
    ))
      expect(own.includes(path) || existsSync(join(root, named(path))), path).toBe(true)
  })
})

describe('commands that the pages name', () => {
  const code = PAGES.filter((page) => page !== 'CHANGELOG.md').flatMap((page) => codeIn(textOf(page)))
  const lines = code.flatMap((block) => block.split('\n'))

  test('of npm are in package.json', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }
    for (const name of lines.flatMap((line) => found(line, /npm run (?:--silent )?([\w:-]+)/g)))
      expect(Object.keys(scripts)).toContain(name)
  })

  const assay = (...argv: string[]): string =>
    execFileSync('node', ['--import', 'tsx', 'src/cli/assay.ts', ...argv], { cwd: root, encoding: 'utf8' })
  const options = new Map<string, string[]>()
  for (const line of lines)
    for (const [, command, rest] of line.matchAll(/\bassay (?:-- )?([a-z]+)([^|#&]*)/g))
      options.set(command, [...(options.get(command) ?? []), ...found(rest, /(--[a-z-]+)/g)])

  test.each([...options])('assay %s has the options of %o', (command, named) => {
    expect(assay('--help')).toMatch(new RegExp(`^  ${command} `, 'm'))
    const help = assay(command, '--help')
    for (const option of named) expect(help).toMatch(new RegExp(`${option}(?![a-z-])`))
  })
})

test('docs/architecture.md quotes what a command prints', () => {
  const [[, command, shown]] = [...textOf('docs/architecture.md').matchAll(/```\n\$ (.*)\n([^]*?)```/g)]
  const printed = execFileSync(command, { cwd: root, shell: true, encoding: 'utf8' }).split('\n')
  for (const line of shown.trim().split('\n')) if (line !== '…') expect(printed).toContain(line)
})

test('docs/architecture.md tells the layers of eslint.config.js, in their order', () => {
  const [layers] = found(textOf('eslint.config.js'), /const LAYERS = \[([^\]]*)\]/g)
  const told = found(textOf('docs/architecture.md'), /^\| `([a-z]+)` \|/gm)
  expect(told).toEqual(found(layers, /'(\w+)'/g))
})

test('docs/certificates.md lists every operation, in its form in JSON', () => {
  const table = textOf('docs/certificates.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
  const told = table.flatMap((line) => found(line.split(' | ')[0], /`(?:\[")?(\w+)/g))
  expect(told.toSorted()).toEqual(Object.keys(OPERATIONS).toSorted())
})
