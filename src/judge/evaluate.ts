import type { Tensor } from '@tensorflow/tfjs-core'
import type { Batch } from '../arithmetic/case.ts'
import { BoundMemory } from '../arithmetic/device/bound-memory.ts'
import type { DeviceReal } from '../arithmetic/device/device-real.ts'
import { DeviceArithmetic, type Mode } from '../arithmetic/device/device-tier.ts'
import { IntervalArithmetic } from '../arithmetic/interval/interval-tier.ts'
import { conjunction, type Judgement } from '../arithmetic/judgement.ts'
import type { Proposition, Reading } from '../arithmetic/proposition.ts'
import { Truth } from '../arithmetic/truth.ts'
import type { Engine } from '../engine/engine.ts'
import type { Program, Statements } from './program.ts'
import { statusOf } from './status.ts'

/** What a tier says of every lane of a batch, in one reading. */
export interface LaneReport {
  readonly status: Uint8Array
  /** The margin nearest to another truth, and its bound; NaN where nothing was compared. */
  readonly margin: Float64Array
  readonly bound: Float64Array
  /** `scaling`: the slope and how far it can be off. */
  readonly observed: { readonly value: Float64Array; readonly radius: Float64Array } | undefined
  /** For each region that the claim has to cover, the lanes that certainly lie in it. */
  readonly covered: readonly Uint8Array[]
}

export interface DeviceReport {
  readonly reals: LaneReport
  readonly float32: LaneReport
}

/**
 * Runs a program on the engine; once more when the engine's device was lost and could be replaced. Leaves no tensor
 * behind.
 *
 * @throws {EngineError} when the device is lost over the same batch again
 */
export async function evaluateOnDevice(
  engine: Engine,
  mode: Mode,
  batch: Batch,
  program: Program,
): Promise<DeviceReport> {
  try {
    return await evaluateOnce(engine, mode, batch, program)
  } catch (error) {
    if ((await engine.recover?.()) === undefined) throw error
  }
  return evaluateOnce(engine, mode, batch, program)
}

async function evaluateOnce(
  engine: Engine,
  mode: Mode,
  batch: Batch,
  program: Program,
): Promise<DeviceReport> {
  const memory = BoundMemory.acquire()
  const x = new DeviceArithmetic(engine, mode, memory)
  const { tf } = engine
  const kept = new Set<Tensor>()
  const keep = (tensor: Tensor) => {
    kept.add(tf.keep(tensor))
    return tensor
  }
  try {
    let statements!: Statements
    let flags: Tensor | undefined
    const operands = new Map<DeviceReal, { value: Tensor; error: Tensor | undefined }>()
    tf.tidy(() => {
      statements = program(x.inputs(batch), x)
      for (const operand of operandsOf(x, statements)) {
        const { value, error } = operand.tensors
        operands.set(operand, { value: keep(value), error: error && keep(error) })
      }
      if (x.running && x.running.flags.length > 0)
        flags = keep(x.running.flags.reduce((a, b) => tf.add(a, b)))
    })
    await Promise.all(
      [...operands].map(async ([operand, { value, error }]) => {
        const [values, errors] = await Promise.all([value.data(), error?.data()])
        operand.host = { values: values as Float32Array, errors: errors as Float32Array | undefined }
      }),
    )
    if (flags) {
      const marked = await flags.data()
      x.badLanes = Uint8Array.from({ length: batch.lanes }, (_, i) =>
        marked[marked.length === 1 ? 0 : i] === 0 ? 0 : 1,
      )
    }
    const observed = statements.observed && slopeOnDevice(statements.observed as DeviceReal, batch.lanes)
    return {
      reals: report(statements, x.hypotheses, batch.lanes, 'reals', observed),
      float32: report(statements, x.hypotheses, batch.lanes, 'float32', observed),
    }
  } finally {
    for (const tensor of kept) tensor.dispose()
    memory.release()
  }
}

/** Runs a program in float64 enclosures; decides the reals only. */
export function evaluateInIntervals(batch: Batch, program: Program): LaneReport {
  const x = new IntervalArithmetic()
  const statements = program(IntervalArithmetic.inputs(batch), x)
  const slope = statements.observed as unknown as { lo: Float64Array; hi: Float64Array } | undefined
  const observed = slope && {
    value: slope.lo.map((lo, i) => lo / 2 + slope.hi[i] / 2),
    radius: slope.lo.map((lo, i) => (slope.hi[i] - lo) / 2),
  }
  return report(statements, x.hypotheses, batch.lanes, 'reals', observed)
}

function* operandsOf(x: DeviceArithmetic, statements: Statements): Iterable<DeviceReal> {
  const all = [
    statements.claim,
    statements.hypothesis,
    statements.obstruction,
    ...statements.regions,
    ...x.hypotheses,
  ]
  const seen = new Set<unknown>()
  for (const proposition of all) {
    for (const atom of proposition?.atoms() ?? []) {
      for (const operand of atom.operands) {
        if (seen.has(operand)) continue
        seen.add(operand)
        yield operand as DeviceReal
      }
    }
  }
  if (statements.observed && !seen.has(statements.observed)) yield statements.observed as DeviceReal
}

function slopeOnDevice(slope: DeviceReal, lanes: number): LaneReport['observed'] {
  const values = Float64Array.from(slope.host!.values)
  return {
    value: values,
    radius: Float64Array.from(
      { length: lanes },
      (_, i) => slope.bound.rel[i] * Math.abs(values[i]) + slope.bound.abs[i],
    ),
  }
}

function report(
  statements: Statements,
  assumed: readonly Proposition[],
  lanes: number,
  reading: Reading,
  observed: LaneReport['observed'],
): LaneReport {
  const judged = statements.claim.judge(reading)
  const claim = perLane(judged, lanes)
  const hypotheses = [...assumed, ...(statements.hypothesis ? [statements.hypothesis] : [])].map((p) =>
    perLane(p.judge(reading), lanes),
  )
  // An obstruction is an argument about the reals.
  const obstruction =
    reading === 'reals' && statements.obstruction
      ? perLane(statements.obstruction.judge(reading), lanes)
      : undefined
  const status = new Uint8Array(lanes)
  for (let lane = 0; lane < lanes; lane++) {
    let hypothesis: number = Truth.True
    for (const truth of hypotheses) hypothesis = Math.min(hypothesis, truth[lane])
    const existential = statements.existential
      ? { obstruction: (obstruction?.[lane] ?? Truth.Undecided) as Truth }
      : undefined
    status[lane] = statusOf(hypothesis as Truth, claim[lane] as Truth, existential)
  }
  const spread = (values: Float64Array) =>
    values.length === lanes ? values : new Float64Array(lanes).fill(values[0] ?? NaN)
  return {
    status,
    margin: spread(judged.margin),
    bound: spread(judged.bound),
    observed,
    covered: statements.regions.map((region) =>
      perLane(region.judge(reading), lanes).map((truth) => (truth === Truth.True ? 1 : 0)),
    ),
  }
}

function perLane(judgement: Judgement, lanes: number): Uint8Array {
  const truth = conjunction(judgement)
  return truth.length === lanes ? truth : new Uint8Array(lanes).fill(truth[0])
}
