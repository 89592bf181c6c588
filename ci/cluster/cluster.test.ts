import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { readEvidence } from '../../src/evidence/read.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'assay-cluster-'))
afterAll(() => rmSync(folder, { recursive: true }))

const run = (command: string, ...args: string[]) =>
  promisify(execFile)(join(root, 'ci/cluster', command), args, { cwd: root })

test('shards that are run and run again are merged and audited', async () => {
  const options = [
    'softmax-row-order-strict',
    '--cases',
    '200',
    '--demand',
    '0.5',
    '--engine',
    'wasm',
    '--threads',
    '0',
  ]
  const shard = (k: number) => run('shard', `${k}/2`, folder, ...options)
  await Promise.all([shard(1), shard(2)])
  expect((await shard(2)).stderr).toContain('1 of 1 claims are finished already.')
  const { stdout } = await run('merge', '2', folder)
  expect(stdout).toContain(`1 of 1 claims as expected · 2 shards merged to ${folder}/evidence.json`)
  expect(stdout).toMatch(/Nothing is wrong\.\n$/)
  expect(readEvidence(join(folder, 'evidence.json')).claims[0].range).toEqual({ from: 0, to: 200 })
})

describe('manifests of Kubernetes', () => {
  const [shards, merge] = ['shards', 'merge'].map((name) => textOf(`ci/cluster/kubernetes/${name}.yaml`))
  const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, first]) => first)

  test('say the same number of shards everywhere', () => {
    const [completions] = found(shards, /completions: (\d+)/g)
    expect(found(shards, /INDEX \+ 1\)\)\/(\d+)"/g)).toEqual([completions])
    expect(found(shards, /parallelism: (\d+)/g)).toEqual([completions])
    expect(found(merge, /ci\/cluster\/merge, '(\d+)'/g)).toEqual([completions])
  })

  test('name an image and no registry, a user that the image has, and files that are there', () => {
    for (const text of [shards, merge]) {
      expect(found(text, /image: (.*)/g)).toEqual(['attention-assay'])
      expect(found(text, /runAsUser: (\d+)/g)).toEqual(['1000'])
      for (const path of found(text, /(ci\/cluster\/[\w./]+)/g))
        expect(statSync(join(root, path)).isFile(), path).toBe(true)
    }
  })
})

test('the Dockerfile has instructions only that can be done without a container engine', () => {
  const known = [...textOf('ci/cluster/build-in-folder').matchAll(/^ {4}([A-Z]+)\)/gm)].map(
    ([, name]) => name,
  )
  const used = [...textOf('Dockerfile').matchAll(/^([A-Z]+) (.*)/gm)].map(([, name]) => name)
  expect(known).toEqual(expect.arrayContaining(used))
  expect(textOf('Dockerfile')).toMatch(/^FROM node:\d+-slim$/m)
})
