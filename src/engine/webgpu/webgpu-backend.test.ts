import * as tf from '@tensorflow/tfjs-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Adapter, GpuDevice, Gpu } from './interfaces.ts'
import { PlantedDevice } from './planted-device.fixture.ts'
import { WatchedBackend } from './webgpu-backend.ts'

const NAME = 'planted-webgpu'
const MIB = 2 ** 20
let devices: PlantedDevice[]
let backends: PlantedBackend[]
let requests: object[]

class PlantedBackend extends tf.KernelBackend {
  readonly bufferManager = {
    freeBuffers: new Map<string, { destroy(): void }[]>(),
    numFreeBuffers: 0,
    numBytesUsed: 0,
    numBytesAllocated: 0,
  }
  disposed = false
  constructor(readonly device: GpuDevice) {
    super()
    backends.push(this)
  }
  override read = () => Promise.resolve(new Float32Array([1]))
  override dispose() {
    this.disposed = true
  }
}

const limits = { maxBufferSize: 1 }
const info = { vendor: 'planted', architecture: '', device: '', description: '' }
const gpu: Gpu = {
  requestAdapter: () =>
    Promise.resolve({
      info,
      limits,
      requestDevice: (descriptor) => {
        requests.push(descriptor)
        devices.push(new PlantedDevice())
        return Promise.resolve(devices.at(-1)!)
      },
    } satisfies Adapter),
}

async function opened(): Promise<WatchedBackend> {
  const watched = new WatchedBackend(gpu, PlantedBackend, NAME)
  await watched.register()
  await tf.setBackend(NAME)
  return watched
}

beforeEach(() => {
  devices = []
  backends = []
  requests = []
})
afterEach(() => {
  if (tf.findBackendFactory(NAME)) tf.removeBackend(NAME)
})

test('the backend computes on the device that was asked for', async () => {
  const { device } = await opened()
  expect(backends.map((backend) => backend.device)).toEqual([device])
  expect(requests).toMatchObject([{ requiredLimits: { maxBufferSize: 1 } }])
})

test('a device that is there is not replaced', async () => {
  const watched = await opened()
  expect(await watched.recover()).toBeUndefined()
  expect(devices).toHaveLength(1)
})

test('a lost device is replaced, and the old backend put away', async () => {
  const watched = await opened()
  devices[0].lose('unknown', 'reset')
  expect(await watched.recover()).toBe(
    "The GPU's device was lost (reset); the batch was computed again on a new one. Losses so far: 1.",
  )
  expect(devices).toHaveLength(2)
  expect(watched.device).toBe(devices[1])
  expect(backends[0].disposed).toBe(true)
  expect(tf.backend()).toBe(backends[1])
  devices[1].lose('destroyed')
  expect(await watched.recover()).toMatch(/\(destroyed\).*so far: 2/)
})

test('a download that fails on the new device, too, says that it is the second time', async () => {
  const watched = await opened()
  devices[0].lose('unknown', 'reset')
  await watched.recover()
  // As a batch that is too much for the GPU does; the failure itself is left to the download.
  backends[1].bufferManager.numBytesUsed = 0
  devices[1].error = undefined
  devices[1].lose('unknown', 'reset')
  devices[1].popErrorScope = () => Promise.resolve({ message: 'lost' })
  await expect((tf.backend() as PlantedBackend).read()).rejects.toThrow(/lost again, over the same batch/)
})

test('buffers that lie idle are given back once they are many', async () => {
  await opened()
  const backend = tf.backend() as PlantedBackend
  const { bufferManager: buffers } = backend
  let destroyed = 0
  const idle = () => ({ destroy: () => void destroyed++ })
  buffers.freeBuffers.set('a', [idle(), idle()]).set('b', [idle()])
  Object.assign(buffers, { numFreeBuffers: 3, numBytesUsed: 5 * MIB, numBytesAllocated: 200 * MIB })
  await backend.read()
  expect(destroyed).toBe(0)
  buffers.numBytesAllocated = 300 * MIB
  await backend.read()
  expect(destroyed).toBe(3)
  expect(buffers).toMatchObject({ numFreeBuffers: 0, numBytesAllocated: 5 * MIB })
  // The backend forgets a buffer in use where the map is empty.
  expect([...buffers.freeBuffers.keys()]).toEqual(['a', 'b'])
})

test('closing lets go of the device', async () => {
  const watched = await opened()
  watched.close()
  expect(devices[0].destroyed).toBe(true)
})
