import { existsSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { closure, copyPackages } from './packages.ts'

const manifest = (name: string, more: object = {}) =>
  JSON.stringify({ name, version: '1.0.0', license: 'MIT', ...more })

/** A project whose package `a` has a `b` of its own, beside another one. */
const FILES: Record<string, string> = {
  'node_modules/a/package.json': manifest('a', { dependencies: { b: '1', '@types/c': '1', absent: '1' } }),
  'node_modules/a/index.js': '',
  'node_modules/a/index.js.map': '',
  'node_modules/a/index.d.ts': '',
  'node_modules/a/README.md': '',
  'node_modules/a/LICENSE.md': '',
  'node_modules/a/test/test.js': '',
  'node_modules/a/node_modules/b/package.json': manifest('b', { dependencies: { a: '1' } }),
  'node_modules/a/node_modules/b/b.wasm': '',
  'node_modules/b/package.json': manifest('b'),
  'node_modules/@types/c/package.json': manifest('@types/c'),
  'node_modules/@tensorflow/tfjs-x/package.json': manifest('@tensorflow/tfjs-x', { main: 'dist/x.node.js' }),
  'node_modules/@tensorflow/tfjs-x/dist/x.node.js': '',
  'node_modules/@tensorflow/tfjs-x/dist/x.js': '',
  'node_modules/@tensorflow/tfjs-x/wasm-out/x.wasm': '',
}

function project(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'assay-packages-')))
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return root
}

test('packages are copied with what they need, to the same places, without what no program reads', () => {
  const root = project()
  const folders = closure(['a', '@tensorflow/tfjs-x'], root)
  const into = mkdtempSync(join(tmpdir(), 'assay-copied-'))
  expect(copyPackages(folders, root, into)).toEqual([
    ['a', 'MIT'],
    ['b', 'MIT'],
    ['@tensorflow/tfjs-x', 'MIT'],
  ])
  const copied = Object.keys(FILES).filter((name) => existsSync(join(into, name)))
  expect(copied).toEqual([
    'node_modules/a/package.json',
    'node_modules/a/index.js',
    'node_modules/a/LICENSE.md',
    'node_modules/a/node_modules/b/package.json',
    'node_modules/a/node_modules/b/b.wasm',
    'node_modules/@tensorflow/tfjs-x/package.json',
    'node_modules/@tensorflow/tfjs-x/dist/x.node.js',
    'node_modules/@tensorflow/tfjs-x/wasm-out/x.wasm',
  ])
})
