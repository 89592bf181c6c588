import type { Formula, Sentence } from '../../program/formula.ts'
import { recordFormula, recordSentence } from '../../program/formula.ts'
import { judged } from '../../program/judged.ts'
import type { Judgement } from '../../program/judgement.ts'
import type { Proposition } from '../../program/proposition.ts'
import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'
import type { Batch } from '../batch.ts'
import { evaluate, inputsOf } from './evaluate.ts'
import { judgeIn } from './judge-atoms.ts'
import type { Structured } from './structure.ts'

/** The enclosures of an array. */
export const enclose = ({ steps, value }: Formula, batch: Batch): Structured =>
  evaluate(steps, inputsOf(batch))[value]

/** What the enclosures say of a statement. */
export const decide = ({ steps, statement }: Sentence, batch: Batch): Judgement =>
  judged(statement, judgeIn(evaluate(steps, inputsOf(batch))))

const NO_INPUTS: Batch = { lanes: 1, names: [], shapes: {}, data: {} }

/** The enclosures of an array of constants. */
export const enclosed = (of: (x: Recorder) => Real): Structured =>
  enclose(
    recordFormula({}, (_, x) => of(x)),
    NO_INPUTS,
  )

/** What the enclosures say of a statement about constants. */
export const decided = (of: (x: Recorder) => Proposition): Judgement =>
  decide(
    recordSentence({}, (_, x) => of(x)),
    NO_INPUTS,
  )
