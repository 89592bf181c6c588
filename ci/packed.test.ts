import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fileLinksIn, fileLinksNamed } from './file-links.ts'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const [{ files }] = JSON.parse(
  execFileSync('npm pack --dry-run --json --ignore-scripts', { cwd: root, shell: true, encoding: 'utf8' }),
) as [{ files: { path: string }[] }]
const packed = new Set(files.map(({ path }) => path))
const textOf = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

describe.each([...packed].filter((path) => path.endsWith('.md')))('%s, as it is installed,', (page) => {
  test('links to what is installed', () => {
    const missing = fileLinksIn(textOf(page))
      .map((to) => posix.join(posix.dirname(page), to))
      .filter((to) => ![...packed].some((path) => path === to || path.startsWith(`${to}/`)))
    expect(missing).toEqual([])
  })
})

test('the README has no link that leads nowhere on the page of npm, once it is packed', () => {
  const page = fileLinksNamed(textOf('README.md'))
  expect(fileLinksIn(page)).toEqual([])
  expect(page).toContain('`docs/verdicts.md`')
  expect(fileLinksIn(textOf('README.md'))).toContain('docs/verdicts.md')
})
