import type { Batch } from '../../arithmetic/batch.ts'
import { decide, enclose } from '../../arithmetic/interval/enclose.ts'
import type { Enclosures } from '../../arithmetic/interval/enclosures.ts'
import { recordFormula, recordSentence } from '../../program/formula.ts'
import type { Judgement } from '../../program/judgement.ts'
import type { Proposition } from '../../program/proposition.ts'
import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'

type Build<T> = (inputs: Record<string, Real>, x: Recorder) => T

/** What an array truly is, as enclosures. */
export const arrayInIntervals = (batch: Batch, build: Build<Real>): Enclosures =>
  enclose(recordFormula(batch.shapes, build), batch)

/** What the enclosures say of a statement. */
export const statementInIntervals = (batch: Batch, build: Build<Proposition>): Judgement =>
  decide(recordSentence(batch.shapes, build), batch)
