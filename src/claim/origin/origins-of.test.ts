import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { folder } from '../planted-claims.fixture.ts'
import { importedBy } from '../sources-of.ts'
import { originsOf } from './origins-of.ts'

afterEach(() => vi.unstubAllEnvs())

const git = (at: string, ...args: string[]): string =>
  execFileSync('git', ['-C', at, '-c', 'user.name=t', '-c', 'user.email=t@t.example', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim()

/** A clone with these files, all committed. */
function clone(files: Record<string, string>): string {
  const root = folder(files)
  git(root, 'init', '-q')
  git(root, 'add', '-A')
  git(root, 'commit', '-q', '-m', 'all')
  return root
}

const originOf = async (file: string) => (await originsOf([{ file, imports: await importedBy(file) }]))[0]

describe('a claim of a repository', () => {
  const FILES = { 'sub/claims/a.ts': "import '../lib.js'", 'sub/lib.ts': '', 'other.ts': '' }

  test('is told with the address, the commit and the path in it, and is clean as it was committed', async () => {
    const root = clone(FILES)
    git(root, 'remote', 'add', 'a-fork', 'https://fork.example/repo')
    git(root, 'remote', 'add', 'origin', 'https://me:secret@host.example/owner/repo.git')
    appendFileSync(join(root, 'other.ts'), 'no part of the claim')
    expect(await originOf(join(root, 'sub/claims/a.ts'))).toEqual({
      kind: 'repository',
      repository: 'https://host.example/owner/repo.git',
      commit: git(root, 'rev-parse', 'HEAD'),
      path: 'sub/claims/a.ts',
      changed: [],
      outside: [],
    })
  })

  test('is not clean where it, or what it imports, is changed, untracked or ignored', async () => {
    const root = clone({ ...FILES, '.gitignore': 'ignored.ts' })
    const claim = join(root, 'sub/claims/a.ts')
    const changed = async () => await originOf(claim)
    appendFileSync(join(root, 'sub/lib.ts'), '1')
    expect(await changed()).toMatchObject({ changed: ['sub/lib.ts'] })
    git(root, 'add', '-A')
    expect(await changed()).toMatchObject({ changed: ['sub/lib.ts'] })
    git(root, 'commit', '-q', '-m', 'more')
    expect(await changed()).toMatchObject({ changed: [] })
    renameSync(join(root, 'sub/lib.ts'), join(root, 'sub/ignored.ts'))
    appendFileSync(claim, "\nimport '../ignored.ts'")
    expect(await changed()).toMatchObject({ changed: ['sub/claims/a.ts', 'sub/ignored.ts'] })
  })

  test('names what is not of the repository: other places, submodules and clones within it', async () => {
    const other = folder({ 'far.ts': '' })
    const root = clone({ 'a.ts': "import './inner/b.ts'\nimport './link.ts'", 'inner/b.ts': '' })
    symlinkSync(join(other, 'far.ts'), join(root, 'link.ts'))
    git(join(root, 'inner'), 'init', '-q')
    const found = await originOf(join(root, 'a.ts'))
    expect(found).toMatchObject({ changed: [] })
    expect(found).toMatchObject({ outside: [expect.stringMatching(/far\.ts$/), 'inner/b.ts'] })
  })

  test('is found through a link to it, and through a worktree', async () => {
    const root = clone(FILES)
    const elsewhere = folder({})
    symlinkSync(join(root, 'sub/claims/a.ts'), join(elsewhere, 'b.ts'))
    expect(await originOf(join(elsewhere, 'b.ts'))).toMatchObject({ path: 'sub/claims/a.ts', changed: [] })
    git(root, 'worktree', 'add', '-q', join(elsewhere, 'tree'))
    expect(await originOf(join(elsewhere, 'tree/sub/claims/a.ts'))).toMatchObject({
      path: 'sub/claims/a.ts',
      changed: [],
    })
  })

  test('has no address where its remote is a folder, and no commit before the first', async () => {
    const root = folder({ 'a.ts': '' })
    git(root, 'init', '-q')
    git(root, 'remote', 'add', 'origin', '/home/me/repo')
    expect(await originOf(join(root, 'a.ts'))).toEqual({
      kind: 'repository',
      repository: null,
      commit: null,
      path: 'a.ts',
      changed: ['a.ts'],
      outside: [],
    })
  })

  test('is told of a shallow clone', async () => {
    const root = clone(FILES)
    const shallow = folder({})
    git(shallow, 'clone', '-q', '--depth', '1', `file://${root}`, 'copy')
    expect(await originOf(join(shallow, 'copy/sub/claims/a.ts'))).toMatchObject({
      repository: null,
      commit: git(root, 'rev-parse', 'HEAD'),
      changed: [],
    })
  })

  test('is the one that its file lies in, whatever a hook of git has set', async () => {
    const root = clone(FILES)
    vi.stubEnv('GIT_DIR', join(clone({ 'x.ts': '' }), '.git'))
    vi.stubEnv('GIT_INDEX_FILE', 'nowhere')
    expect(await originOf(join(root, 'sub/claims/a.ts'))).toMatchObject({ changed: [] })
  })
})

test('a claim of a package is told by its name and version', async () => {
  const root = clone({
    'node_modules/@of/p/package.json': '{ "version": "1.2.3" }',
    'node_modules/@of/p/claims/a.js': '',
  })
  expect(await originOf(join(root, 'node_modules/@of/p/claims/a.js'))).toEqual({
    kind: 'package',
    package: '@of/p',
    version: '1.2.3',
    path: 'claims/a.js',
  })
})

test('no repository is another thing than one that cannot be read', async () => {
  expect(await originOf(join(folder({ 'a.ts': '' }), 'a.ts'))).toEqual({ kind: 'none' })
  const broken = folder({ 'a.ts': '', '.git': 'gitdir: /nowhere' })
  expect(await originOf(join(broken, 'a.ts'))).toMatchObject({
    kind: 'unread',
    reason: expect.stringContaining('nowhere') as string,
  })
  const root = clone({ 'a.ts': '' })
  rmSync(join(root, '.git/HEAD'))
  expect(await originOf(join(root, 'a.ts'))).toMatchObject({ kind: 'unread' })
})

test('where git is not installed, a repository cannot be read, and none needs none', async () => {
  const root = clone({ 'a.ts': '' })
  const none = folder({ 'a.ts': '' })
  const nothing = folder({})
  mkdirSync(join(nothing, 'bin'))
  vi.stubEnv('PATH', join(nothing, 'bin'))
  expect(await originOf(join(root, 'a.ts'))).toEqual({ kind: 'unread', reason: 'git is not installed' })
  expect(await originOf(join(none, 'a.ts'))).toEqual({ kind: 'none' })
})
