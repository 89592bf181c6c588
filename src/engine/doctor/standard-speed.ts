import { batchOf, type Batch } from '../../arithmetic/batch.ts'
import { run } from '../../arithmetic/device/run.ts'
import { bind } from '../../attention/attention.ts'
import { softmax } from '../../attention/softmax.ts'
import { gaussian, queryAndKeys, sequences, type ArraysArbitrary } from '../../generate/generate.ts'
import { caseAt } from '../../generate/stream.ts'
import { record, type Recordable } from '../../program/record.ts'
import type { Engine } from '../engine.ts'
import type { StandardSpeed } from './engine-report.ts'

const JUDGED = 4096
const ATTENDED = 64
/** Each batch is repeated for so long at least, and twice at least. */
const MILLISECONDS = 300

const scored = queryAndKeys({ tokens: [16], width: [8], from: gaussian(1) })

const rowOrder: Recordable = ({ q, k }, x) => ({
  claim: q.matMul(k.transpose()).sameOrder(bind(softmax, x).weights({ q, k })),
})

/** The speed of an engine on two batches that are the same everywhere. */
export async function standardSpeed(engine: Engine): Promise<StandardSpeed> {
  const batch = drawn(scored, JUDGED)
  const { implementation } = record(rowOrder, batch.shapes)
  const judged = await rate(JUDGED, async () => {
    await run(implementation, batch, engine, 'static')
  })
  const attended = await rate(ATTENDED, attentionOn(engine))
  return { judged, attention: attended }
}

/** One evaluation of softmax attention as anybody would write it in TensorFlow.js. */
function attentionOn({ tf }: Engine): () => Promise<void> {
  const batch = drawn(sequences({ tokens: [128], width: [64], from: gaussian(1) }), ATTENDED)
  return async () => {
    const output = tf.tidy(() => {
      const [q, k, v] = ['q', 'k', 'v'].map((name) => tf.tensor3d(batch.data[name], [ATTENDED, 128, 64]))
      return tf.matMul(tf.softmax(tf.matMul(q, k, false, true)), v)
    })
    await output.data()
    output.dispose()
  }
}

async function rate(cases: number, work: () => Promise<void>): Promise<number> {
  await work() // compiles the kernels
  const started = performance.now()
  let runs = 0
  do {
    await work()
    runs++
  } while (runs < 2 || performance.now() - started < MILLISECONDS)
  return (1000 * runs * cases) / (performance.now() - started)
}

const drawn = (inputs: ArraysArbitrary, cases: number): Batch =>
  batchOf(Array.from({ length: cases }, (_, index) => caseAt(inputs, 'standard-row-order', 1, index)))
