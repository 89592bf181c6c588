import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { builtBinding } from './binding.ts'
import type { LibraryOptions } from './find-library.ts'
import { setupTensorFlow } from './setup.ts'
import {
  BROKEN_COMPILER,
  COMPILER,
  planted,
  plantedPackages,
  plantedTensorFlow,
  python,
  PYTHON_WITHOUT_NETWORK,
  PYTHON_WITHOUT_PIP,
} from './planted.fixture.ts'
import { tensorflow } from './tensorflow.ts'

let cache: string
let said: string[]
const environment = { ...process.env }

beforeEach(() => {
  cache = planted({ ...plantedPackages, 'bin/c++': COMPILER, 'bin/broken': BROKEN_COMPILER })
  process.env.ATTENTION_ASSAY_CACHE = cache
  process.env.CXX = join(cache, 'bin/c++')
  said = []
})
afterEach(() => {
  for (const name of ['ATTENTION_ASSAY_CACHE', 'CXX', 'PATH']) {
    if (environment[name] === undefined) delete process.env[name]
    else process.env[name] = environment[name]
  }
})

const setup = (options: Partial<LibraryOptions>) =>
  setupTensorFlow({ variety: 'cpu', say: (line) => void said.push(line), ...options })
const library = (version = '2.16.2') => join(planted(plantedTensorFlow(version)), 'tensorflow')
const leftovers = () => readdirSync(join(cache, 'tensorflow')).filter((name) => name.includes('partial'))

describe.runIf(process.platform === 'linux')('setup', () => {
  test('takes the TensorFlow of a Python environment, and keeps what was built for it', async () => {
    const folder = library()
    const program = join(planted({ python: python(folder) }), 'python')
    const { file } = await setup({ python: program })
    expect(existsSync(file)).toBe(true)
    expect(builtBinding()!.library).toEqual({ folder, version: '2.16.2', cuda: false })
    said = []
    await setup({ python: program })
    expect(said).toContain('The binding in the cache was made for it.')
  })

  test('says that the TensorFlow of its binding has gone, and builds anew for another', async () => {
    const first = library()
    await setup({ library: first })
    rmSync(first, { recursive: true })
    process.env.PATH = join(planted({ python3: PYTHON_WITHOUT_PIP }), '')
    await expect(tensorflow.load()).rejects.toThrow(
      /has gone from .* no other TensorFlow was found[^]*npx assay setup tensorflow/,
    )
    process.env.PATH = environment.PATH
    const second = library('2.17.0')
    await setup({ library: second })
    expect(said.join('\n')).toMatch(/was made for .*, which has gone; compiling it anew/)
    expect(builtBinding()!.library.folder).toBe(second)
  })

  test('refuses a TensorFlow that is too old', async () => {
    await expect(setup({ library: library('2.9.1') })).rejects.toThrow(/2\.9\.1, which is too old: 2\.12/)
    expect(builtBinding()).toBeUndefined()
  })

  test('leaves nothing half-built when the compiler fails, and what was built before stands', async () => {
    await setup({ library: library() })
    process.env.CXX = join(cache, 'bin/broken')
    await expect(setup({ library: library('2.17.0') })).rejects.toThrow(/could not compile[^]*error: planted/)
    expect(builtBinding()!.library.version).toBe('2.16.2')
    expect(leftovers()).toEqual([])
  })

  test('says what is missing: a compiler, Python, pip, the network', async () => {
    const folder = library()
    process.env.CXX = join(cache, 'nowhere')
    await expect(setup({ library: folder })).rejects.toThrow(/compiler .*nowhere was not found/)
    delete process.env.CXX
    process.env.PATH = join(cache, 'empty')
    await expect(setup({ library: folder })).rejects.toThrow(/no C\+\+ compiler[^]*apt-get install g\+\+/)
    await expect(setup({})).rejects.toThrow(/no python3, whose pip/)
    process.env.PATH = environment.PATH
    const program = (text: string) => join(planted({ python: text }), 'python')
    await expect(setup({ python: program(PYTHON_WITHOUT_PIP) })).rejects.toThrow(/has no pip/)
    await expect(setup({ python: program(PYTHON_WITHOUT_NETWORK) })).rejects.toThrow(
      /pip could not install tensorflow-cpu==[^]*no matching distribution/,
    )
    expect(leftovers()).toEqual([])
  })
})

test('without its setup the engine says in two lines what to run', async () => {
  await expect(tensorflow.load()).rejects.toThrow(
    'TensorFlow is not set up for this user.\n  To set it up: npx assay setup tensorflow',
  )
  await expect(tensorflow.load()).rejects.toMatchObject({ remedy: 'npx assay setup tensorflow' })
})
