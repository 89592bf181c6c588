import type { Declared } from '../declared.ts'
import type { Takes } from '../returned/takes.ts'
import type { Parts } from './names.ts'
import type { OrtMetadata } from './runtime.ts'

/**
 * The extents that a model's inputs leave no choice of: numbers, and of tokens the same name for queries and for keys.
 *
 * @param heads those that the rows of an input without an axis of heads hold
 */
export function takesOf({ q, k, v }: Parts['inputs'], heads: Declared['heads']): Takes {
  const [queries, keys] = [q, k].map(({ shape }) => shape?.at(-2))
  const selfOnly = typeof queries === 'string' && queries !== '' && queries === keys
  const fixed = Object.fromEntries(
    Object.entries({
      queries,
      keys,
      width: widthOf(q, heads.query),
      valueWidth: widthOf(v, heads.key),
    }).filter(([, extent]) => typeof extent === 'number' && extent > 0),
  )
  return { ...(selfOnly && { selfOnly }), ...(Object.keys(fixed).length > 0 && { fixed }) }
}

function widthOf({ shape }: OrtMetadata, heads: number): number | string | undefined {
  const extent = shape?.at(-1)
  return typeof extent === 'number' && shape!.length < 4 ? extent / heads : extent
}
