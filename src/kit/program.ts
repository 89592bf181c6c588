import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { extname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hashOf, SOURCE_MARK } from '../claim/discover.ts'
import { installation, toolCommit } from '../cli/run-info.ts'
import { EngineError } from '../engine/entry.ts'
import { run } from '../engine/npm-packages.ts'
import { closure, copyPackages } from './packages.ts'

/**
 * Puts the program into a folder: compiled, with its claims and the packages that it needs.
 *
 * @returns the names of the packages and their licences
 * @throws {EngineError} when it does not compile
 */
export async function copyProgram(into: string): Promise<[string, string][]> {
  const { root } = installation()
  mkdirSync(into)
  if (extname(fileURLToPath(import.meta.url)) === '.ts') await compile(root, join(into, 'dist'))
  else cpSync(join(root, 'dist'), join(into, 'dist'), { recursive: true })
  for (const name of ['package.json', 'LICENSE', 'LICENCE']) {
    if (existsSync(join(root, name))) cpSync(join(root, name), join(into, name))
  }
  const commit = toolCommit(root)
  if (commit !== null) writeFileSync(join(into, 'commit'), commit)
  const { dependencies, optionalDependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as {
    dependencies: Record<string, string>
    optionalDependencies: Record<string, string>
  }
  const there = Object.keys(optionalDependencies).filter((name) =>
    existsSync(join(root, 'node_modules', name)),
  )
  return copyPackages(closure([...Object.keys(dependencies), ...there], root), root, into)
}

async function compile(root: string, into: string): Promise<void> {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const args = [tsc, '-p', join(root, 'tsconfig.build.json'), '--outDir', into, '--declaration', 'false']
  const { status, said } = await run(process.execPath, args, root)
  if (status !== 0) throw new EngineError(`The program does not compile:\n${said.trim()}`)
  cpSync(join(root, 'src', 'bench', 'row-order-numpy.py'), join(into, 'src', 'bench', 'row-order-numpy.py'))
  for (const file of filesOf(join(into, 'properties'))) {
    const source = join(root, 'properties', relative(join(into, 'properties'), file)).replace(/js$/, 'ts')
    appendFileSync(file, `\n${SOURCE_MARK}${await hashOf(source)}\n`)
  }
}

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
    .map((entry) => join(entry.parentPath, entry.name))
