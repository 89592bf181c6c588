import { batchOf } from '../arithmetic/batch.ts'
import { enclose } from '../arithmetic/interval/enclose.ts'
import type { Claim } from '../claim/claim.ts'
import type { Engine } from '../engine/engine.ts'
import { DeviceFilter } from '../judge/device-filter.ts'
import { InlineExecutor } from '../judge/inline-executor.ts'
import { Recheck } from '../judge/outcomes.ts'
import { Status } from '../judge/status.ts'
import { drawsNamed } from '../papers/softmax-vs-linear/experiment/point-runner.ts'
import { recordFormula } from '../program/formula.ts'
import type { Enclosed, Measurement, Share, Trials } from './measurement.ts'
import type { OpenPoint } from './results.ts'

/** What names the draws of a point, and how many there are. */
export interface Point {
  /** Of the hypothesis, the figure and the series. */
  readonly name: string
  readonly x: number
  readonly engine: Engine
  readonly seed: number
  /** Of what costs 1. */
  readonly draws: number
}

/** Measures one point. What is drawn is a function of its name, the seed and the index alone. */
export async function measure(measurement: Measurement, point: Point): Promise<OpenPoint> {
  if (measurement.kind === 'number') return { x: point.x, ...enclosureOf(measurement, point) }
  const draws = Math.max(1, Math.round(point.draws / measurement.cost))
  const counts =
    measurement.kind === 'share' ? await shareOf(measurement, point, draws) : tried(measurement, point, draws)
  return { x: point.x, draws, ...counts }
}

interface Counts {
  readonly yes: number
  readonly open: number
  readonly leftOut: number
}

/** Cases that are drawn and decided together. */
const RANGE = 2048

async function shareOf(share: Share, point: Point, draws: number): Promise<Counts> {
  const { subject, inputs, event: check, reading } = share
  // What draws and decides cases asks for a claim; of this one nobody asks more, so it states no bound that matters.
  const claim: Claim = {
    kind: 'probability',
    ...{
      id: `${point.name} at ${point.x}`,
      title: 'exploratory',
      statement: '',
      source: { attribution: 'derived' },
    },
    ...{ subject, inputs, check, expect: { reals: 'holds' }, controls: [] },
    bound: { relation: 'atMost', value: 1, formula: '1' },
  }
  const { engine, seed } = point
  const executor = new InlineExecutor(claim, seed)
  const filter = new DeviceFilter(claim, { engine, seed, from: 0 }, executor)
  const counts = { yes: 0, open: 0, leftOut: 0 }
  for (let from = 0; from < draws; from += RANGE) {
    const outcomes = await filter.run(from, Math.min(draws, from + RANGE))
    for (let at = 0; at < outcomes.length; at++) {
      if (outcomes.recheck[at] === Recheck.Contradicts)
        throw new Error(`two arithmetics contradict each other in case ${from + at} of ${claim.id}`)
      const status = reading === 'float32' ? outcomes.float32[at] : outcomes.status[at]
      if (status === Status.Satisfied) counts.yes++
      else if (status === Status.Discarded) counts.leftOut++
      else if (status !== Status.Violated && status !== Status.NonFinite) counts.open++
    }
  }
  return counts
}

function tried({ trial }: Trials, { name, x, seed }: Point, draws: number): Counts {
  const counts = { yes: 0, open: 0, leftOut: 0 }
  for (let index = 0; index < draws; index++) {
    const said = trial(drawsNamed(`${name} at ${x} ${seed} ${index}`))
    if (said === undefined) counts.open++
    else if (said) counts.yes++
  }
  return counts
}

/** @throws {RangeError} when it is no scalar, or has no enclosure with two ends */
function enclosureOf({ inputs, of }: Enclosed, { name, x, seed }: Point): { low: number; high: number } {
  const entries = Object.entries(inputs).map(([array, rows]) => {
    const shape = [rows.length, rows[0].length]
    return [array, { shape, data: Float32Array.from(rows.flat()) }] as const
  })
  const batch =
    entries.length === 0
      ? { lanes: 1, names: [], shapes: {}, data: {} }
      : batchOf([{ inputs: Object.fromEntries(entries) }])
  const draws = drawsNamed(`${name} at ${x} ${seed}`)
  const formula = recordFormula(batch.shapes, (reals, recorder) => of(reals, recorder, draws))
  const { lo, hi } = enclose(formula, batch)
  if (lo.length !== 1) throw new RangeError(`${name} at ${x} is ${lo.length} numbers, not one`)
  if (!Number.isFinite(lo[0]) || !Number.isFinite(hi[0]))
    throw new RangeError(`${name} at ${x} has no finite enclosure`)
  return { low: lo[0], high: hi[0] }
}
