import { cpu } from './cpu.ts'
import type { EngineEntry } from './entry.ts'
import { tensorflow } from './tensorflow/tensorflow.ts'
import { wasm } from './wasm.ts'
import { webgpu } from './webgpu/webgpu.ts'

/** The engines, in the order in which `auto` tries them. */
export const ENGINES: readonly EngineEntry[] = [tensorflow, webgpu, wasm, cpu]
