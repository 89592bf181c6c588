import type { Takes } from '../returned/takes.ts'
import type { FreeExtents } from './extents-at.ts'

/** What of the extents is left open by what an attention takes. */
export const freeExtentsOf = ({ selfOnly, fixed }: Takes): FreeExtents => ({
  lengths: selfOnly ? 'self' : fixed?.queries === 1 ? 'one-query' : 'free',
  ...fixed,
})
