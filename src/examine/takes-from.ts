import { closest } from 'fastest-levenshtein'
import type { Takes } from './returned/takes.ts'

const EXTENTS = ['queries', 'keys', 'width', 'valueWidth'] as const

/**
 * Which extents an attention says that it takes.
 *
 * @throws {RangeError} when that means nothing; the message is the end of a sentence that begins with who says it
 */
export function takesFrom(said: unknown): Takes {
  const { selfOnly, fixed } = fieldsOf('takes', said, ['selfOnly', 'fixed'])
  if (selfOnly !== undefined && typeof selfOnly !== 'boolean')
    throw new RangeError(`takes.selfOnly is ${JSON.stringify(selfOnly)}; give true or false`)
  const extents = fixed === undefined ? {} : fieldsOf('takes.fixed', fixed, EXTENTS)
  for (const [name, extent] of Object.entries(extents))
    if (!Number.isSafeInteger(extent) || (extent as number) < 1)
      throw new RangeError(`takes.fixed.${name} is ${JSON.stringify(extent)}; give a whole number, 1 or more`)
  if (
    selfOnly &&
    extents['queries'] !== undefined &&
    extents['keys'] !== undefined &&
    extents['queries'] !== extents['keys']
  )
    throw new RangeError('takes as many queries as keys only, and another number of each')
  return {
    ...(selfOnly !== undefined && { selfOnly }),
    ...(Object.keys(extents).length > 0 && { fixed: extents }),
  }
}

function fieldsOf(what: string, value: unknown, names: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new RangeError(
      `${what} is ${JSON.stringify(value)}; give an object with some of ${names.join(', ')}`,
    )
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  for (const [name] of fields)
    if (!names.includes(name))
      throw new RangeError(
        `${what} has no "${name}": did you mean "${closest(name, names)}"? It has ${names.join(', ')}`,
      )
  return Object.fromEntries(fields)
}
