import type { Device } from '../arithmetic/device/device.ts'
import type { PrecisionProfile } from './profile.ts'

/** What is known of a started engine beside its precision; part of the evidence. */
export interface EngineFacts {
  /** What computes, for people: `WebAssembly with SIMD, one thread`. */
  readonly device: string
  /** `software`: an interface to GPUs that a processor emulates. */
  readonly accelerator: 'gpu' | 'software' | 'none'
  /** Versions of everything that decides what the kernels return, by name; a profile holds for these alone. */
  readonly versions: Readonly<Record<string, string>>
  /** Switches that change results or memory, as they were when the engine loaded, and where each came from. */
  readonly settings: Readonly<Record<string, string>>
  /** What the user should know: a GPU that was expected and is not used, and why. */
  readonly notes: readonly string[]
}

/** Where tensors run. */
export interface Engine extends Device, EngineFacts {
  readonly name: string
  /** The precision, from which all bounds are computed; part of the evidence. */
  readonly profile: PrecisionProfile
  /** Whether lanes that the static bound leaves open try the running bound before the interval tier. */
  readonly runningBound: boolean
}
