import { spawnSync } from 'node:child_process'
import { cpus } from 'node:os'
import * as tf from '@tensorflow/tfjs-core'
import type { EngineFacts } from '../engine.ts'
import { packageRequire, PACKAGE, SETUP, type Binding } from './binding.ts'
import { hasNvidiaDriver, missingCudaLibraries } from './gpu-libraries.ts'

/** The engine as it was loaded. */
export interface LoadedTensorFlow extends Pick<EngineFacts, 'settings' | 'notes'> {
  readonly binding: Binding
}

interface NativeBackend extends tf.KernelBackend {
  readonly isUsingGpuDevice: boolean
  readonly binding: { readonly TF_Version: string }
}

/** What is known of it, once its backend is TensorFlow.js's current one. */
export function tensorFlowFacts({ binding, settings, notes }: LoadedTensorFlow): EngineFacts {
  const backend = tf.backend() as NativeBackend
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
