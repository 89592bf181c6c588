import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const [{ files }] = JSON.parse(
  execFileSync('npm pack --dry-run --json --ignore-scripts', { cwd: root, shell: true, encoding: 'utf8' }),
) as [{ files: { path: string }[] }]
const packed = new Set(files.map(({ path }) => path))
const textOf = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const linksIn = (page: string): string[] =>
  [...textOf(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, to]) => to)

describe.each([...packed].filter((path) => path.endsWith('.md')))('%s, as it is installed,', (page) => {
  test('links to what is installed', () => {
    const missing = linksIn(page)
      .map((to) => posix.join(posix.dirname(page), to))
      .filter((to) => ![...packed].some((path) => path === to || path.startsWith(`${to}/`)))
    expect(missing).toEqual([])
  })
})

/*
 * npm's page resolves links of the README against the address of the repository, and this package names none. Until it does,
 * the README names files in place of linking to them; who has the package or the repository has the files.
 */
test('the README has no link that leads nowhere on the page of npm', () => {
  const { repository } = JSON.parse(textOf('package.json')) as { readonly repository?: unknown }
  if (repository === undefined) expect(linksIn('README.md')).toEqual([])
})

test('pages that the README names are installed', () => {
  const named = [...textOf('README.md').matchAll(/`((?:docs|proofs-notes)[\w./-]*|[\w./-]+\.md)`/g)].map(
    ([, path]) => path.replace(/\/$/, ''),
  )
  expect(named.length).toBeGreaterThan(5)
  for (const path of named)
    expect(
      [...packed].some((file) => file === path || file.startsWith(`${path}/`)),
      path,
    ).toBe(true)
})
