import { batchOf } from '../arithmetic/batch.ts'
import { compute } from '../arithmetic/device/compute.ts'
import { enclose } from '../arithmetic/interval/enclose.ts'
import { bind, type Subject } from '../attention/attention.ts'
import { FEATURE_MAPS, identity } from '../attention/feature-map.ts'
import { inline } from '../attention/inline.ts'
import { linear } from '../attention/linear.ts'
import { softmax } from '../attention/softmax.ts'
import type { Engine } from '../engine/engine.ts'
import { gaussian, queryAndKeys } from '../generate/generate.ts'
import { caseAt } from '../generate/stream.ts'
import { recordFormula } from '../program/formula.ts'
import type { Part } from '../program/recorder.ts'
import { median } from './rounds.ts'

const LANES = 512

/**
 * For each subject, by what factor the bounds exceed the actual error of the weights: the true weights from
 * enclosures, over entries whose error is not zero and whose bounds are finite.
 */
export async function boundSlack(engine: Engine) {
  const inputs = queryAndKeys({ tokens: [16], width: [8], from: gaussian(1) })
  const batch = batchOf(Array.from({ length: LANES }, (_, i) => caseAt(inputs, 'slack', 1, i)))
  const subjects: Subject[] = [softmax, ...FEATURE_MAPS.map((map) => linear(map)), inline(identity)]
  const rows = []
  for (const subject of subjects) {
    const formula = (part: Part) =>
      recordFormula(batch.shapes, ({ q, k }, x) => bind(subject, x).weights({ q, k }), part)
    const truth = enclose(formula('definition'), batch)
    const weights = await compute(formula('implementation'), batch, engine, 'running')
    const { values, errors } = weights.host!
    const fixed: number[] = []
    const running: number[] = []
    const size = values.length / LANES
    for (let at = 0; at < values.length; at++) {
      const lane = Math.floor(at / size)
      const actual = Math.abs(values[at] - (truth.lo[at] + truth.hi[at]) / 2)
      const bound = weights.bound.rel[lane] * Math.abs(values[at]) + weights.bound.abs[lane]
      if (!(actual > 0)) continue
      if (Number.isFinite(bound)) fixed.push(bound / actual)
      if (errors && Number.isFinite(errors[at])) running.push(errors[at] / actual)
    }
    rows.push({
      subject: subject.name,
      fixed: fixed.length > 0 ? median(fixed) : NaN,
      running: median(running),
    })
  }
  return rows
}
