import type { KernelRow } from './kernel-row.ts'
import type { Lanes } from './lanes.ts'
import type { Rows } from './rotated-rows.ts'

/** Fills a row with the kernel of one query head's query and all keys, or of a key and all queries. */
export type FillRow = (head: number, fixed: number, row: KernelRow) => void

/** One lane's queries and keys, and in which direction rows run. */
export interface Pairs {
  readonly lanes: Lanes
  readonly q: Rows
  readonly k: Rows
  readonly along: 'keys' | 'queries'
  allows(query: number, key: number): boolean
}

/** How many pairs a row has. */
export const lengthOf = ({ lanes, along }: Pairs): number => (along === 'keys' ? lanes.keys : lanes.queries)

/** The query and the key of a place in a row. */
export const pairAt = ({ along }: Pairs, fixed: number, at: number): [query: number, key: number] =>
  along === 'keys' ? [fixed, at] : [at, fixed]
