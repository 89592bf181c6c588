import { existsSync, readdirSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'

/** What TensorFlow 2.17 to 2.21 opens of CUDA 12; where one is missing it skips every GPU without an error. */
const CUDA_LIBRARIES = [
  'libcudart.so.12',
  'libcublas.so.12',
  'libcublasLt.so.12',
  'libcufft.so.11',
  'libcusolver.so.11',
  'libcusparse.so.12',
  'libcudnn.so.9',
]

/** Whether NVIDIA's driver is on this machine. */
export const hasNvidiaDriver = (): boolean =>
  existsSync('/proc/driver/nvidia/version') || problemOf('libcuda.so.1') === undefined

/**
 * The libraries of CUDA that cannot be opened, each with what the system says of it.
 *
 * @param folder the folder of TensorFlow, beside which its wheels put them
 */
export function missingCudaLibraries(folder: string): string[] {
  const beside = join(dirname(folder), 'nvidia')
  const places = existsSync(beside) ? readdirSync(beside).map((name) => join(beside, name, 'lib')) : []
  return CUDA_LIBRARIES.flatMap((name) => {
    const place = places.find((at) => existsSync(join(at, name)))
    const problem = problemOf(place ? join(place, name) : name)
    return problem === undefined ? [] : [`${name} (${problem})`]
  })
}

/** Why the system's loader cannot open a library; undefined where it can. */
function problemOf(library: string): string | undefined {
  try {
    process.dlopen({ exports: {} }, library, constants.dlopen.RTLD_LAZY)
  } catch (error) {
    const { message } = error as Error
    // Node opened it, and then found that it is no addon.
    if (/did not self-register|Module did not/i.test(message)) return undefined
    return message.split('\n')[0].replace(/^.*?: (?=cannot|undefined|wrong|invalid)/, '')
  }
  return undefined
}
