import { declaredFrom } from '../declared-from.ts'
import type { Declared } from '../declared.ts'
import type { Lanes } from '../lanes.ts'
import { type Allows, type Parts, lanesOf } from './mistaken.fixture.ts'

export const plain = declaredFrom({ as: 'softmax', scale: 'inverse-sqrt-width' })

export interface Case {
  readonly name: string
  readonly declared?: Partial<Declared>
  readonly parts: () => Parts
  readonly batches: readonly Lanes[]
  /** What has to be read off. */
  readonly parameter?: number | string
  /** Where the mistake shows at all. */
  readonly seenIn?: readonly ('output' | 'weights')[]
}

export const sizesOf = (heads: { queryHeads?: number; keyHeads?: number } = {}, masked = false) => [
  lanesOf({ queries: 1, keys: 1, ...heads }, 6, { masked }),
  lanesOf({ queries: 2, keys: 2, ...heads }, 6, { masked }),
  lanesOf({ queries: 3, keys: 5, width: 2, valueWidth: 3, ...heads }, 10, { masked }),
  lanesOf({ queries: 5, keys: 3, ...heads }, 6, { masked }),
  lanesOf({ queries: 8, keys: 8, width: 8, ...heads }, 6, { size: 2, masked }),
  lanesOf({ queries: 4, keys: 17, width: 16, valueWidth: 8, ...heads }, 4, { masked }),
  lanesOf({ queries: 2, keys: 70, ...heads }, 4, { masked }),
]

export const small = sizesOf()

export const grouped = { queryHeads: 4, keyHeads: 2 }

export const large = [
  ...small,
  lanesOf({ queries: 2, keys: 130 }, 3),
  lanesOf({ queries: 2, keys: 300 }, 4),
  lanesOf({ queries: 1, keys: 600 }, 2),
]

export const hot = [
  ...small,
  lanesOf({ queries: 3, keys: 6 }, 20, { size: 12 }),
  lanesOf({ queries: 3, keys: 6 }, 20, { size: 120 }),
  lanesOf({ queries: 2, keys: 4, width: 2 }, 20, { size: 300 }),
]

export const many = lanesOf({ queries: 3, keys: 6 }, 200)

export const four = sizesOf({ queryHeads: 4, keyHeads: 4 })

export const CAUSAL: Partial<Declared> = { mask: { kind: 'causal', aligned: 'start' } }

const WINDOW: Partial<Declared> = { mask: { kind: 'window', size: 3, aligned: 'start' } }

export const GIVEN: Partial<Declared> = { mask: { kind: 'given' } }

export const LINEAR: Partial<Declared> = { mechanism: { featureMap: 'elu1', normalised: true } }

export const HEADS = (query: number, key: number): Partial<Declared> => ({ heads: { query, key } })

export const ROTARY: Partial<Declared> = { position: { kind: 'rotary', base: 10000, pairs: 'neighbours' } }

export const ALIBI: Partial<Declared> = { position: { kind: 'alibi' }, heads: { query: 4, key: 4 } }

export const simple = (name: string, parts: Parts, more: Partial<Case> = {}): Case => ({
  name,
  parts: () => parts,
  batches: small,
  ...more,
})

export const causalCase = (name: string, allows: Allows, more: Partial<Case> = {}) =>
  simple(name, { allows }, { declared: CAUSAL, ...more })

export const windowCase = (name: string, allows: Allows) => simple(name, { allows }, { declared: WINDOW })
