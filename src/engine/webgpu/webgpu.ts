import * as tf from '@tensorflow/tfjs-core'
import type { EngineFacts } from '../engine.ts'
import type { EngineEntry } from '../entry.ts'
import { environmentSettings, setHere } from '../settings.ts'
import { shareCore } from '../share-core.ts'
import { adapterFacts } from './adapter-facts.ts'
import { apiOf, openDawn } from './dawn.ts'
import { BACKEND, findPackages } from './packages.ts'
import { WGSL } from './stated.ts'
import { WatchedBackend, type BackendClass } from './webgpu-backend.ts'

/** Switches of the backend that a lane's values depend on, and why they are not as they were. */
const FLAGS = {
  /** Else tensors below 1000 numbers are computed in JavaScript, so that a lane depends on the size of its batch. */
  WEBGPU_CPU_FORWARD: false,
  /** The tiled program; else the number of lanes chooses among three that add up in different orders. */
  WEBGPU_MATMUL_PROGRAM_TYPE: 3,
} as const

/** Variables of the environment that choose the driver. */
const VARIABLES = ['VK_DRIVER_FILES', 'VK_ICD_FILENAMES', 'VK_LOADER_DRIVERS_SELECT']

let loaded: { backend: WatchedBackend; versions: Readonly<Record<string, string>> } | undefined

/** TensorFlow.js's kernels in WGSL, on Dawn: any GPU with Vulkan, Metal or Direct3D 12. */
export const webgpu: EngineEntry = {
  name: 'webgpu',
  stated: WGSL,
  quirks: { assumesFinite: true, gatherMultiplies: true },
  load,
  facts,
  // No running bound: it watches for NaN in the computed values, of which WGSL promises nothing.
  recover: () => loaded!.backend.recover(),
}

async function load(): Promise<void> {
  if (loaded) return
  const packages = findPackages()
  const gpu = await openDawn(packages.dawn, [`backend=${apiOf()[0]}`])
  shareCore(packages.backend)
  const { WebGPUBackend } = packages.backend(BACKEND) as { WebGPUBackend: BackendClass }
  // `setFlags` would forget what other engines have set and found out.
  for (const [name, value] of Object.entries(FLAGS)) tf.env().set(name, value)
  const backend = new WatchedBackend(gpu, WebGPUBackend)
  await backend.register()
  process.once('exit', () => backend.close())
  loaded = { backend, versions: packages.versions }
}

function facts(): EngineFacts {
  const { backend, versions } = loaded!
  const [option, api] = apiOf()
  const adapter = adapterFacts(backend.adapter, api)
  return {
    ...adapter,
    versions: { ...versions, ...adapter.versions },
    settings: {
      ...Object.fromEntries(Object.keys(FLAGS).map((name) => [name, setHere(tf.env().get(name))])),
      WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE: `${tf.env().get('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE')} (default)`,
      'options of Dawn': setHere(`backend=${option}`),
      'numbers that are not finite':
        'not promised by WGSL: lanes that may overflow are left to the interval tier',
      ...environmentSettings((name) => VARIABLES.includes(name)),
      ...adapter.settings,
    },
    notes: [],
  }
}
