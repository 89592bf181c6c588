import fc from 'fast-check'
import type { Case } from '../arithmetic/batch.ts'

/** One way of making a case simpler: a numbered list of candidates. */
export interface Section {
  count(item: Case): number
  /** The candidate, strictly simpler than the case, or undefined where this way does not apply. */
  at(item: Case, position: number): Case | undefined
  /** Where to go on in this section with the candidate, once it was taken. */
  resume(position: number): number
}

/** Where in the sections a candidate comes from. */
interface Cursor {
  readonly section: number
  readonly position: number
}

/**
 * All candidates of all sections, each once, in cyclic order: from the cursor to the end, then from the beginning to
 * the cursor. Shrinking that follows the context so goes on where it last succeeded, and still ends only at a case of
 * which every candidate failed.
 */
function* candidates(sections: readonly Section[], item: Case, from: Cursor): Generator<fc.Value<Case>> {
  for (let lap = 0; lap <= sections.length; lap++) {
    const index = (from.section + lap) % sections.length
    const section = sections[index]
    const count = section.count(item)
    const start = lap === 0 ? from.position : 0
    const end = lap === sections.length ? Math.min(from.position, count) : count
    for (let position = start; position < end; position++) {
      const simpler = section.at(item, position)
      if (simpler)
        yield new fc.Value(simpler, { section: index, position: section.resume(position) } satisfies Cursor)
    }
  }
}

/** The lazy stream of candidates; the context is that of a candidate of the same sections, or undefined. */
export function shrinkBy(
  sections: readonly Section[],
  item: Case,
  context: unknown,
): fc.Stream<fc.Value<Case>> {
  if (sections.length === 0) return fc.stream([][Symbol.iterator]() as IterableIterator<fc.Value<Case>>)
  return fc.stream(candidates(sections, item, (context as Cursor | undefined) ?? { section: 0, position: 0 }))
}
