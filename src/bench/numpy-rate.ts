import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Cases a second of the vectorised NumPy script, which decides nothing soundly; or why it did not run. */
export function numpyRate(): number | { reason: string } {
  const script = fileURLToPath(new URL('./row-order-numpy.py', import.meta.url))
  const { status, stdout, error } = spawnSync('python3', [script], { encoding: 'utf8' })
  if (error) return { reason: 'there is no python3' }
  if (status !== 0) return { reason: 'python3 has no NumPy (pip install numpy)' }
  return Number(stdout.trim())
}
