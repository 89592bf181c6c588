import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** What a vectorised NumPy script does, which decides nothing soundly. */
export interface NumPyRates {
  /** Cases a second of 16 keys of width 8, and of 128 keys of width 64. */
  readonly small: number
  readonly large: number
  /** Nanoseconds for a number of `Generator.standard_normal`. */
  readonly normal: number
}

/** Runs the script; where it cannot run, why. */
export function numpyRates(): NumPyRates | { readonly reason: string } {
  const script = fileURLToPath(new URL('./row-order-numpy.py', import.meta.url))
  const { status, stdout, error } = spawnSync('python3', [script], { encoding: 'utf8' })
  if (error) return { reason: 'there is no python3' }
  if (status !== 0) return { reason: 'python3 has no NumPy (pip install numpy)' }
  return JSON.parse(stdout) as NumPyRates
}
