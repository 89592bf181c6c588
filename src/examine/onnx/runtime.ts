import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ExaminedError } from '../examined.ts'

/** A tensor of ONNX Runtime; numbers of 16 bits stand in a Uint16Array, or a Float16Array where the Node has it. */
export interface OrtTensor {
  readonly type: string
  readonly dims: readonly number[]
  readonly data: ArrayLike<number | bigint>
}

/** What a model says of an input or output. A text is an extent that it leaves open. */
export interface OrtMetadata {
  readonly name: string
  readonly isTensor: boolean
  readonly type?: string
  readonly shape?: readonly (number | string)[]
}

export interface OrtSession {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  readonly inputMetadata: readonly OrtMetadata[]
  readonly outputMetadata: readonly OrtMetadata[]
  run(feeds: Record<string, OrtTensor>, fetches: readonly string[]): Promise<Record<string, OrtTensor>>
  release?(): Promise<void>
}

/** What is used of ONNX Runtime's interface, which its packages share. */
export interface Ort {
  readonly InferenceSession: { create(file: string, options: object): Promise<OrtSession> }
  readonly Tensor: new (type: string, data: ArrayBufferView, dims: readonly number[]) => OrtTensor
  readonly env: {
    readonly wasm?: { numThreads?: number }
    readonly versions?: Readonly<Record<string, string | undefined>>
  }
}

/** The packages, in the order in which they are tried: native kernels first. */
const PACKAGES = { 'onnxruntime-node': 'native', 'onnxruntime-web': 'WebAssembly' } as const

/**
 * ONNX Runtime, from beside this program or from the project in which it was started.
 *
 * @throws {ExaminedError} when it is not installed, or does not load
 */
export function loadRuntime(): { readonly ort: Ort; readonly device: string } {
  const failures: string[] = []
  for (const [name, kind] of Object.entries(PACKAGES)) {
    const require = requireOf(name)
    if (require === undefined) continue
    try {
      const ort = require(name) as Ort
      // One thread: the order of sums is the same each time.
      if (ort.env.wasm) ort.env.wasm.numThreads = 1
      const version = ort.env.versions?.[kind === 'native' ? 'node' : 'web'] ?? ort.env.versions?.['common']
      return { ort, device: `${name}${version === undefined ? '' : ` ${version}`} (${kind})` }
    } catch (error) {
      failures.push(`${name} does not load: ${(error as Error).message.split('\n')[0]}`)
    }
  }
  if (failures.length > 0) throw new ExaminedError(failures.join('\n'))
  throw new ExaminedError(
    'models are run by ONNX Runtime, which is not installed: `npm install onnxruntime-web`, or onnxruntime-node for its native kernels',
  )
}

function requireOf(name: string): NodeJS.Require | undefined {
  const places = [createRequire(import.meta.url), createRequire(join(process.cwd(), 'package.json'))]
  return places.find((require) => {
    try {
      require.resolve(name)
      return true
    } catch {
      return false
    }
  })
}
