import { startEngine } from '../start.ts'

/**
 * Run as a program of its own, since a native library may end the process: starts the engine named in its
 * arguments, multiplies two matrices of small integers, and compares with the product that is known.
 */
const N = 64
const { engine } = await startEngine(process.argv[2] ?? 'auto')
const { tf } = engine
const rows = Float32Array.from({ length: N * N }, (_, i) => (i % 7) - 3)
const columns = Float32Array.from({ length: N * N }, (_, i) => (i % 5) - 2)
const product = await tf.tidy(() => tf.matMul(tf.tensor2d(rows, [N, N]), tf.tensor2d(columns, [N, N]))).data()
for (let i = 0; i < N; i++) {
  for (let j = 0; j < N; j++) {
    let exact = 0
    for (let k = 0; k < N; k++) exact += rows[i * N + k] * columns[k * N + j]
    if (product[i * N + j] !== exact)
      throw new Error(
        `entry (${i}, ${j}) of a product of integers is ${product[i * N + j]}, and should be ${exact}`,
      )
  }
}
const { device, accelerator, notes } = engine
process.stdout.write(JSON.stringify({ device, accelerator, notes }))
