import { atomsOf, comparedBy, type Atom } from '../../program/statement.ts'
import type { Program } from '../../program/program.ts'
import type { Batch } from '../batch.ts'
import { exactEnclosures, type Enclosures } from '../interval/enclosures.ts'
import { arraysIn } from './atom-judge.ts'
import { DeviceContext } from './context.ts'
import type { Device } from './device.ts'
import { download } from './download.ts'
import { enclosureOf } from './enclosure.ts'
import { evaluate } from './evaluate.ts'
import { uploaded } from './upload.ts'

/** The sides of a comparison of numbers, enclosed. */
export interface Compared {
  readonly relation: Atom[0]
  readonly sides: readonly Enclosures[]
}

/**
 * What the engine and its error bounds say of the numbers that a program's claim compares, atom by atom; sides that are
 * the same in every lane have one lane. Leaves no tensor behind.
 */
export async function comparedOn(
  { steps, claim }: Program,
  batch: Batch,
  engine: Device,
): Promise<Compared[]> {
  const context = new DeviceContext(engine, 'static')
  const values = await download(context, () => {
    const result = evaluate(steps, uploaded(batch, context), context)
    return { result, wanted: new Set(arraysIn(claim, steps).map((value) => result[value])) }
  })
  return [...atomsOf(claim)].map((atom) => ({
    relation: atom[0],
    sides: comparedBy(atom).map((value) => {
      const step = steps[value]
      if (step.op === 'constant' && step.shape.length === 0)
        return exactEnclosures(1, [], step.values.slice(0, 1))
      return enclosureOf(values[value])
    }),
  }))
}
