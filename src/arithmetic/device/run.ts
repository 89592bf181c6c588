import type { Program } from '../../program/program.ts'
import type { Reading } from '../../program/proposition.ts'
import type { Batch } from '../batch.ts'
import type { Said } from '../said.ts'
import { Stopwatch } from '../stopwatch.ts'
import type { Mode } from './context.ts'
import { limitsOf, type Device } from './device.ts'
import { judgeReturned } from './judge-returned.ts'
import { returnedBy } from './returned.ts'

/** Runs a program on the engine, and judges what it returned; throws as `returnedBy` does. @param watch measures the stages */
export async function run(
  program: Program,
  batch: Batch,
  engine: Device,
  mode: Mode,
  watch = new Stopwatch(),
): Promise<Record<Reading, Said>> {
  const returned = await returnedBy(program, batch, engine, mode, watch)
  return judgeReturned(program, batch, limitsOf(engine), returned, watch)
}
