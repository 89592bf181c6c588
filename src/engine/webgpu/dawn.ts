import { pathToFileURL } from 'node:url'
import { EngineError } from '../entry.ts'
import type { Adapter, Gpu } from './interfaces.ts'
import { DAWN, SETUP } from './packages.ts'

/** The interface to GPUs that Dawn uses on a system, as its option and by its name. */
const APIS: Partial<Record<NodeJS.Platform, readonly [option: string, name: string]>> = {
  linux: ['vulkan', 'Vulkan'],
  darwin: ['metal', 'Metal'],
  win32: ['d3d12', 'Direct3D 12'],
}

export const apiOf = (platform = process.platform): readonly [option: string, name: string] =>
  APIS[platform] ?? APIS.linux!

interface DawnModule {
  create(options: readonly string[]): Gpu
  readonly globals: object
}

/**
 * Loads Dawn and makes it `navigator.gpu`, where TensorFlow.js looks for it.
 *
 * @param require finds the package
 * @throws {EngineError} when its binary does not load
 */
export async function openDawn(require: NodeJS.Require, options: readonly string[]): Promise<Gpu> {
  let dawn: DawnModule
  try {
    dawn = (await import(pathToFileURL(require.resolve(DAWN)).href)) as DawnModule
  } catch (error) {
    throw doesNotLoad(error)
  }
  const gpu = dawn.create(options)
  Object.assign(globalThis, dawn.globals)
  const property = { configurable: true, enumerable: true, writable: true }
  // Node 21 and newer have a navigator of their own, behind a getter.
  const known = (globalThis as { navigator?: object }).navigator
  if (known) Object.defineProperty(known, 'gpu', { value: gpu, ...property })
  else Object.defineProperty(globalThis, 'navigator', { value: { gpu }, ...property })
  return gpu
}

/** In words for people: why a binary did not load. */
export function doesNotLoad(error: unknown): EngineError {
  const reason = (error as Error).message.split('\n')[0]
  return new EngineError(
    /Cannot find module/.test(reason)
      ? `Dawn has no binary for this machine (${process.platform}, ${process.arch}); engine wasm runs everywhere.`
      : `Dawn's binary does not load: ${reason}\n  To fetch it anew, delete it and run: ${SETUP}`,
  )
}

/** The adapter that computes. @throws {EngineError} when there is none */
export async function findAdapter(gpu: Gpu, platform = process.platform): Promise<Adapter> {
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' })
  if (adapter) return adapter
  throw new EngineError(
    platform === 'linux'
      ? `there is no GPU that Vulkan can use.\n  Install the driver of the GPU: on Debian and Ubuntu apt-get install libvulkan1, with mesa-vulkan-drivers (AMD, Intel) or NVIDIA's own driver; vulkaninfo --summary shows what there is.`
      : `there is no GPU that ${apiOf(platform)[1]} can use; bring the system's graphics driver up to date.`,
  )
}
