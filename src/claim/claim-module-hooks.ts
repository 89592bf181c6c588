import { readFile } from 'node:fs/promises'
import type { LoadHook, ResolveHook } from 'node:module'
import { fileURLToPath } from 'node:url'
import { Script } from 'node:vm'
import { transform } from 'esbuild'
import { spellings } from './imports-of.ts'

/*
 * How Node loads the files of a claim, in a thread of its own that `loadClaim` asks for. What a file is follows from its
 * text and its ending: a file with `import` or `export` is a module, whatever "type" its package has, for what a package
 * is by default says nothing about a file that is loaded by its path.
 */

/** Finds TypeScript by the name of its translation, and a file without its ending. */
export const resolve: ResolveHook = async (specifier, context, next) => {
  try {
    return await next(specifier, context)
  } catch (error) {
    if (!/^(\.{0,2}\/|file:)/.test(specifier) || !isOfUser(context.parentURL)) throw error
    for (const other of spellings(specifier))
      try {
        return await next(other, context)
      } catch {
        // The error of the name as it is written says more.
      }
    throw error
  }
}

/** Gives TypeScript and modules in packages of another type to Node as what they are. */
export const load: LoadHook = async (url, context, next) => {
  const [, variant, language] = /\.([cm]?)([jt])s(?:[?#]|$)/.exec(url) ?? []
  if (language === undefined || !isOfUser(url)) return next(url, context)
  const file = fileURLToPath(url)
  let source = await readFile(file, 'utf8')
  if (language === 't') source = await javaScriptOf(source, file)
  if (variant === 'm' || (variant === '' && context.format === 'module') || isModule(source, file)) {
    // Node says of a module that it cannot read neither its name nor the line.
    if (language === 'j') await transform(source, { loader: 'js', sourcefile: file })
    return { format: 'module', source, shortCircuit: true }
  }
  // Node reads the others itself, where they need no translation.
  return language === 'j'
    ? next(url, context)
    : { format: 'module', source: called(source), shortCircuit: true }
}

const ARGUMENTS = 'exports, require, module, __filename, __dirname'

/** A module that calls CommonJS as Node would: not every Node calls what it has not read itself. */
const called = (source: string): string =>
  "import { createRequire } from 'node:module'; import { fileURLToPath } from 'node:url'; const module = { exports: {} }; " +
  `(function (${ARGUMENTS}) {${source}\n}).call(module.exports, module.exports, createRequire(import.meta.url), module, ` +
  "fileURLToPath(import.meta.url), fileURLToPath(new URL('.', import.meta.url)))\nexport default module.exports"

/** What Node does to find out: a module does not compile as the body of a function. */
function isModule(source: string, file: string): boolean {
  try {
    new Script(`(function (${ARGUMENTS}) {${source}\n})`, { filename: file })
    return false
  } catch {
    return true
  }
}

async function javaScriptOf(source: string, file: string): Promise<string> {
  const { code } = await transform(source, {
    loader: 'ts',
    sourcefile: file,
    sourcemap: 'inline',
    // The oldest Node that is supported; one before it had no attributes of imports.
    target: 'node20.19',
  })
  return code
}

/** Packages are what they say that they are. */
const isOfUser = (url: string | undefined): boolean =>
  url !== undefined && url.startsWith('file:') && !url.includes('/node_modules/')
