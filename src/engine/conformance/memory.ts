import { softmaxAttention } from '../../attention/softmax.ts'
import type { Engine } from '../engine.ts'
import { arrayOnDevice, MODES, statementOnDevice } from './both-arithmetics.ts'
import type { Check } from './check.ts'
import { drawn } from './drawn-inputs.ts'
import { asking } from './subject-list.ts'

const WARM_UP = 20
const SAMPLES = 64
const MIB = 2 ** 20

/** As many tensors and bytes after the batches as before them. Resident memory is reported, not judged. */
export const memoryCheck: Check = {
  group: 'memory',
  name: 'flat over batches',
  async *run(engine, { batches }) {
    for (let i = 0; i < WARM_UP; i++) await runBatch(engine, i)
    const before = held(engine)
    const residents: [batch: number, bytes: number][] = []
    const every = Math.max(1, Math.floor(batches / SAMPLES))
    for (let i = 0; i < batches; i++) {
      await runBatch(engine, i)
      if (i % every !== 0) continue
      yield { cases: Math.min(every, batches - i) }
      if (i >= batches / 2) residents.push([i, process.memoryUsage.rss()])
    }
    const after = held(engine)
    const faults: string[] = []
    if (after.numTensors !== before.numTensors)
      faults.push(`${before.numTensors} tensors became ${after.numTensors}`)
    if (after.numBytes !== before.numBytes)
      faults.push(`${before.numBytes} bytes of tensors became ${after.numBytes}`)
    const [from, to] = [before, after].map(({ resident }) => (resident / MIB).toFixed(1))
    const slope = slopeOf(residents).toFixed(0)
    const note = `${after.numTensors} tensors, resident ${from} to ${to} MiB, last half ${slope} bytes a batch`
    yield { faults, note }
  },
}

const subject = softmaxAttention({ mask: 'causal' })

/** A small batch of a subject or of a statement about it, with one bound or the other. */
async function runBatch(engine: Engine, number: number): Promise<void> {
  const batch = drawn({ q: [4, 2], k: [4, 2], v: [4, 2] }, 'moderate', 4, 1)
  const mode = MODES[number % 2]
  if (number % 4 < 2) await arrayOnDevice(engine, mode, batch, asking(subject, 'output'))
  else
    await statementOnDevice(engine, mode, batch, (inputs, x) =>
      asking(subject, 'weights')(inputs, x).atMost(1).and(inputs.q.sameOrder(inputs.k)),
    )
}

const held = ({ tf }: Engine) => ({ ...tf.memory(), resident: process.memoryUsage.rss() })

/** Slope of the line of least squares. */
function slopeOf(points: readonly (readonly [number, number])[]): number {
  const mean = (of: 0 | 1) => points.reduce((sum, point) => sum + point[of], 0) / points.length
  const [x0, y0] = [mean(0), mean(1)]
  const above = points.reduce((sum, [x, y]) => sum + (x - x0) * (y - y0), 0)
  const below = points.reduce((sum, [x]) => sum + (x - x0) ** 2, 0)
  return below === 0 ? 0 : above / below
}
