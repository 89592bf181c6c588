import type { Tensor } from '@tensorflow/tfjs-core'
import type { Batch } from '../arithmetic/batch.ts'
import { DeviceContext } from '../arithmetic/device/context.ts'
import { evaluate } from '../arithmetic/device/evaluate.ts'
import { uploaded } from '../arithmetic/device/upload.ts'
import { bind } from '../attention/attention.ts'
import { elu1 } from '../attention/feature-map.ts'
import { linear } from '../attention/linear.ts'
import { softmax } from '../attention/softmax.ts'
import type { Engine } from '../engine/engine.ts'
import { gaussian, sequences } from '../generate/generate.ts'
import { drawGroups } from '../judge/case-group.ts'
import { recordFormula, type Formula } from '../program/formula.ts'
import { bareLinear, bareSoftmax } from './bare-kernels.ts'
import { median } from './rounds.ts'
import { GAUSSIAN } from './workloads.ts'

/** [cases, tokens, width]. */
const SHAPES = [
  [4096, 16, 8],
  [512, 128, 64],
] as const
/** Milliseconds for one subject at one shape, in which there are a few rounds at least. */
const TIME = 4000
const FEWEST = 3
/** Passes of one way timed together: of single ones in turn, one way pays for collecting what both left behind. */
const PASSES = 5

/**
 * Forward passes without any bound, beside the same kernels called directly, in turn.
 *
 * @returns for each subject and shape the milliseconds for a batch through this program's arithmetic (`ours`), and from
 *   the bare backend
 */
export async function valuesOnly(engine: Engine) {
  const rows = []
  for (const shape of SHAPES) {
    const [lanes, tokens, width] = shape
    const inputs = sequences({ tokens: [tokens], width: [width], from: gaussian(1) })
    const batch = drawGroups({ ...GAUSSIAN.claim, inputs }, 1, 0, lanes)[0].batch
    for (const [subject, bare] of [
      [softmax, bareSoftmax],
      [linear(elu1), bareLinear],
    ] as const) {
      const output = recordFormula(
        batch.shapes,
        ({ q, k, v }, x) => bind(subject, x).output({ q, k, v }),
        'implementation',
      )
      const round = async () => ({
        bare: await timed(() => bare(engine, batch)),
        ours: await timed(() => through(engine, output, batch)),
      })
      await round() // a warm-up
      const times = []
      const started = performance.now()
      while (times.length < FEWEST || performance.now() - started < TIME) times.push(await round())
      rows.push({
        subject: subject.name,
        shape,
        ours: median(times.map((t) => t.ours)),
        bare: median(times.map((t) => t.bare)),
        ratio: median(times.map((t) => t.ours / t.bare)),
      })
    }
  }
  return rows
}

async function timed(forward: () => Tensor): Promise<number> {
  const started = performance.now()
  for (let pass = 0; pass < PASSES; pass++) {
    const output = forward()
    await output.data()
    output.dispose()
  }
  return (performance.now() - started) / PASSES
}

function through(engine: Engine, { steps, value }: Formula, batch: Batch): Tensor {
  const context = new DeviceContext(engine, 'values')
  return engine.tf.tidy(() => evaluate(steps, uploaded(batch, context), context)[value].tensors.value)
}
