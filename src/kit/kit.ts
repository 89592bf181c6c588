import { chmodSync, copyFileSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { buildWhole } from '../engine/cache.ts'
import { EngineError } from '../engine/entry.ts'
import { run } from '../engine/npm-packages.ts'
import { pack } from './archive.ts'
import { copyProgram } from './program.ts'
import { copyTensorFlow } from './tensorflow-files.ts'
import { copyWebgpu } from './webgpu-files.ts'

export type KitEngine = 'tensorflow' | 'webgpu'

export interface KitOptions {
  readonly engine: KitEngine
  /** The folder of the parts; it must not exist. */
  readonly out: string
  /** Bytes of a part. */
  readonly partSize: number
  /** Compute capability times ten of the GPU; for a TensorFlow for CUDA. */
  readonly gpuArch?: number
  /** Of xz. */
  readonly level: number
  readonly say: (line: string) => void
}

export interface Kit {
  readonly files: readonly string[]
  readonly bytes: number
  /** One shell line that unpacks it and runs `assay verify`. */
  readonly line: string
}

/** Starts the kit's own Node, also with an empty environment and from any folder. */
const LAUNCHER = `#!/bin/sh
case $0 in */*) here=\${0%/*} ;; *) here=. ;; esac
here=$(CDPATH= cd -- "$here" && pwd)
export ATTENTION_ASSAY_CACHE="\${ATTENTION_ASSAY_CACHE:-$here/cache}"
export ATTENTION_ASSAY_KIT="$here"
exec "$here/node" "$here/program/dist/src/cli/assay.js" "$@"
`

/**
 * Packs Node, the program with its claims, and an engine, for a machine with Linux x86-64 and no network.
 *
 * @throws {EngineError} when something is missing, or the folder is there already; nothing is left half-made
 */
export async function makeKit(options: KitOptions): Promise<Kit> {
  const { engine, partSize, gpuArch, level, say } = options
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new EngineError(
      `Kits are for Linux x86-64 and are made there, since they hold this machine's Node (this is ${process.platform} ${process.arch}).`,
    )
  const out = resolve(options.out)
  if (existsSync(out))
    throw new EngineError(`${out} is there already; remove it, or name another folder with --out.`)
  const name = `attention-assay-${engine}`
  let files: string[] = []
  await buildWhole(
    out,
    async (inside) => {
      const folder = join(inside, name)
      mkdirSync(folder)
      say('Copying the program, its claims and its packages.')
      const packages = await copyProgram(join(folder, 'program'))
      await copyNode(folder)
      say(`Copying engine ${engine}.`)
      const cache = join(folder, 'cache')
      const taken = engine === 'webgpu' ? copyWebgpu(cache) : await copyTensorFlow(cache, gpuArch, say)
      writeFileSync(join(folder, 'assay'), LAUNCHER)
      chmodSync(join(folder, 'assay'), 0o755)
      writeFileSync(join(folder, 'NOTICE'), notice(taken, packages))
      say('Packing it with xz; this takes minutes for a large engine.')
      files = (await pack(inside, name, join(inside, `${name}.tar.xz`), partSize, level)).map((file) =>
        basename(file),
      )
      await run('rm', ['-rf', folder])
    },
    'name a folder on another disk with --out',
  )
  const made = files.map((file) => join(out, file))
  return {
    files: made,
    bytes: made.reduce((sum, file) => sum + statSync(file).size, 0),
    line: `cat ${name}.tar.xz.* | xz -d | tar xf - && ./${name}/assay verify --engine ${engine}`,
  }
}

/** Node as it runs here, without its symbols where `strip` is there, and its licence where it lies beside it. */
async function copyNode(folder: string): Promise<void> {
  const node = join(folder, 'node')
  copyFileSync(process.execPath, node)
  chmodSync(node, 0o755)
  await run('strip', ['--strip-unneeded', node])
  const licence = join(dirname(process.execPath), '..', 'LICENSE')
  if (existsSync(licence)) copyFileSync(licence, join(folder, 'LICENSE.node'))
}

const notice = (taken: readonly string[], packages: readonly (readonly [string, string])[]): string =>
  [
    'This archive was made by "assay kit" for machines of whoever made it.',
    '',
    `Node ${process.version}, without its symbols (MIT and others; https://github.com/nodejs/node/blob/main/LICENSE).`,
    ...taken,
    '',
    'Packages, without what no program reads:',
    ...packages.map(([name, licence]) => `  ${name} (${licence})`),
    '',
  ].join('\n')
