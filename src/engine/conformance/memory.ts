import type { Engine } from '../engine.ts'
import type { Check } from './check.ts'
import { drawn } from './numbers.ts'
import { arrayOnDevice, MODES, statementOnDevice } from './on-device.ts'
import { softmaxAttention } from '../../attention/softmax.ts'
import { asked } from './subject-list.ts'

export interface MemoryReport {
  readonly batches: number
  /** Tensors and their bytes after the warm-up, and after all batches. */
  readonly tensors: readonly [number, number]
  readonly bytes: readonly [number, number]
  /** Resident memory of the process after the warm-up and at the end, bytes. */
  readonly resident: readonly [number, number]
  /** Least-squares slope of the resident memory over the second half, bytes a batch. */
  readonly slope: number
}

const WARM_UP = 20
const SAMPLES = 64

/** Runs small batches of a subject and of a statement, with both bounds, and reports what is held. */
export async function memoryFlat(engine: Engine, batches: number): Promise<MemoryReport> {
  const subject = softmaxAttention({ mask: 'causal' })
  const batch = drawn({ q: [4, 2], k: [4, 2], v: [4, 2] }, 'moderate', 4, 1)
  const run = async (number: number) => {
    const mode = MODES[number % 2]
    if (number % 4 < 2)
      await arrayOnDevice(engine, mode, batch, (inputs, x) =>
        asked(subject.implementation(x), 'output', inputs),
      )
    else
      await statementOnDevice(engine, mode, batch, (inputs, x) => {
        const weights = asked(subject.implementation(x), 'weights', inputs)
        return weights.atMost(1).and(inputs.q.sameOrder(inputs.k))
      })
  }
  for (let i = 0; i < WARM_UP; i++) await run(i)
  const held = () => {
    const { numTensors, numBytes } = engine.tf.memory()
    return { numTensors, numBytes, resident: process.memoryUsage.rss() }
  }
  const before = held()
  const samples: [number, number][] = []
  const every = Math.max(1, Math.floor(batches / SAMPLES))
  for (let i = 0; i < batches; i++) {
    await run(i)
    if (i % every !== 0) continue
    // A worker that never yields is taken for dead.
    await new Promise((resolve) => setImmediate(resolve))
    if (i >= batches / 2) samples.push([i, process.memoryUsage.rss()])
  }
  const after = held()
  return {
    batches,
    tensors: [before.numTensors, after.numTensors],
    bytes: [before.numBytes, after.numBytes],
    resident: [before.resident, after.resident],
    slope: slopeOf(samples),
  }
}

/** Slope of the line of least squares. */
function slopeOf(points: readonly (readonly [number, number])[]): number {
  const n = points.length
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / n
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / n
  const above = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0)
  const below = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
  return below === 0 ? 0 : above / below
}

const MIB = 2 ** 20

/** As many tensors and bytes after the batches as before them. Resident memory is reported, not judged. */
export const memoryCheck: Check = {
  group: 'memory',
  name: 'flat over batches',
  async run(engine, { batches }) {
    const { tensors, bytes, resident, slope } = await memoryFlat(engine, batches)
    const faults: string[] = []
    if (tensors[0] !== tensors[1]) faults.push(`${tensors[0]} tensors became ${tensors[1]}`)
    if (bytes[0] !== bytes[1]) faults.push(`${bytes[0]} bytes of tensors became ${bytes[1]}`)
    const [from, to] = resident.map((size) => (size / MIB).toFixed(1))
    const note = `${tensors[1]} tensors, resident ${from} to ${to} MiB, last half ${slope.toFixed(0)} bytes a batch`
    return { cases: batches, faults, note }
  },
}
