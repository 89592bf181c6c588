import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus } from 'node:os'
import * as tf from '@tensorflow/tfjs-core'
import type { EngineFacts } from '../engine.ts'
import { EngineError, type EngineEntry } from '../entry.ts'
import { shareCore } from '../share-core.ts'
import { IEEE_FLOAT32 } from '../../arithmetic/device/error-limits.ts'
import { builtBinding, packageRequire, PACKAGE, type Binding } from './binding.ts'
import { hasNvidiaDriver, missingCudaLibraries } from './gpu-libraries.ts'
import { steadyKernels } from './steady-kernels.ts'

const SETUP = 'npx assay setup tensorflow'

/** What has to stand in the environment before TensorFlow loads, unless the user says otherwise, and why. */
const ENVIRONMENT = {
  /** Else products of float32 have 10 bits on Ampere and newer. */
  NVIDIA_TF32_OVERRIDE: '0',
  /** Else it takes nearly all of the GPU's memory. */
  TF_FORCE_GPU_ALLOW_GROWTH: 'true',
  /** Errors alone; why a GPU was skipped is found out and said by this program. */
  TF_CPP_MIN_LOG_LEVEL: '2',
}

interface NativeBackend extends tf.KernelBackend {
  readonly isUsingGpuDevice: boolean
  readonly binding: { readonly TF_Version: string }
}

let loaded: { binding: Binding; settings: Record<string, string>; notes: readonly string[] } | undefined

/**
 * TensorFlow's own kernels, through the binding of `@tensorflow/tfjs-node-gpu`. Sums, products, division and square
 * root are IEEE 754 (Eigen on CPUs; CUDA C++ Programming Guide, table of single precision functions, without
 * fast math), and exp is within 2 ulp (the same table, as are tanh, sin and cos). Nobody states what Eigen's log and tanh
 * for packets are within; 2.2 and 3.5 ulp were seen, and 4 and 6 are allowed.
 */
export const tensorflow: EngineEntry = {
  name: 'tensorflow',
  stated: { ...IEEE_FLOAT32, ulps: { ...IEEE_FLOAT32.ulps, log: 4, tanh: 6 } },
  load,
  functions: steadyKernels,
  facts,
  runningBound: ({ accelerator }) => accelerator === 'gpu',
}

async function load(): Promise<void> {
  if (loaded) return
  const { binding, notes } = await usableBinding()
  const require = packageRequire()
  if (!require) throw notSetUp(`${PACKAGE} is not in the cache of this user`)
  const settings = prepareEnvironment()
  supplyDroppedFunctions()
  let native: unknown
  try {
    native = createRequire(import.meta.url)(binding.file)
  } catch (error) {
    throw new EngineError(
      `its binding does not load: ${(error as Error).message.split('\n')[0]}\n  To build it anew: ${SETUP}`,
      SETUP,
    )
  }
  shareCore(require, ['@tensorflow/tfjs', '@tensorflow/tfjs-core'])
  require(`${PACKAGE}/dist/register_all_kernels`)
  const { NodeJSKernelBackend } = require(`${PACKAGE}/dist/nodejs_kernel_backend`) as {
    NodeJSKernelBackend: new (binding: unknown, name: string) => tf.KernelBackend
  }
  tf.registerBackend('tensorflow', () => new NodeJSKernelBackend(native, PACKAGE))
  loaded = { binding, settings, notes }
}

/**
 * The binding in the cache; built anew where its TensorFlow has gone and another one is found.
 *
 * @throws {EngineError} when there is none, or no TensorFlow for it
 */
async function usableBinding(): Promise<{ binding: Binding; notes: string[] }> {
  const binding = builtBinding()
  if (!binding || !existsSync(binding.file)) throw notSetUp('TensorFlow is not set up for this user')
  const { folder } = binding.library
  if (existsSync(folder)) return { binding, notes: [] }
  const gone = `its TensorFlow has gone from ${folder}`
  const { setupTensorFlow } = await import('./setup.ts')
  try {
    const rebuilt = await setupTensorFlow({ fetch: false, say: () => undefined })
    return { binding: rebuilt, notes: [`${gone}; the binding was built anew for ${rebuilt.library.folder}`] }
  } catch (error) {
    const why = (error as Error).message
    throw new EngineError(`${gone}, and ${why}\n  To find or fetch another one: ${SETUP}`, SETUP)
  }
}

