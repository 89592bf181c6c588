/** What is used of WebGPU (https://www.w3.org/TR/webgpu/), whose types are no part of Node's. */

export interface Gpu {
  requestAdapter(options?: { powerPreference?: string }): Promise<Adapter | null>
}

export interface AdapterInfo {
  readonly vendor: string
  readonly architecture: string
  readonly device: string
  /** From Vulkan: the driver and its version. */
  readonly description: string
  readonly isFallbackAdapter?: boolean
}

export interface Adapter {
  readonly info: AdapterInfo
  readonly limits: Readonly<Record<string, number>>
  requestDevice(descriptor: { requiredLimits: Record<string, number> }): Promise<GpuDevice>
}

export interface GpuDevice {
  /** Comes when the device is lost, and not before. */
  readonly lost: Promise<{ readonly reason: string; readonly message: string }>
  pushErrorScope(filter: ErrorFilter): void
  popErrorScope(): Promise<{ readonly message: string } | null>
  destroy(): void
}

export type ErrorFilter = 'validation' | 'out-of-memory' | 'internal'
