import { expect, test } from 'vitest'
import { adapterFacts, isSoftware, requiredLimits } from './adapter-facts.ts'
import type { AdapterInfo } from './interfaces.ts'

const limits = {
  maxBufferSize: 2 ** 30,
  maxStorageBufferBindingSize: 2 ** 29,
  maxComputeWorkgroupStorageSize: 2 ** 15,
  maxComputeInvocationsPerWorkgroup: 1024,
  maxComputeWorkgroupSizeX: 1024,
  maxComputeWorkgroupsPerDimension: 65535,
  maxTextureDimension1D: 8192,
}

const info = (of: Partial<AdapterInfo>): AdapterInfo => ({
  vendor: '',
  architecture: '',
  device: '',
  description: '',
  ...of,
})

const GPU = info({
  vendor: 'nvidia',
  architecture: 'hopper',
  device: 'NVIDIA H200',
  description: 'NVIDIA: 570.86.15',
})

test('a GPU is named with all that is known of it', () => {
  const facts = adapterFacts({ info: GPU, limits }, 'Vulkan')
  expect(facts.device).toBe('WebGPU through Vulkan on NVIDIA H200, nvidia, hopper, NVIDIA: 570.86.15')
  expect(facts.accelerator).toBe('gpu')
  expect(facts.versions).toEqual({
    adapter: 'NVIDIA H200',
    vendor: 'nvidia',
    architecture: 'hopper',
    driver: 'NVIDIA: 570.86.15',
  })
  expect(facts.settings).toMatchObject({
    maxBufferSize: '1073741824 (limit of the adapter)',
    maxStorageBufferBindingSize: '536870912 (limit of the adapter)',
    maxComputeWorkgroupStorageSize: '32768 (limit of the adapter)',
  })
  expect(facts.settings).not.toHaveProperty('maxTextureDimension1D')
})

test.each([
  ['SwiftShader', info({ vendor: 'google', architecture: 'swiftshader' })],
  ['llvmpipe', info({ device: 'llvmpipe (LLVM 15.0.6, 256 bits)' })],
  ['lavapipe', info({ description: 'lavapipe: Mesa 24.0' })],
  ['WARP', info({ vendor: 'microsoft', architecture: 'warp' })],
  ['Basic Render Driver', info({ device: 'Microsoft Basic Render Driver' })],
  ['a fallback adapter', { ...GPU, isFallbackAdapter: true }],
])('%s is software, and says so', (_, of) => {
  expect(isSoftware(of)).toBe(true)
  const { accelerator, device } = adapterFacts({ info: of, limits }, 'Vulkan')
  expect(accelerator).toBe('software')
  expect(device).toMatch(/software adapter$/)
})

test.each([
  ['NVIDIA', GPU],
  ['AMD', info({ vendor: 'amd', architecture: 'rdna-3', device: 'AMD Radeon RX 7900' })],
  [
    'Apple',
    info({ vendor: 'apple', architecture: 'metal-3', device: 'Apple M2', description: 'Metal driver' }),
  ],
  ['a hardware named almost like a rasteriser', info({ device: 'Warpdrive 3' })],
])('%s is none', (_, of) => {
  expect(isSoftware(of)).toBe(false)
  expect(adapterFacts({ info: of, limits }, 'Metal').device).not.toMatch(/software/)
})

test('an adapter that says nothing has a name all the same', () => {
  const { device, versions } = adapterFacts({ info: info({}), limits }, 'Metal')
  expect(device).toBe('WebGPU through Metal on an adapter without a name')
  expect(versions).toEqual({
    adapter: 'unknown',
    vendor: 'unknown',
    architecture: 'unknown',
    driver: 'unknown',
  })
})

test('a device is asked for with the limits of its adapter, and with no others', () => {
  const wanted = Object.fromEntries(Object.entries(limits).filter(([name]) => !name.includes('Texture')))
  expect(requiredLimits({ limits })).toEqual(wanted)
})
