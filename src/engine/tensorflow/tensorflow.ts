import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as tf from '@tensorflow/tfjs-core'
import { IEEE_FLOAT32 } from '../../arithmetic/device/error-limits.ts'
import { EngineError, type EngineEntry } from '../entry.ts'
import { environmentSettings, setHere } from '../settings.ts'
import { shareCore } from '../share-core.ts'
import { builtBinding, packageRequire, PACKAGE, SETUP, type Binding } from './binding.ts'
import { steadyKernels } from './steady-kernels.ts'
import { isSwitch } from './switches.ts'
import { tensorFlowFacts, type LoadedTensorFlow } from './tensorflow-facts.ts'

/** What has to stand in the environment before TensorFlow loads, unless the user says otherwise, and why. */
const ENVIRONMENT = {
  /** Else products of float32 have 10 bits on Ampere and newer. */
  NVIDIA_TF32_OVERRIDE: '0',
  /** Else it takes nearly all of the GPU's memory. */
  TF_FORCE_GPU_ALLOW_GROWTH: 'true',
  /** Errors alone; why a GPU was skipped is found out and said by this program. */
  TF_CPP_MIN_LOG_LEVEL: '2',
}

let loaded: LoadedTensorFlow | undefined

/**
 * TensorFlow's own kernels, through the binding of `@tensorflow/tfjs-node-gpu`. Sums, products, division and square
 * root are IEEE 754 (Eigen on CPUs; CUDA C++ Programming Guide, table of single precision functions, without
 * fast math), and exp, tanh, sin and cos err by 2 ulp at most (the same table). Nobody states the error of Eigen's log and
 * tanh for packets; 2.2 and 3.5 ulp were seen, and 4 and 6 are allowed.
 */
export const tensorflow: EngineEntry = {
  name: 'tensorflow',
  stated: { ...IEEE_FLOAT32, ulps: { ...IEEE_FLOAT32.ulps, log: 4, tanh: 6 } },
  load,
  functions: steadyKernels,
  facts: () => tensorFlowFacts(loaded!),
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
  const given = environmentSettings((name) => Object.hasOwn(ENVIRONMENT, name) || isSwitch(name))
  for (const [name, value] of Object.entries(ENVIRONMENT)) process.env[name] ??= value
  const set = Object.entries(ENVIRONMENT).map(([name, value]) => [name, setHere(value)] as const)
  return { ...Object.fromEntries(set), ...given }
}

/** The package calls two functions that Node 23 dropped from `util`. */
function supplyDroppedFunctions(): void {
  const util = createRequire(import.meta.url)('node:util') as Record<string, unknown>
  util.isNullOrUndefined = (value: unknown) => value === null || value === undefined
  util.isArray = Array.isArray
}
