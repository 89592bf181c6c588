import type { Batch } from '../arithmetic/batch.ts'
import { comparedOn, type Compared } from '../arithmetic/device/enclosed.ts'
import { expand } from '../arithmetic/interval/enclosures.ts'
import { down, up } from '../arithmetic/interval/rounding.ts'
import { evaluate, inputsOf } from '../arithmetic/interval/evaluate.ts'
import type { Engine } from '../engine/engine.ts'
import type { Program, Programs } from '../program/program.ts'
import { broadcastShapes, sizeOf } from '../program/shape.ts'
import { atomsOf, comparedBy } from '../program/statement.ts'

const NUMBERS: ReadonlySet<string> = new Set(['less', 'atMost', 'equal'])

/**
 * Marks the lanes in which the device is certainly wrong although no truth says so: for some comparison of numbers, what
 * it and its error bounds say of the difference of the sides is disjoint from what the enclosures of the definition say.
 */
export async function contradictedLanes(
  { implementation, definition }: Programs,
  batch: Batch,
  engine: Engine,
): Promise<Uint8Array> {
  const marks = new Uint8Array(batch.lanes)
  const meant = comparedIn(definition, batch)
  for (const [i, atom] of (await comparedOn(implementation, batch, engine)).entries()) {
    if (!NUMBERS.has(atom.relation)) continue
    const [seen, true_] = [atom, meant[i]].map((compared) => differences(compared, batch.lanes))
    const size = seen.lo.length / batch.lanes
    for (let at = 0; at < seen.lo.length; at++)
      if (seen.hi[at] < true_.lo[at] || seen.lo[at] > true_.hi[at]) marks[Math.floor(at / size)] = 1
  }
  return marks
}

function comparedIn({ steps, claim }: Program, batch: Batch): Compared[] {
  const values = evaluate(steps, inputsOf(batch))
  return [...atomsOf(claim)].map((atom) => ({
    relation: atom[0],
    sides: comparedBy(atom).map((value) => values[value]),
  }))
}

/** Enclosures of right side less left side, entry by entry; NaN where nothing is known. */
function differences({ sides: [a, b] }: Compared, lanes: number): { lo: Float64Array; hi: Float64Array } {
  const shape = broadcastShapes(a.shape, b.shape)
  const [x, y] = [a, b].map((side) => expand(side, lanes, shape))
  const length = lanes * sizeOf(shape)
  return {
    lo: Float64Array.from({ length }, (_, at) => down(y.lo[at] - x.hi[at])),
    hi: Float64Array.from({ length }, (_, at) => up(y.hi[at] - x.lo[at])),
  }
}