const notSetUp = (what: string): EngineError => new EngineError(`${what}.\n  To set it up: ${SETUP}`, SETUP)

/** Sets what the user has not set. @returns every switch with its value and where that came from */
function prepareEnvironment(): Record<string, string> {
  const settings: Record<string, string> = {}
  for (const [name, value] of Object.entries(ENVIRONMENT)) {
    const given = process.env[name]
    process.env[name] ??= value
    settings[name] =
      given === undefined ? `${value} (set by this program)` : `${given} (from the environment)`
  }
  for (const name of ['TF_ENABLE_ONEDNN_OPTS', 'CUDA_VISIBLE_DEVICES', 'OMP_NUM_THREADS']) {
    if (process.env[name] !== undefined) settings[name] = `${process.env[name]} (from the environment)`
  }
  return settings
}

/** The package calls two functions that Node 23 dropped from `util`. */
function supplyDroppedFunctions(): void {
  const util = createRequire(import.meta.url)('node:util') as Record<string, unknown>
  util.isNullOrUndefined = (value: unknown) => value === null || value === undefined
  util.isArray = Array.isArray
}

function facts(): EngineFacts {
  const backend = tf.backend() as NativeBackend
  const { binding, settings, notes } = loaded!
  const require = packageRequire()!
  const gpu = backend.isUsingGpuDevice
  const processor = cpus()[0]?.model ?? process.arch
  const card = gpu || hasNvidiaDriver() ? graphicsCard() : undefined
  return {
    device: gpu
      ? `TensorFlow ${backend.binding.TF_Version} on the GPU ${card?.name ?? 'of unknown name'}`
      : `TensorFlow ${backend.binding.TF_Version} on the CPU, ${cpus().length} threads`,
    accelerator: gpu ? 'gpu' : 'none',
    versions: {
      tensorflow: backend.binding.TF_Version,
      [PACKAGE]: (require(`${PACKAGE}/package.json`) as { version: string }).version,
      processor,
      ...(gpu && card && { gpu: card.name, driver: card.driver }),
    },
    settings,
    notes: [...notes, ...(gpu ? [] : whyNoGpu(binding))],
  }
}

/** Why no GPU is used, where this machine has one or TensorFlow was built for one. */
function whyNoGpu({ library }: Binding): string[] {
  if (!hasNvidiaDriver())
    return library.cuda
      ? [
          `TensorFlow ${library.version} is the build for CUDA, and there is no driver of NVIDIA's: the CPU computes.`,
        ]
      : []
  const remedy = `${SETUP} --gpu`
  if (!library.cuda)
    return [
      `A GPU is there and not used: TensorFlow ${library.version} is the build for CPUs. Run: ${remedy}`,
    ]
  if (process.env.CUDA_VISIBLE_DEVICES === '' || process.env.CUDA_VISIBLE_DEVICES === '-1')
    return ['A GPU is there and not used: CUDA_VISIBLE_DEVICES hides it.']
  const missing = missingCudaLibraries(library.folder)
  return [
    missing.length > 0
      ? `A GPU is there and TensorFlow skipped it, because these libraries of CUDA cannot be opened: ${missing.join('; ')}. Run: ${remedy}`
      : 'A GPU is there and TensorFlow skipped it, although all its CUDA libraries open; TF_CPP_MIN_LOG_LEVEL=0 shows what it says.',
  ]
}

function graphicsCard(): { name: string; driver: string } | undefined {
  const query = ['--query-gpu=name,driver_version', '--format=csv,noheader']
  const { status, stdout } = spawnSync('nvidia-smi', query, { encoding: 'utf8', timeout: 20_000 })
  if (status !== 0) return undefined
  const [name, driver = 'unknown'] = stdout
    .split('\n')[0]
    .split(',')
    .map((part) => part.trim())
  return name ? { name, driver } : undefined
}
