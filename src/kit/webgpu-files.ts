import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { BACKEND, DAWN, findPackages } from '../engine/webgpu/packages.ts'
import { closure, copyPackages } from './packages.ts'

/**
 * Puts the engine `webgpu` into a kit's cache: the backend, and Dawn for Linux x86-64.
 *
 * @returns what was taken, in sentences
 * @throws {EngineError} when the engine is not set up
 */
export function copyWebgpu(cache: string): string[] {
  const { backend, dawn, versions } = findPackages()
  const into = join(cache, 'webgpu')
  const backendFolder = dirname(backend.resolve(`${BACKEND}/package.json`))
  const root = backendFolder.slice(0, backendFolder.lastIndexOf('node_modules'))
  copyPackages(closure([BACKEND, '@tensorflow/tfjs-core'], root), root, into)
  const dawnFolder = dirname(dawn.resolve(`${DAWN}/package.json`))
  const copy = join(into, 'node_modules', DAWN)
  cpSync(dawnFolder, copy, {
    recursive: true,
    filter: (file) => {
      const path = relative(dawnFolder, file)
      return !path.startsWith('build') && (!/^dist./.test(path) || path.startsWith(join('dist', 'linux-x64')))
    },
  })
  mkdirSync(into, { recursive: true })
  writeFileSync(join(into, 'package.json'), '{}')
  return [
    `${BACKEND} ${versions[BACKEND]} (Apache-2.0) and Dawn, webgpu ${versions[DAWN]} (MIT, BSD-3-Clause).`,
  ]
}
