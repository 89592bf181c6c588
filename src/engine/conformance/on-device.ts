import type { Batch } from '../../arithmetic/batch.ts'
import { compute, decide } from '../../arithmetic/device/compute.ts'
import type { DeviceArray } from '../../arithmetic/device/device-array.ts'
import { recordFormula, recordSentence } from '../../program/formula.ts'
import type { Judgement } from '../../program/judgement.ts'
import type { Proposition, Reading } from '../../program/proposition.ts'
import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'
import type { Engine } from '../engine.ts'

export type Mode = 'static' | 'running'
export const MODES: readonly Mode[] = ['static', 'running']

type Build<T> = (inputs: Record<string, Real>, x: Recorder) => T

/** Computes an array on the engine, and brings it with its bounds to the host. */
export const arrayOnDevice = (
  engine: Engine,
  mode: Mode,
  batch: Batch,
  build: Build<Real>,
): Promise<DeviceArray> => compute(recordFormula(batch.shapes, build, 'implementation'), batch, engine, mode)

/** What the engine's numbers say of a statement. */
export const statementOnDevice = (
  engine: Engine,
  mode: Mode,
  batch: Batch,
  build: Build<Proposition>,
): Promise<Record<Reading, Judgement>> =>
  decide(recordSentence(batch.shapes, build, 'implementation'), batch, engine, mode)
