import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { EngineError } from '../entry.ts'
import { buildWhole } from '../install/build-whole.ts'
import { enginesFolder } from '../install/cache-folder.ts'
import { installPackages, requireOf } from '../install/npm-packages.ts'
import { runProgram } from '../run-program.ts'
import { LIBRARIES, type TensorFlowLibrary } from './library.ts'

export const PACKAGE = '@tensorflow/tfjs-node-gpu'
export const SETUP = 'npx assay setup tensorflow'

/**
 * What the cache holds of the package: itself, the headers of Node's interface, and TensorFlow.js's core in place of
 * the union of all its packages, of which the backend uses nothing else.
 */
const PACKAGES = {
  dependencies: { [PACKAGE]: '4.22.0', '@tensorflow/tfjs-core': '4.22.0', 'node-api-headers': '1.9.0' },
  overrides: { '@tensorflow/tfjs': 'npm:@tensorflow/tfjs-core@4.22.0' },
}

/** The compiled binding and the library for which it was made. */
export interface Binding {
  readonly file: string
  readonly library: TensorFlowLibrary
}

export const tensorFlowCache = (): string => join(enginesFolder(), 'tensorflow')
const packagesFolder = (): string => join(tensorFlowCache(), 'packages')
const bindingFolder = (): string => join(tensorFlowCache(), 'binding')

/** A `require` that finds the package; undefined before it was set up. */
export const packageRequire = (): NodeJS.Require | undefined => requireOf(PACKAGE, packagesFolder())

/** Fetches the package and the headers into the cache, unless they are there. */
export async function fetchPackages(say: (line: string) => void): Promise<void> {
  if (existsSync(join(packagesFolder(), 'node_modules', 'node-api-headers'))) return
  say(`Fetching ${PACKAGE} with npm, without running its install script.`)
  await buildWhole(packagesFolder(), (inside) => installPackages(inside, PACKAGES))
}

/** The binding in the cache; undefined where none was built. Whether its library is still there is not looked at. */
export function builtBinding(): Binding | undefined {
  try {
    const { library } = JSON.parse(readFileSync(join(bindingFolder(), 'setup.json'), 'utf8')) as Binding
    // In a kit the library lies beside the binding.
    const folder = resolve(bindingFolder(), library.folder)
    return { file: join(bindingFolder(), 'tfjs_binding.node'), library: { ...library, folder } }
  } catch {
    return undefined
  }
}

/**
 * Compiles the package's own binding, unchanged, against a TensorFlow, into the cache; ten seconds.
 *
 * TensorFlow looks for CUDA's libraries beside the folder in which it was found itself, so the binding finds it
 * through a link to that folder.
 *
 * @throws {EngineError} when there is no compiler, or it fails
 */
export async function buildBinding(library: TensorFlowLibrary): Promise<Binding> {
  await buildWhole(bindingFolder(), async (inside) => {
    symlinkSync(library.folder, join(inside, 'tensorflow'), 'dir')
    await compile(library, inside)
    writeFileSync(join(inside, 'setup.json'), JSON.stringify({ library }, null, 2))
  })
  return builtBinding()!
}

async function compile(library: TensorFlowLibrary, inside: string): Promise<void> {
  const require = packageRequire()!
  const sources = join(dirname(require.resolve(`${PACKAGE}/package.json`)), 'binding')
  const headers = requireOf('node-api-headers', packagesFolder())!.resolve('node-api-headers/package.json')
  const compiler = process.env.CXX ?? (await firstCompiler())
  const { status, said } = await runProgram(compiler, [
    ...['-O2', '-std=c++17', '-fPIC', '-shared', '-s', '-DNAPI_VERSION=8'],
    ...[`-I${join(library.folder, 'include')}`, `-I${join(dirname(headers), 'include')}`],
    ...readdirSync(sources)
      .filter((name) => name.endsWith('.cc'))
      .map((name) => join(sources, name)),
    ...['-o', join(inside, 'tfjs_binding.node'), `-L${library.folder}`],
    ...LIBRARIES.map((name) => `-l:${name}`),
    '-Wl,-rpath,$ORIGIN/tensorflow',
  ])
  if (status === 0) return
  if (status === undefined)
    throw new EngineError(`The C++ compiler ${compiler} was not found; unset CXX or mend it.`)
  if (/No space left/i.test(said))
    throw new EngineError('The disk is full: the binding could not be compiled.')
  throw new EngineError(
    `${compiler} could not compile the binding:\n${said.trim().split('\n').slice(0, 6).join('\n')}`,
  )
}

/** @throws {EngineError} when there is none */
async function firstCompiler(): Promise<string> {
  for (const name of ['g++', 'clang++', 'c++'])
    if ((await runProgram(name, ['--version'])).status === 0) return name
  throw new EngineError(
    'There is no C++ compiler, which has to make the binding (10 seconds). Install one (Debian and Ubuntu: apt-get install g++; Fedora: dnf install gcc-c++), or name yours in CXX.',
  )
}
