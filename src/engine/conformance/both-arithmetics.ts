import type { Batch } from '../../arithmetic/batch.ts'
import * as device from '../../arithmetic/device/compute.ts'
import * as interval from '../../arithmetic/interval/enclose.ts'
import { recordFormula, recordSentence } from '../../program/formula.ts'
import type { Proposition } from '../../program/proposition.ts'
import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'
import type { Engine } from '../engine.ts'

export const MODES = ['static', 'running'] as const
/** The bound that is looked at: the static one, or the smaller of that and the running one. */
export type BoundMode = (typeof MODES)[number]

/** Writes an array or a statement down; the engine runs its implementation, the enclosures are of its definition. */
export type Build<T> = (inputs: Record<string, Real>, x: Recorder) => T

/** Computes an array on the engine, and brings it with its bounds to the host. */
export const arrayOnDevice = (engine: Engine, mode: BoundMode, batch: Batch, of: Build<Real>) =>
  device.compute(recordFormula(batch.shapes, of, 'implementation'), batch, engine, mode)

/** What the engine's numbers say of a statement, in each of its readings. */
export const statementOnDevice = (engine: Engine, mode: BoundMode, batch: Batch, of: Build<Proposition>) =>
  device.decide(recordSentence(batch.shapes, of, 'implementation'), batch, engine, mode)

/** What an array truly is, as enclosures. */
export const arrayInIntervals = (batch: Batch, of: Build<Real>) =>
  interval.enclose(recordFormula(batch.shapes, of), batch)

/** What the enclosures say of a statement. */
export const statementInIntervals = (batch: Batch, of: Build<Proposition>) =>
  interval.decide(recordSentence(batch.shapes, of), batch)
