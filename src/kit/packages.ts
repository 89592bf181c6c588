import { cpSync, existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, extname, join, relative } from 'node:path'

interface Manifest {
  readonly name: string
  readonly main?: string
  readonly license?: string
  readonly dependencies?: Readonly<Record<string, string>>
}

/** Only needed where TypeScript runs, which a kit has none of. */
const UNNEEDED = ['tsx', '@webgpu/types']

/** Files that no program reads. */
const IDLE = new Set([
  '.map',
  '.ts',
  '.mts',
  '.cts',
  '.md',
  '.markdown',
  '.flow',
  '.txt',
  '.yml',
  '.lock',
  '.html',
])
const IDLE_FOLDERS = new Set(['test', 'tests', 'docs', 'doc', 'example', 'examples', 'benchmark', '.github'])

const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest

/** The folder of a package as Node finds it from another folder. */
export function folderOf(name: string, from: string): string | undefined {
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name)
    if (existsSync(join(folder, 'package.json'))) return folder
    if (at === dirname(at)) return undefined
  }
}

/** The folders of packages and of all that they depend on, by where they lie. */
export function closure(names: readonly string[], from: string): Set<string> {
  const found = new Set<string>()
  const visit = (name: string, at: string): void => {
    const folder = UNNEEDED.includes(name) || name.startsWith('@types/') ? undefined : folderOf(name, at)
    if (!folder || found.has(folder)) return
    found.add(folder)
    for (const dependency of Object.keys(manifestOf(folder).dependencies ?? {})) visit(dependency, folder)
  }
  for (const name of names) visit(name, from)
  return found
}

/**
 * Copies packages without what no program reads, each to the same place below another root.
 *
 * @returns the names of the packages and their licences
 */
export function copyPackages(folders: Iterable<string>, root: string, into: string): [string, string][] {
  return [...folders].map((folder) => {
    const { name, license = 'see its folder' } = manifestOf(folder)
    const keeps = name.startsWith('@tensorflow/') ? onlyMain(folder) : everythingUsed(folder)
    cpSync(folder, join(into, relative(root, folder)), { recursive: true, dereference: true, filter: keeps })
    return [name, license]
  })
}

function everythingUsed(folder: string): (file: string) => boolean {
  return (file) => {
    if (file === folder || isLicence(file)) return true
    if (statSync(file).isDirectory())
      return basename(file) !== 'node_modules' && !IDLE_FOLDERS.has(basename(file).toLowerCase())
    return !IDLE.has(extname(file))
  }
}

/** TensorFlow.js's packages hold every form of themselves; Node takes one file, and WebAssembly beside it. */
function onlyMain(folder: string): (file: string) => boolean {
  const { name, main = 'index.js' } = manifestOf(folder)
  const whole = name.includes('tfjs-node')
  return (file) => {
    if (statSync(file).isDirectory())
      return basename(file) !== 'node_modules' && !/^(src|deps|binding)$/.test(relative(folder, file))
    const path = relative(folder, file)
    if (path === 'package.json' || isLicence(file) || join(folder, main) === file) return true
    return whole ? extname(file) === '.js' : path.startsWith('wasm-out') && /\.(wasm|c?js)$/.test(path)
  }
}

const isLicence = (file: string): boolean => /^(licen[cs]e|notice|copying)/i.test(basename(file))
