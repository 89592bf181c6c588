import { FloatMemory } from '../arithmetic/numbers/float-memory.ts'
import type { ArraysArbitrary } from './arrays.ts'
import { GrowingColumns, type Columns, type Watch, type Watcher } from './columns.ts'
import { Draws } from './draws.ts'
import { startDraws } from './stream.ts'

/**
 * Draws the cases [from, to) of a claim straight into batches, by shape and kind: the cases that `caseAt` gives, at
 * a third of its time.
 *
 * @param kindOf a small number by which cases are kept apart
 * @param memory where their numbers stand; fresh when left out
 */
export function drawColumns<W extends Watcher>(
  arbitrary: ArraysArbitrary,
  claimId: string,
  seed: number,
  { from, to }: { from: number; to: number },
  kindOf: (index: number) => number,
  watch: Watch<W>,
  memory = new FloatMemory(false),
): Columns<W>[] {
  const draws = new Draws({ nextInt: () => 0 })
  const columns = new Map<number, GrowingColumns<W>>()
  const shapes = arbitrary.layout.dims.count
  const expected = Math.ceil((1.25 * (to - from)) / shapes) + 8
  for (let index = from; index < to; index++) {
    startDraws(draws, claimId, seed, index)
    const shape = arbitrary.drawShape(draws)
    const kind = kindOf(index)
    const key = kind * shapes + shape
    let group = columns.get(key)
    if (!group) {
      group = new GrowingColumns(arbitrary, kind, shape, expected, memory, watch)
      columns.set(key, group)
    }
    group.draw(draws, index)
  }
  return [...columns.values()].map((group) => group.finish(draws))
}
