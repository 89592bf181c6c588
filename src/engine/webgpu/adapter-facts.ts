import type { EngineFacts } from '../engine.ts'
import type { Adapter, AdapterInfo } from './interfaces.ts'

/** The limits that decide how large a tensor, and which kernel, can be. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupsPerDimension',
] as const

/** What TensorFlow.js asks of a device; the rest stays at the default of the specification. */
export const requiredLimits = ({ limits }: Pick<Adapter, 'limits'>): Record<string, number> =>
  Object.fromEntries(LIMITS.map((name) => [name, limits[name]]))

/** Rasterisers that run on the processor: SwiftShader, Mesa's llvmpipe and softpipe, Windows' WARP. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|\bwarp\b|\bsoftware\b/i

/** Whether a processor emulates the GPU. */
export const isSoftware = (info: AdapterInfo): boolean =>
  info.isFallbackAdapter === true || SOFTWARE.test(words(info))

const words = ({ vendor, architecture, device, description }: AdapterInfo): string =>
  [device, vendor, architecture, description].filter((word) => word !== '').join(', ')

/** What is known of an adapter. @param api the interface under WebGPU: Vulkan, Metal or Direct3D 12 */
export function adapterFacts(
  { info, limits }: Pick<Adapter, 'info' | 'limits'>,
  api: string,
): Pick<EngineFacts, 'device' | 'accelerator' | 'versions' | 'settings'> {
  const software = isSoftware(info)
  return {
    device: `WebGPU through ${api} on ${words(info) || 'an adapter without a name'}${software ? '; software adapter' : ''}`,
    accelerator: software ? 'software' : 'gpu',
    versions: {
      adapter: info.device || 'unknown',
      vendor: info.vendor || 'unknown',
      architecture: info.architecture || 'unknown',
      driver: info.description || 'unknown',
    },
    settings: Object.fromEntries(LIMITS.map((name) => [name, `${limits[name]} (limit of the adapter)`])),
  }
}
