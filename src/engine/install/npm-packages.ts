import { existsSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { EngineError } from '../entry.ts'
import { runProgram } from '../run-program.ts'

/** Packages by version, and what is put in place of packages that they ask for. */
export interface PackageSet {
  readonly dependencies: Readonly<Record<string, string>>
  readonly overrides?: Readonly<Record<string, string>>
}

/**
 * A `require` that finds a package beside this program, else in the project from which it was started (pnpm keeps each
 * package apart from what the project has), else in a folder of the cache; undefined where it is in none.
 */
export function requireOf(name: string, folder: string | undefined): NodeJS.Require | undefined {
  const own = createRequire(import.meta.url)
  const places = [
    own,
    ...[process.cwd(), folder].flatMap((at) => (at ? [createRequire(join(at, 'package.json'))] : [])),
  ]
  return places.find((require) => {
    try {
      require.resolve(`${name}/package.json`)
      return true
    } catch {
      return false
    }
  })
}

/**
 * Installs packages into an empty folder, without running any of their scripts.
 *
 * @throws {EngineError} when there is no npm, or it fails; with the end of what it said.
 */
export async function installPackages(folder: string, packages: PackageSet): Promise<void> {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, ...packages }, null, 2))
  const args = ['install', '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const { status, said } = await runProgram(...npm(args), folder)
  if (status === 0) return
  const names = Object.keys(packages.dependencies).join(', ')
  if (status === undefined)
    throw new EngineError(`npm was not found, which has to fetch ${names}: install it with Node.`)
  throw new EngineError(`npm could not install ${names}:\n${said.trim().split('\n').slice(-6).join('\n')}`)
}

/** npm as a script of the Node that runs, so that no shell stands between on any system; else by its name. */
function npm(args: readonly string[]): [string, readonly string[]] {
  const script = process.env.npm_execpath
  return script?.endsWith('npm-cli.js') && existsSync(script)
    ? [process.execPath, [script, ...args]]
    : ['npm', args]
}
