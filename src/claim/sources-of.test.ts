import { renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folder } from './planted-claims.fixture.ts'
import { changedSources, sourcesOf } from './sources-of.ts'

const pathsOf = async (file: string): Promise<string[]> => (await sourcesOf(file)).map(({ path }) => path)
const sha = /^sha256:[0-9a-f]{64}$/

test('a claim consists of its file and all that it imports, in each spelling', async () => {
  const root = folder({
    'claims/a.ts': [
      "import { b } from '../lib/b.js'",
      'import {\n  c\n} from\n  "../lib/c"',
      'const d = await import(`./d.mjs`)',
      "const data = new URL('./weights.json', import.meta.url)",
      "import '../gone'",
    ].join('\n'),
    'claims/d.mjs': "export * from '../lib/e/index.js'",
    'claims/weights.json': '{}',
    'claims/other.ts': '',
    'lib/b.ts': "import './c.ts'",
    'lib/c.ts': "import './b'",
    'lib/e/index.ts': '',
  })
  const sources = await sourcesOf(join(root, 'claims/a.ts'))
  expect(sources.map(({ path }) => path)).toEqual([
    '../lib/b.ts',
    '../lib/c.ts',
    '../lib/e/index.ts',
    'a.ts',
    'd.mjs',
    'weights.json',
  ])
  for (const { hash } of sources) expect(hash).toMatch(sha)
})

test('packages are told by their versions, what is linked to a folder by its files', async () => {
  const root = folder({
    'claims/a.ts':
      "import 'installed/part'\nimport '@of/linked'\nimport 'node:fs'\nimport 'fs'\nimport '#own'",
    'package.json': JSON.stringify({ name: 'me', imports: { '#own': './own.js' } }),
    'own.js': '',
    'node_modules/installed/package.json': '{ "version": "1.2.3" }',
    'packages/linked/package.json': '{ "version": "0.0.0", "exports": "./source.js" }',
    'packages/linked/source.js': "import './more.js'",
    'packages/linked/more.js': '',
    'node_modules/@of/keep': '',
  })
  symlinkSync(join(root, 'packages/linked'), join(root, 'node_modules/@of/linked'), 'junction')
  const sources = await sourcesOf(join(root, 'claims/a.ts'))
  expect(sources.map(({ path }) => path)).toEqual([
    '../own.js',
    '../packages/linked/more.js',
    '../packages/linked/source.js',
    'a.ts',
    'npm:installed',
  ])
  expect(sources.at(-1)?.hash).toBe('version:1.2.3')
})

test('what cannot be told is unknown, and never the same', async () => {
  const root = folder({
    'a.js': "import 'linked'\nimport 'broken'",
    'b/package.json': '{ "exports": { "import": "./b.js" } }',
    'node_modules/broken/package.json': '{',
  })
  symlinkSync(join(root, 'b'), join(root, 'node_modules/linked'), 'junction')
  const imports = (await sourcesOf(join(root, 'a.js'))).slice(1)
  expect(imports).toEqual([
    { path: 'npm:broken', hash: 'unknown' },
    { path: 'npm:linked', hash: 'unknown' },
  ])
  const sources = { sourceHash: '', imports }
  expect(changedSources(sources, sources)).toEqual([
    'npm:broken cannot be compared',
    'npm:linked cannot be compared',
  ])
})

test('of a package that is there in two versions both are told', async () => {
  const root = folder({
    'a.ts': "import 'p'\nimport './sub/b.ts'\n// as in 'file://elsewhere/x'",
    'sub/b.ts': "import 'p'",
    'node_modules/p/package.json': '{ "version": "2.0.0" }',
    'sub/node_modules/p/package.json': '{ "version": "1.0.0" }',
  })
  expect(
    (await sourcesOf(join(root, 'a.ts'))).map(({ hash }) => hash.replace(/^sha256:.*/, 'sha256')),
  ).toEqual(['sha256', 'version:1.0.0 version:2.0.0', 'sha256'])
})

test('a link leads to the same sources', async () => {
  const root = folder({ 'real/a.ts': "import './b.ts'", 'real/b.ts': '', 'linked/x': '' })
  symlinkSync(join(root, 'real/a.ts'), join(root, 'linked/c.ts'))
  expect(await pathsOf(join(root, 'linked/c.ts'))).toEqual(await pathsOf(join(root, 'real/a.ts')))
})

test('says what has changed', async () => {
  const root = folder({
    'a.ts': "import './b.ts'\nimport './c.ts'\nimport 'p'",
    'b.ts': '1',
    'c.ts': '',
    'node_modules/p/package.json': '{ "version": "1.0.0" }',
  })
  const imports = async () => ({ sourceHash: 'x', imports: await sourcesOf(join(root, 'a.ts')) })
  const before = await imports()
  expect(changedSources(before, await imports())).toEqual([])
  writeFileSync(join(root, 'b.ts'), '2')
  writeFileSync(join(root, 'node_modules/p/package.json'), '{ "version": "1.0.1" }')
  renameSync(join(root, 'c.ts'), join(root, 'c.mts'))
  expect(changedSources(before, { ...(await imports()), sourceHash: 'y' })).toEqual([
    'its file has changed',
    'b.ts has changed',
    'c.ts is no longer imported',
    'npm:p is version:1.0.1, was version:1.0.0',
  ])
})
