import * as tf from '@tensorflow/tfjs-core'
import { EngineError } from '../entry.ts'
import { requiredLimits } from './adapter-facts.ts'
import { findAdapter } from './dawn.ts'
import type { Adapter, AdapterInfo, GpuDevice, Gpu } from './interfaces.ts'
import { WatchedDevice } from './watched-device.ts'

/** Idle buffers are given back when they hold more bytes than this. */
const MOST_IDLE = 2 ** 28

interface Buffer {
  destroy(): void
}

/** What is used of TensorFlow.js's class of that name. */
interface WebGPUBackend extends tf.KernelBackend {
  readonly bufferManager: {
    readonly freeBuffers: Map<string, Buffer[]>
    numFreeBuffers: number
    numBytesUsed: number
    numBytesAllocated: number
  }
}
export type BackendClass = new (device: GpuDevice, info: AdapterInfo) => WebGPUBackend

/**
 * TensorFlow.js's WebGPU backend on a device of ours, which is watched, and replaced when it was lost.
 *
 * A loss leaves nothing behind: tensors that lived on the device are gone, and whoever needs them computes them again.
 */
export class WatchedBackend {
  private current: { adapter: Adapter; watched: WatchedDevice } | undefined
  private losses = 0

  constructor(
    private readonly gpu: Gpu,
    private readonly Backend: BackendClass,
    private readonly name = 'webgpu',
  ) {}

  get adapter(): Adapter {
    return this.current!.adapter
  }
  get device(): GpuDevice {
    return this.current!.watched.device
  }

  /** Opens a device and registers the backend on it. @throws {EngineError} when there is no adapter or no device */
  async register(): Promise<void> {
    const adapter = await findAdapter(this.gpu)
    const device = await adapter.requestDevice({ requiredLimits: requiredLimits(adapter) }).catch((error) => {
      throw new EngineError(`the GPU gives no device: ${(error as Error).message.split('\n')[0]}`)
    })
    const watched = new WatchedDevice(device, this.losses > 0)
    this.current = { adapter, watched }
    if (tf.findBackendFactory(this.name)) tf.removeBackend(this.name)
    tf.registerBackend(this.name, () => guarded(new this.Backend(device, adapter.info), watched))
  }

  /**
   * Replaces a device that was lost.
   *
   * @returns a sentence for people; undefined when no device was lost, so that something else is wrong
   */
  async recover(): Promise<string | undefined> {
    const reason = await this.current?.watched.lossAfter()
    if (reason === undefined) return undefined
    this.losses++
    await this.register()
    if (!(await tf.setBackend(this.name))) throw new EngineError('TensorFlow.js refused the new device')
    return `The GPU's device was lost (${reason}); the batch was computed again on a new one. Losses so far: ${this.losses}.`
  }

  /** Lets go of the device. */
  close(): void {
    this.current?.watched.device.destroy()
    this.current = undefined
  }
}

/** Downloads go through the watched device, and buffers that lie idle are given back. */
function guarded(backend: WebGPUBackend, watched: WatchedDevice): WebGPUBackend {
  const read = backend.read.bind(backend)
  backend.read = async (dataId: object) => {
    const values = await watched.read(() => read(dataId))
    freeIdle(backend)
    return values
  }
  return backend
}

/** The backend keeps every buffer for a later tensor of exactly its size, and batches come in many sizes. */
function freeIdle({ bufferManager: buffers }: WebGPUBackend): void {
  if (buffers.numBytesAllocated - buffers.numBytesUsed <= MOST_IDLE) return
  for (const idle of buffers.freeBuffers.values()) for (const buffer of idle.splice(0)) buffer.destroy()
  buffers.numFreeBuffers = 0
  buffers.numBytesAllocated = buffers.numBytesUsed
}
