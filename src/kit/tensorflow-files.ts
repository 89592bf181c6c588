import { copyFileSync, existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { EngineError } from '../engine/entry.ts'
import { run } from '../engine/npm-packages.ts'
import { builtBinding, packageRequire, PACKAGE } from '../engine/tensorflow/binding.ts'
import { LIBRARIES } from '../engine/tensorflow/library.ts'
import { copyCuda } from './cuda-files.ts'
import { keepOneGeneration } from './fatbin.ts'
import { copyPackages, folderOf } from './packages.ts'

/**
 * Puts the engine `tensorflow` into a kit's cache: the binding, TensorFlow's libraries and, for CUDA, the libraries of
 * NVIDIA that the suite calls, unchanged.
 *
 * @param arch compute capability times ten of the GPU that the kit is for
 * @returns what was taken and what was changed, in sentences
 * @throws {EngineError} when the engine is not set up
 */
export async function copyTensorFlow(
  cache: string,
  arch: number | undefined,
  say: (line: string) => void,
): Promise<string[]> {
  const binding = builtBinding()
  const require = packageRequire()
  const remedy = 'npx assay setup tensorflow'
  if (!binding || !require || !existsSync(binding.library.folder))
    throw new EngineError(
      `Engine tensorflow is not set up, so there is nothing to pack. Run: ${remedy}`,
      remedy,
    )
  const { library } = binding
  if (library.cuda && arch === undefined)
    throw new EngineError(
      'This TensorFlow is for CUDA: say for which GPU the kit is, by its compute capability, such as --gpu-arch 90 (H100, H200) or 80 (A100).',
    )
  const folder = join(cache, 'tensorflow', 'binding')
  mkdirSync(join(folder, 'tensorflow'), { recursive: true })
  copyFileSync(binding.file, join(folder, 'tfjs_binding.node'))
  writeFileSync(join(folder, 'setup.json'), JSON.stringify({ library: { ...library, folder: 'tensorflow' } }))
  const told = [`TensorFlow ${library.version}: its two libraries (Apache-2.0), without their symbols.`]
  for (const name of LIBRARIES) {
    const copy = join(folder, 'tensorflow', name)
    copyFileSync(realpathSync(join(library.folder, name)), copy)
    if ((await run('strip', ['--strip-unneeded', copy])).status !== 0)
      say(`${name} keeps its symbols, since there is no strip that works on it: the kit is larger.`)
    if (library.cuda) told.push(...trimmed(name, copy, arch!, say))
  }
  const notices = join(library.folder, 'THIRD_PARTY_NOTICES.txt')
  if (existsSync(notices)) copyFileSync(notices, join(folder, 'tensorflow', 'THIRD_PARTY_NOTICES.txt'))
  if (library.cuda) told.push(...(await copyCuda(dirname(library.folder), folder, say)))
  copyBackend(require, join(cache, 'tensorflow', 'packages'))
  told.push(`${PACKAGE} and google-protobuf (Apache-2.0, BSD-3-Clause).`)
  return told
}

function trimmed(name: string, copy: string, arch: number, say: (line: string) => void): string[] {
  const { code, removed, kept, dropped } = keepOneGeneration(copy, arch)
  if (removed === 0) return []
  const mebibytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`
  const line = `${name}: of ${mebibytes(code)} of code for GPUs ${mebibytes(removed)} were overwritten with zeros (capabilities ${dropped.join(', ')}); kept: ${kept.join(', ')}.`
  say(line)
  return [line]
}

/** The backend in JavaScript; TensorFlow.js's core is the program's own, so what stands for it is empty. */
function copyBackend(require: NodeJS.Require, into: string): void {
  const folder = dirname(require.resolve(`${PACKAGE}/package.json`))
  const root = folder.slice(0, folder.lastIndexOf('node_modules'))
  copyPackages([folder, folderOf('google-protobuf', folder)!], root, into)
  for (const name of ['@tensorflow/tfjs', '@tensorflow/tfjs-core']) {
    const stub = join(into, 'node_modules', name)
    mkdirSync(stub, { recursive: true })
    writeFileSync(join(stub, 'package.json'), JSON.stringify({ name, version: '4.22.0', main: 'index.js' }))
    writeFileSync(join(stub, 'index.js'), '')
  }
  writeFileSync(join(into, 'package.json'), '{}')
}
