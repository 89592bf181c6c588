import type { Program } from '../../program/program.ts'
import type { Batch } from '../batch.ts'
import { sayingAtoms, type Observed, type SaidOfAtoms } from '../said.ts'
import { middle } from './comparison.ts'
import { foundByCode } from './compiled/found-by-code.ts'
import { foundPlainly, type Found } from './found-in-lanes.ts'
import { up } from './rounding.ts'

/** Runs a program in float64 enclosures, which decide the reals only. Each number of the batch is taken exactly. */
export const run = (program: Program, batch: Batch): SaidOfAtoms =>
  said(program, batch, foundByCode(program, batch) ?? foundPlainly(program, batch))

/** The same, step by step in plain loops: what compiled code has to say, too. */
export const runPlainly = (program: Program, batch: Batch): SaidOfAtoms =>
  said(program, batch, foundPlainly(program, batch))

const said = (program: Program, { lanes }: Batch, { judge, observed }: Found): SaidOfAtoms =>
  sayingAtoms(program, lanes, judge, observed && centred(observed))

function centred({ lo, hi }: NonNullable<Found['observed']>): Observed {
  const value = lo.map((low, i) => middle(low, hi[i]))
  const radius = value.map((centre, i) =>
    hi[i] === lo[i] ? 0 : up(Math.max(hi[i] - centre, centre - lo[i])),
  )
  return { value, radius }
}
