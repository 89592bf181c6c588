import fc from 'fast-check'
import type { Case } from '../arithmetic/batch.ts'

/** One way of making a case simpler: a numbered list of candidates. */
export interface ShrinkPass {
  count(item: Case): number
  /** The candidate, strictly simpler than the case, or undefined where this way does not apply. */
  at(item: Case, position: number): Case | undefined
  /** Where to go on in this pass with the candidate, once it was taken. */
  resume(position: number): number
}

/** Where in the passes a candidate comes from. */
interface Cursor {
  readonly pass: number
  readonly position: number
}

/**
 * All candidates of all passes, each once, in cyclic order: from the cursor to the end, then from the beginning to
 * the cursor. Shrinking that follows the context so goes on where it last succeeded, and still ends only at a case of
 * which every candidate failed.
 */
function* candidates(passes: readonly ShrinkPass[], item: Case, from: Cursor): Generator<fc.Value<Case>> {
  for (let lap = 0; lap <= passes.length; lap++) {
    const index = (from.pass + lap) % passes.length
    const pass = passes[index]
    const count = pass.count(item)
    const start = lap === 0 ? from.position : 0
    const end = lap === passes.length ? Math.min(from.position, count) : count
    for (let position = start; position < end; position++) {
      const simpler = pass.at(item, position)
      if (simpler)
        yield new fc.Value(simpler, { pass: index, position: pass.resume(position) } satisfies Cursor)
    }
  }
}

/** The lazy stream of candidates; the context is that of a candidate of the same passes, or undefined. */
export function shrinkBy(
  passes: readonly ShrinkPass[],
  item: Case,
  context: unknown,
): fc.Stream<fc.Value<Case>> {
  if (passes.length === 0) return fc.stream([][Symbol.iterator]() as IterableIterator<fc.Value<Case>>)
  return fc.stream(candidates(passes, item, (context as Cursor | undefined) ?? { pass: 0, position: 0 }))
}
