import type { Evidence } from './schema.ts'

/** The id of a claim that stands in a file more than once: nobody can say what is found about it. */
export function repeatedClaim({ claims }: Evidence): string | undefined {
  const ids = claims.map(({ id }) => id)
  return ids.find((id, i) => ids.indexOf(id) < i)
}
